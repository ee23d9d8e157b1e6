"""Hits, facets and how a query was understood, as lines for the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kb.body_search import BodyHit
from kb.chips import fields_of
from kb.facets import Facet
from kb.filters import KINDS, Amount
from kb.gold_format import values_format
from kb.results import Line, Results
from kb.search import Hit
from kb.understanding import Understood

# How a sentence that is no record is marked.
BODY = "正文"
_ROLES = {"lead": "牵头", "responsible": "负责", "support": "配合"}


def how_understood(understood: Understood) -> Iterator[str]:
    """The conditions that were read out of the query, and hints."""
    if understood.chips:
        yield f"按 {'、'.join(each.label for each in understood.chips)} 理解（加 --plain 按原话检索）"
    yield from understood.hints


def page_lines(found: Results, size: int) -> Iterator[str]:
    """A page of results, numbered through all pages, the body text, and which page it is where there are more."""
    if not found.lines:
        yield "没有找到。可以换个说法，或放宽筛选条件。"
    first = (found.page - 1) * size + 1
    for rank, line in enumerate(found.lines, first):
        yield from hit_lines(rank, line)
    for hit in found.body:
        yield f"[{BODY}] {hit.quote}"
        yield "   " + "　".join([*_where(hit), f"{hit.doc_id}/{hit.span.start}-{hit.span.end}"])
    if found.pages > 1:
        following = f"（加 --page {found.page + 1} 看下一页）" if found.page < found.pages else ""
        yield f"第 {found.page} 页，共 {found.pages} 页{following}"


def hit_lines(rank: int, line: Line) -> Iterator[str]:
    """A record, where it stands and what its fields say; those that say nearly the same."""
    yield f"{rank}. [{KINDS.get(line.hit.kind, line.hit.kind)}] {line.hit.quote}"
    yield "   " + "　".join(_details(line.hit))
    if line.same:
        others = "、".join(f"《{each.title}》{each.doc_id}/{each.record_id}" for each in line.same)
        yield f"   另有 {len(line.same)} 条几乎相同：{others}"


def _details(hit: Hit) -> list[str]:
    details = [*_where(hit),
               "期限：" + "、".join(each.text for each in hit.deadlines) if hit.deadlines else "",
               "数量：" + "、".join(each.text for each in hit.quantities) if hit.quantities else "",
               "单位：" + "、".join(f"{each.name}（{_ROLES[each.role]}）" for each in hit.units) if hit.units else "",
               f"{hit.doc_id}/{hit.record_id}"]
    return [detail for detail in details if detail]


def _where(hit: Hit | BodyHit) -> list[str]:
    return [" › ".join((f"《{hit.title}》", *hit.section)), *([f"第 {hit.page} 页"] if hit.page else [])]


def facet_lines(facets: Iterable[Facet], records: int) -> Iterator[str]:
    """A line a field: its commonest values with the number of records of each."""
    yield f"这 {records} 条里："
    for each in facets:
        rest = f"……共 {each.total} 种" if each.total > len(each.values) else ""
        yield f"   {each.label}　" + "、".join(f"{value.label} {value.count}" for value in each.values) + rest


def facets_format(facets: Iterable[Facet]) -> dict[str, Any]:
    """The fields by name, each with its values and how many there are in all, for JSON."""
    return {each.name: {"total": each.total,
                        "values": [{"label": value.label, "count": value.count, **fields_of(value.filters)}
                                   for value in each.values]} for each in facets}


def answer_json(query: str, understood: Understood, hits: Sequence[dict[str, Any]], **more: Any) -> str:
    """One line: `understood` are the conditions that were read out of the query, `text` is what is left of it."""
    chips = [{"label": each.label, **fields_of(each.filters)} for each in understood.chips]
    return json.dumps({"query": query, "text": understood.text, "understood": chips, "hints": list(understood.hints),
                       "hits": hits, **more}, ensure_ascii=False, default=_plain_value)


def line_format(line: Line) -> dict[str, Any]:
    """A line of results for JSON: `same` are the records that say nearly the same."""
    same = [{"doc": Path(each.source).name, "quote": each.quote, "doc_id": each.doc_id, "record": each.record_id}
            for each in line.same]
    return {**hit_format(line.hit), **({"same": same} if same else {})}


def hit_format(hit: Hit) -> dict[str, Any]:
    """A hit for JSON: `doc` is the name of the source file, the values are those of the gold format."""
    return {"doc": Path(hit.source).name, "quote": hit.quote, "doc_id": hit.doc_id, "record": hit.record_id,
            "title": hit.title, "section": list(hit.section), "kind": hit.kind, "page": hit.page,
            "span": [hit.span.start, hit.span.end], **values_format(hit), "score": round(hit.score, 4),
            **({"confirmed": True} if hit.confirmed else {})}


def body_format(hit: BodyHit) -> dict[str, Any]:
    """A sentence that is no record for JSON, as a hit of the kind "text"."""
    return {"doc": Path(hit.source).name, "quote": hit.quote, "doc_id": hit.doc_id, "title": hit.title,
            "section": list(hit.section), "kind": "text", "page": hit.page, "span": [hit.span.start, hit.span.end],
            "score": round(hit.score, 4)}


def _plain_value(value: Any) -> Any:
    return asdict(value) if isinstance(value, Amount) else str(value)
