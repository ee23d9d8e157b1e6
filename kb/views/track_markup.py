"""The 督办 page's table: what is due when, in what state, with both quotes; and the workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kb.filters import FREQUENCIES
from kb.sheets import Cell, Column, Sheet, workbook
from kb.track import STATES, Tracked
from kb.unit_table import Spelling
from kb.units import ROLES
from kb.verdict import VERDICTS
from kb.views.chips import kind_chip
from kb.views.links import COMPARE, link
from kb.views.markup import Html, element, joined
from kb.views.quoted_markup import quoted_block, where
from pipelines.bodies import Body

Bodies = Mapping[Spelling, Body]
NOBODY = "没有写明单位"
_OVERDUE = ("unreported", "missed")
_HEADS = (("期限", "w-day"), ("状态", "w-state"), ("事项", "w-task"), ("责任单位", "w-unit"), ("总结怎么说", ""))
_COLUMNS = (Column("期限", 12), Column("状态", 14), Column("原文时限", 14), Column("周期", 8), Column("事项", 50),
            Column("位置", 40), Column("责任单位", 30), Column("总结的结论", 10), Column("总结原文", 44),
            Column("总结位置", 40))
_SUMS = (*(Column(name, 12) for name in STATES.values()), Column("合计", 8))


def track_table(found: Iterable[Tracked], bodies: Bodies) -> Html:
    """A row a deadline."""
    head = element("tr", *(element("th", name, cls=cls) for name, cls in _HEADS))
    return element("table", element("thead", head), element("tbody", *(_row(each, bodies) for each in found)),
                   cls="list tracked")


def _row(each: Tracked, bodies: Bodies) -> Html:
    day = joined((element("b", str(each.day)), element("div", deadline_words(each), cls="soft")))
    task = quoted_block(each.quote, named=True, lead=kind_chip(each.kind))
    state = element("span", STATES[each.state], cls=f"status {each.state}")
    cells = (day, state, task, "、".join(units_of(each, bodies)), _report(each))
    return element("tr", *(element("td", cell) for cell in cells))


def deadline_words(each: Tracked) -> str:
    """The words of the text, and for what recurs how often and until when."""
    return f"{each.deadline}（{FREQUENCIES.get(each.freq or '', '')}，至{each.due}）" if each.freq else each.deadline


def _report(each: Tracked) -> Html:
    if each.evidence:
        verdict = VERDICTS.get(each.verdict or "", "")
        return joined((element("b", verdict, cls="soft"), quoted_block(each.evidence, "打开总结", named=True)))
    if not each.report or not each.report_id:
        return element("span", "那时还没有可对的总结", cls="soft")
    compared = link("打开对照", COMPARE, plan=each.quote.doc_id, report=each.report_id)
    return element("span", f"《{each.report}》没有提到 ", compared, cls="soft")


def units_of(each: Tracked, bodies: Bodies) -> list[str]:
    """The bodies with their roles: 澜州市教育局（牵头）."""
    return [f"{bodies[spelling].full}（{ROLES.get(role, role)}）" for spelling, role in each.units]


def by_unit(found: Iterable[Tracked], bodies: Bodies) -> dict[str, Counter[str]]:
    """How many are in each state for each body, the ones with most overdue first; each commitment counts for all."""
    counts: dict[str, Counter[str]] = {}
    for each in found:
        for name in dict.fromkeys([bodies[spelling].full for spelling, _ in each.units] or [NOBODY]):
            counts.setdefault(name, Counter())[each.state] += 1
    return dict(sorted(counts.items(), key=lambda pair: (
        pair[0] == NOBODY, -sum(pair[1][state] for state in _OVERDUE), -pair[1].total(), pair[0])))


def by_month(found: Iterable[Tracked]) -> dict[str, Counter[str]]:
    """How many are in each state for each month (2025-06), in order."""
    counts: dict[str, Counter[str]] = {}
    for each in found:
        counts.setdefault(f"{each.day:%Y-%m}", Counter())[each.state] += 1
    return dict(sorted(counts.items()))


def track_xlsx(found: Sequence[Tracked], bodies: Bodies, about: Sequence[tuple[str, str]]) -> bytes:
    """The list, the counts by unit and by month as a workbook."""
    units, months = by_unit(found, bodies), by_month(found)
    return workbook([Sheet("督办清单", _COLUMNS, [_cells(each, bodies) for each in found]),
                     Sheet("按单位", (Column("责任单位", 34), *_SUMS), list(_sums(units))),
                     Sheet("按月份", (Column("月份", 10), *_SUMS), list(_sums(months)))], about)


def about_track(day: date, days: int, filters: str, without: int, home: str) -> list[tuple[str, str]]:
    """The sheet 说明 of the workbook."""
    return [("截至日期", str(day)), ("即将到期", f"{days} 天以内"), ("筛选", filters or "全部"), ("知识库", home),
            ("逾期未报告", "期限已过，同一机关、同一年份的总结里没有找到依据。"),
            ("逾期未完成", "期限已过，总结说没有完成或只完成一部分。"),
            ("已到期，尚无总结", "期限已过，那一天之前还没有可对的总结。"),
            ("没有列入", f"{without} 项任务和目标没有写明日期。"), ("提醒", "期限和结论由机器读出，请对照原文核实。")]


def _sums(counts: Mapping[str, Counter[str]]) -> Iterable[list[Cell]]:
    return ([name, *(own[state] for state in STATES), own.total()] for name, own in counts.items())


def _cells(each: Tracked, bodies: Bodies) -> list[Cell]:
    return [each.day, STATES[each.state], each.deadline, FREQUENCIES.get(each.freq or "", ""), each.quote.quote,
            where(each.quote), "、".join(units_of(each, bodies)), VERDICTS.get(each.verdict or "", ""),
            each.evidence.quote if each.evidence else "", where(each.evidence)]
