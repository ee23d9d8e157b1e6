"""python -m kb eval GOLD_DIR"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kb.errors import KbError
from kb.evaluate import FIELDS, Error, Scorecard, macro, total
from kb.files import Refusal
from kb.filters import KINDS
from kb.gold_folder import read_gold_folder, score_folder

_NAME_COLUMNS = 40  # a Chinese character takes two
_LEGEND = """rec 记录（重叠一半以上） strict 边界（重叠九成以上） kind 类别 deadline 时限 quantity 数量
indicator 数量及指标 unit 单位 role 单位及角色 outline 目录 meta 元数据
都是 F1（百分数）；TOTAL 合计全部条目，MACRO 是各文件的平均"""
_NAMES = {"records": "记录", "deadlines": "时限", "quantities": "数量", "units": "单位", "outline": "目录"}
_SHOWN = {"deadlines": ("type", "start", "end", "freq"), "units": ("name", "role"),
          "quantities": ("indicator", "op", "value", "value_max", "unit")}


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("folder", metavar="GOLD_DIR", help="标注文件（*.json）所在的文件夹")
    parser.add_argument("--docs", metavar="DIR",
                        help="被标注的文件所在的文件夹（默认：GOLD_DIR/../docs，其次 GOLD_DIR/..）")
    parser.add_argument("--errors", metavar="DOC", help="另外列出这个文件的全部漏读和误读（文件名或其中一部分）")


def run(arguments: argparse.Namespace) -> int:
    """Print the scorecard, and on stderr what could not be read; 2 where something was refused."""
    annotated, unusable = read_gold_folder(Path(arguments.folder), Path(arguments.docs) if arguments.docs else None)
    named = _named(arguments.errors, [each.path.stem for each in annotated]) if arguments.errors else None
    cards, unreadable = score_folder(annotated)
    if cards:
        print("\n".join(scorecard_lines(cards)))
    for card in cards:
        if card.name == named:
            print(f"\n{card.name}：{len(card.errors)} 处不一致")
            print("\n".join(map(_error_line, card.errors)))
    return _refused([*unusable, *unreadable])


def scorecard_lines(cards: Sequence[Scorecard]) -> list[str]:
    """A table with one row a document, TOTAL and MACRO, and what its columns mean."""
    rows = [(card.name, [card.tallies[field].f1 for field in FIELDS]) for card in (*cards, total(cards))]
    rows.append(("MACRO", [macro(cards, field) for field in FIELDS]))
    head = _padded("") + "".join(f"{field:>10}" for field in FIELDS)
    return [head, *(_padded(name) + "".join(f"{_percent(value):>10}" for value in values) for name, values in rows),
            _LEGEND]


def _refused(refusals: Iterable[Refusal]) -> int:
    code = 0
    for refusal in refusals:
        print(f"{refusal.path}：{refusal.reason}", file=sys.stderr)
        code = 2
    return code


def _named(part: str, names: Sequence[str]) -> str:
    """The one name that is, or else contains, what the user wrote."""
    wanted = part.removesuffix(".json")
    fitting = [name for name in names if name == wanted] or [name for name in names if wanted in name]
    if len(fitting) != 1:
        raise KbError(f"--errors {part}：{'没有' if not fitting else '不止一个'}这样的标注文件。"
                      f"请写清楚是哪一个：{'、'.join(fitting or names)}")
    return fitting[0]


def _padded(name: str) -> str:
    """The name cut or filled to a fixed width on the screen."""
    shown, width = "", 0
    for char in name:
        width += 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if width > _NAME_COLUMNS:
            break
        shown += char
    return shown + " " * (_NAME_COLUMNS - sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shown))


def _percent(value: float | None) -> str:
    return "--" if value is None else f"{value:.1f}"


def _error_line(error: Error) -> str:
    if error.what == "meta":
        return f"  元数据  {error.field}：标注为 {error.annotated}，读作 {error.read}"
    if error.what == "kind":
        annotated, read = (KINDS.get(item["kind"], item["kind"]) for item in (error.annotated, error.read))
        return f"  类别    标注为{annotated}，读作{read}：{error.annotated['quote']}"
    label = "漏" if error.what == "missed" else "误"
    item = error.annotated if error.what == "missed" else error.read
    return f"  {label}{_NAMES[error.field]}  {_shown(error.field, item)}"


def _shown(field: str, item: Any) -> str:
    """A record, value or heading in one line."""
    if field == "outline":
        return str(item)
    if field == "records":
        return f"[{KINDS.get(item['kind'], item['kind'])}] {item['quote']}"
    values = " ".join(str(item[key]) for key in _SHOWN[field] if item.get(key) not in (None, ""))
    return f"{item.get('text') or ''}（{values}）"
