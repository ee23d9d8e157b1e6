"""The 跨年 page's table: two plans side by side, what became of each commitment; and the same as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kb.diff import Difference, warnings
from kb.plan_changes import STATUSES
from kb.quoted import Quoted, title_of
from kb.sheets import Cell, Column, Sheet, workbook
from kb.strength import LEVELS
from kb.views.markup import Html, element, joined
from kb.views.quoted_markup import quoted_block, where
from kb.views.text import percent
from pipelines.document import Document

# In the order of concern.
ORDER = ("dropped", "lowered", "postponed", "reworded", "raised", "brought_forward", "new", "kept")
# At and below this confidence a pair, or the finding that there is none, asks for a look at both texts.
UNSURE = 0.75
_HEADS = (("", "w-number"), ("前一份计划", "w-half"), ("变化", "w-status"), ("后一份计划", "w-half"))
_COLUMNS = (Column("序号", 6), Column("变化", 8), Column("说明", 34), Column("前一份计划", 44),
            Column("前一份位置", 26), Column("后一份计划", 44), Column("后一份位置", 26), Column("措辞（前）", 10),
            Column("措辞（后）", 10), Column("把握", 8))


def difference_table(numbered: Iterable[tuple[int, Difference]]) -> Html:
    """The rows, each with its number, as a table."""
    head = element("tr", *(element("th", name, cls=cls) for name, cls in _HEADS))
    rows = (_row(number, each) for number, each in numbered)
    return element("table", element("thead", head), element("tbody", *rows), cls="list differences")


def _row(number: int, each: Difference) -> Html:
    return element("tr", element("td", str(number), cls="number soft"), element("td", _side(each.before, each)),
                   element("td", _status(each)), element("td", _side(each.after, each)))


def _side(quote: Quoted | None, each: Difference) -> Html:
    if quote:
        return quoted_block(quote)
    if each.nearest is None:
        return Html("")
    summary = element("summary", "没有相同的事项；最接近的一条")
    return element("details", summary, quoted_block(each.nearest))


def _status(each: Difference) -> Html:
    sure = f"机器判读 {percent(each.confidence)}"
    said = (element("span", f"{sure}，请核对", cls="doubt") if each.confidence <= UNSURE else
            element("span", sure, cls="sure"))
    reasons = [element("div", reason, cls="reason") for reason in reasons_of(each)]
    return joined((element("span", STATUSES[each.status], cls=f"status {each.status}"), " ", said, *reasons))


def reasons_of(each: Difference) -> list[str]:
    """All that changed, in Chinese."""
    return [*each.reasons, *["与另一项对应同一条"] * each.shared]


def difference_xlsx(rows: Sequence[Difference], about: Sequence[tuple[str, str]]) -> bytes:
    """All rows as a workbook."""
    return workbook([Sheet("跨年对照", _COLUMNS, [_cells(number, each) for number, each in enumerate(rows, 1)])], about)


def about_diff(first: Document, second: Document, home: str, day: date) -> list[tuple[str, str]]:
    """The sheet 说明 of the workbook."""
    return [("前一份计划", title_of(first)), ("后一份计划", title_of(second)), ("知识库", home), ("制表日期", str(day)),
            ("方法", "两份计划的任务和目标逐项打分，整体上一对一配对；指标相同、单位可换算的数字才比较高低。"),
            ("措辞强弱", " < ".join(LEVELS[level] for level in sorted(LEVELS))),
            ("提醒", "机器判读，把握较低的请对照原文核实。"),
            *(("注意", warning) for warning in warnings(first, second))]


def _cells(number: int, each: Difference) -> list[Cell]:
    levels = [LEVELS[level] if level else "" for level in each.strengths]
    return [number, STATUSES[each.status], "；".join(reasons_of(each)), each.before.quote if each.before else "",
            where(each.before), each.after.quote if each.after else "", where(each.after), *levels,
            percent(each.confidence)]
