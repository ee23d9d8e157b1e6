"""A folder of annotations in the guideline's format, each with the document that it annotates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.errors import KbError
from kb.evaluate import Scorecard, score
from kb.files import Refusal
from kb.reading import read_files

_NEEDED = {"doc": str, "metadata": dict, "records": list}


@dataclass(frozen=True, slots=True)
class Annotated:
    """One annotation: its file, its content as json.load gives it, and the document's file."""

    path: Path
    gold: dict[str, Any]
    document: Path


def read_gold_folder(folder: Path, docs: Path | None = None) -> tuple[list[Annotated], list[Refusal]]:
    """The annotations of a folder in order of name, and those that cannot be used.

    Documents are looked for in `docs`, else beside the folder: in ../docs and in .. itself. KbError where the folder
    holds no annotation at all.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise KbError(f"{folder}：没有标注文件（*.json）。请给出标注文件所在的文件夹。")
    places = (docs,) if docs else (folder.parent / "docs", folder.parent)
    annotated: list[Annotated] = []
    refused: list[Refusal] = []
    for path in paths:
        entry = _annotated(path, places)
        if isinstance(entry, Annotated):
            annotated.append(entry)
        else:
            refused.append(Refusal(path, entry))
    return annotated, refused


def score_folder(annotated: Sequence[Annotated]) -> tuple[list[Scorecard], list[Refusal]]:
    """The scorecards of the documents that can be read, in this order, and those that cannot."""
    cards: list[Scorecard] = []
    refused: list[Refusal] = []
    for entry, (path, result) in zip(annotated, read_files([each.document for each in annotated]), strict=True):
        if isinstance(result, str):
            refused.append(Refusal(path, result))
            continue
        try:
            cards.append(score(entry.path.stem, entry.gold, result))
        # Whatever an annotation written by hand lacks or mistypes shows here.
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            refused.append(Refusal(entry.path, f"标注里有缺项或错误的值（{error}），请对照标注说明检查"))
    return cards, refused


def _annotated(path: Path, places: Sequence[Path]) -> Annotated | str:
    """The annotation in a file, or one Chinese line that says why it cannot be used."""
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return "不是 UTF-8 编码的 JSON，请检查这个标注文件"
    if not isinstance(gold, dict) or not all(isinstance(gold.get(key), kind) for key, kind in _NEEDED.items()):
        return f"不是标注文件：要有 {'、'.join(_NEEDED)} 几项，请对照标注说明检查"
    found = next((place / gold["doc"] for place in places if (place / gold["doc"]).is_file()), None)
    if found is None:
        return f"找不到它标注的文件 {gold['doc']}，请用 --docs 指出文件所在的文件夹"
    return Annotated(path, gold, found)
