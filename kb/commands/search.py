"""python -m kb search "QUERY" [filters] | --queries FILE"""

from __future__ import annotations

import argparse
import functools
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from kb.asking import Answer, answer
from kb.chips import fields_of
from kb.commands.options import add_home, add_json, positive
from kb.errors import KbError
from kb.filters import DOC_TYPES, KINDS, Amount, Filters, parse_day, parse_year
from kb.gold_format import values_format
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.search import Hit, Query, search
from kb.understanding import Understood

# What of the filters has an option of its own.
_FIELDS = frozenset(Filters.__dataclass_fields__)
_ROLES = {"lead": "牵头", "responsible": "负责", "support": "配合"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("query", nargs="?", default="", metavar="QUERY", help="要找什么，用日常的话写；可以只写筛选条件")
    asked.add_argument("--queries", metavar="FILE", help="一行一个问题的文件；每个问题输出一行 JSON")
    parser.add_argument("--top", type=positive, default=20, metavar="N", help="最多给出几条（默认 20）")
    parser.add_argument("--plain", action="store_true", help="按原话检索，不把年份、单位、时限等读成筛选条件")
    add_json(parser)
    add_home(parser)
    _add_filters(parser.add_argument_group("筛选条件（同时满足）"))


def _add_filters(group: argparse._ArgumentGroup) -> None:
    types = "、".join(f"{key}（{name}）" for key, name in DOC_TYPES.items())
    kinds = "、".join(f"{key}（{name}）" for key, name in KINDS.items())
    group.add_argument("--type", metavar="TYPE", help=f"文件类型：{types}")
    group.add_argument("--kind", metavar="KIND", help=f"类别：{kinds}")
    group.add_argument("--year", type=parse_year, metavar="YEAR", help="文件所计划或总结的年份，例如 2023")
    group.add_argument("--region", metavar="NAME", help="地区名称或其中一部分")
    group.add_argument("--issuer", metavar="NAME", help="发文机关名称或其中一部分")
    group.add_argument("--unit", metavar="NAME", help="责任单位的全称、简称或其中一部分，例如 市住建局")
    group.add_argument("--due-before", type=parse_day, metavar="DATE", help="期限不晚于，例如 2023-06-30")
    group.add_argument("--due-after", type=parse_day, metavar="DATE", help="期限不早于")
    group.add_argument("--quantity", action="store_true", dest="has_quantity", help="只要有数量指标的")
    group.add_argument("--doc", metavar="DOC", help="只在这个文件里找：编号、路径或标题的一部分")


def run(arguments: argparse.Namespace) -> int:
    """Search and print the hits."""
    filters = Filters(**{name: value for name, value in vars(arguments).items() if name in _FIELDS})
    with open_kb(arguments.home) as kb:
        if filters.unit:
            for warning in kb.store.units.register.warnings:
                print(warning, file=sys.stderr)
        if filters.doc:
            filters = replace(filters, doc=kb.store.find(filters.doc))
        for warning in kb.thesaurus.warnings:
            print(warning, file=sys.stderr)
        ask = functools.partial(_answer, kb, arguments.top, arguments.plain)
        if arguments.queries:
            for text in _queries(Path(arguments.queries)):
                print(_json(text, ask(Query(text, filters))))
            return 0
        found = ask(Query(arguments.query, filters))
    if arguments.json:
        print(_json(arguments.query, found))
    else:
        lines = _lines(found.hits) or ["没有找到。可以换个说法，或放宽筛选条件。"]
        print("\n".join((*_how_understood(found.understood), *lines)))
    return 0


def _answer(kb: KnowledgeBase, top: int, plain: bool, query: Query) -> Answer:
    """The hits, and how the query was understood; plainly: as it is."""
    return Answer(Understood(query.text), search(query, kb, top)) if plain else answer(query, kb, top, date.today())


def _queries(path: Path) -> Iterator[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise KbError(f"{path}：不是 UTF-8 编码的文本，请另存为 UTF-8。") from error
    except OSError as error:
        raise KbError(f"{path}：打不开这个文件，请检查路径和权限。") from error
    return filter(str.strip, lines)


def _how_understood(understood: Understood) -> Iterator[str]:
    if understood.chips:
        yield f"按 {'、'.join(each.label for each in understood.chips)} 理解（加 --plain 按原话检索）"
    yield from understood.hints


def _json(query: str, found: Answer) -> str:
    """One line: `understood` are the conditions that were read out of the query, `text` is what is left of it."""
    chips = [{"label": each.label, **fields_of(each.filters)} for each in found.understood.chips]
    return json.dumps({"query": query, "text": found.understood.text, "understood": chips,
                       "hints": list(found.understood.hints), "hits": [hit_format(hit) for hit in found.hits]},
                      ensure_ascii=False, default=_plain_value)


def _plain_value(value: Any) -> Any:
    return asdict(value) if isinstance(value, Amount) else str(value)


def hit_format(hit: Hit) -> dict[str, Any]:
    """A hit for JSON: `doc` is the name of the source file, the values are those of the gold format."""
    return {"doc": Path(hit.source).name, "quote": hit.quote, "doc_id": hit.doc_id, "record": hit.record_id,
            "title": hit.title, "section": list(hit.section), "kind": hit.kind, "page": hit.page,
            "span": [hit.span.start, hit.span.end], **values_format(hit), "score": round(hit.score, 4),
            **({"confirmed": True} if hit.confirmed else {})}


def _lines(hits: list[Hit]) -> list[str]:
    return [line for rank, hit in enumerate(hits, 1) for line in (
        f"{rank}. [{KINDS.get(hit.kind, hit.kind)}] {hit.quote}", "   " + "　".join(_details(hit)))]


def _details(hit: Hit) -> list[str]:
    """Where the hit stands and what its fields say."""
    details = [" › ".join((f"《{hit.title}》", *hit.section)), f"第 {hit.page} 页" if hit.page else "",
               "期限：" + "、".join(each.text for each in hit.deadlines) if hit.deadlines else "",
               "数量：" + "、".join(each.text for each in hit.quantities) if hit.quantities else "",
               "单位：" + "、".join(f"{each.name}（{_ROLES[each.role]}）" for each in hit.units) if hit.units else "",
               f"{hit.doc_id}/{hit.record_id}"]
    return [detail for detail in details if detail]
