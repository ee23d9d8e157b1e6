"""Every row of every table of rules below pipelines is proved by the examples that it carries."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import pipelines
from pipelines.rules import Rule


def _rules_of(value: object) -> Iterator[Rule]:
    if isinstance(value, Rule):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _rules_of(item)


def _all_rules() -> list[tuple[str, Rule]]:
    """Rules with their module and name; a rule that several tables or modules share is walked once."""
    found: dict[int, tuple[str, Rule]] = {}
    for info in pkgutil.walk_packages(pipelines.__path__, "pipelines."):
        module = importlib.import_module(info.name)
        for value in vars(module).values():
            for each in _rules_of(value):
                found.setdefault(id(each), (f"{info.name.removeprefix('pipelines.')}: {each.name}", each))
    return list(found.values())


RULES = _all_rules()


def test_tables_are_found() -> None:
    assert len(RULES) > 50


@pytest.mark.parametrize("each", [each for _, each in RULES], ids=[name for name, _ in RULES])
def test_examples_of_rule(each: Rule) -> None:
    assert each.examples, "a rule carries at least one example"
    assert any(value is not None for _, value in each.examples), "one of them shows what the rule finds"
    assert 0 < each.confidence <= 1
    for text, value in each.examples:
        match = each.pattern.search(text)
        assert (each.gives(match) if match else None) == value, text
