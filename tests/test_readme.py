"""The README names only verbs, targets and files that exist."""

import re
from pathlib import Path

import pytest

from kb.commands import VERBS

# Names that stand for any format, page or verb in the instructions how to add one.
PLACEHOLDERS = ("格式", "页面", "动词")
ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", sorted(set(re.findall(r"-m kb ([a-z]+)", README))))
def test_verbs_exist(verb: str) -> None:
    assert verb in {each.name for each in VERBS}


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z]+)", README)) - {"it"}))
def test_make_targets_exist(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


PATHS = re.findall(r"[`(]((?:kb|pipelines|corpora|tests|docs)/[\w./-]+)[`)]", README)


@pytest.mark.parametrize("path", sorted(set(PATHS)))
def test_files_exist(path: str) -> None:
    if not any(word in path for word in PLACEHOLDERS):
        assert (ROOT / path).exists()


def test_every_verb_is_listed() -> None:
    missing = [each.name for each in VERBS if f"`{each.name}`" not in README and f"kb {each.name}" not in README]
    assert not missing
