"""Results as a workbook: a row a record with its fields and its source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kb.filter_words import filter_words
from kb.filters import KINDS
from kb.order import SORTS
from kb.results import Request, Results
from kb.search import Hit
from kb.sheets import Cell, Column, Sheet, workbook
from kb.understanding import Understood
from kb.views.chips import deadline_reading, quantity_reading

# So many rows at most: more than anyone reads, and written in two seconds.
MOST_ROWS = 20_000
_COLUMNS = (Column("序号", 6), Column("内容", 60), Column("类别", 7), Column("时限", 18), Column("数量及指标", 24),
            Column("牵头单位", 16), Column("责任单位", 16), Column("配合单位", 16), Column("文件", 30),
            Column("章节", 24), Column("页", 5), Column("得分", 7), Column("把握", 7))


def hits_xlsx(hits: Sequence[Hit], about: Sequence[tuple[str, str]]) -> bytes:
    """The hits as a workbook, and what they are on a sheet of its own."""
    return workbook([Sheet("检索结果", _COLUMNS, [_cells(number, hit) for number, hit in enumerate(hits, 1)])], about)


def about_hits(request: Request, found: Results, home: str, day: date) -> list[tuple[str, str]]:
    """The sheet 说明: which knowledge base was asked for what, when, and how many records there are."""
    written = min(len(found.ranking), MOST_ROWS)
    count = f"{written} 条" + ("（最相关的，还有更多）" if found.cut or written < len(found.ranking) else "")
    return [("知识库", home), ("检索词", request.query.text or "（无）"),
            ("筛选条件", "；".join(filter_words(request.query.filters)) or "（无）"), *_read_out(found.understood),
            ("排序", SORTS[request.sort]), ("条数", count), ("制表日期", str(day)),
            ("提醒", "内容为原文；其余各栏为机器判读，把握较低的请对照原文核实。")]


def _read_out(understood: Understood) -> list[tuple[str, str]]:
    """The conditions that were read out of the query."""
    return [("从检索词读出", "；".join(each.label for each in understood.chips))] if understood.chips else []


def _cells(number: int, hit: Hit) -> list[Cell]:
    deadlines = "；".join(f"{each.text}（{reading}）" if (reading := deadline_reading(each)) else each.text
                         for each in hit.deadlines)
    figures = "；".join(f"{each.indicator or ''} {quantity_reading(each)}".strip() for each in hit.quantities)
    units = ["、".join(each.name for each in hit.units if each.role == role)
             for role in ("lead", "responsible", "support")]
    return [number, hit.quote, KINDS.get(hit.kind, hit.kind), deadlines, figures, *units, hit.title,
            " › ".join(hit.section), hit.page, round(hit.score, 2) or None, round(hit.confidence, 2)]
