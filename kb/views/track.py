"""督办: all commitments with deadlines on a day that the user chooses, by state, unit and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from kb.errors import KbError
from kb.filters import parse_day
from kb.knowledge_base import KnowledgeBase
from kb.track import STATES, Plan, Tracked, plans_on, track, without_day
from kb.views.address import Default, follow_address, keep_address
from kb.views.choose import XLSX, documents_or_notice, notice
from kb.views.compare import compared
from kb.views.links import TRACK
from kb.views.markup import element
from kb.views.page import alert, documents, knowledge_base
from kb.views.partners import likely_report
from kb.views.track_markup import NOBODY, Bodies, about_track, by_month, by_unit, track_table, track_xlsx

# The widgets' keys, which are the parameters of the page's address.
_WIDGETS: dict[str, Default] = {"on": "", "unit_of": None, "month": None}
_EVERYTHING = "everything"
_DAYS, _SHOWN = 30, 300


def show() -> None:
    """The page."""
    kb = knowledge_base()
    if not documents_or_notice(kb):
        return
    follow_address(TRACK, _WIDGETS)
    columns = st.columns([1, 2, 1, 1], gap="small", vertical_alignment="bottom")
    said: str = columns[0].text_input("截至哪一天", key="on", placeholder=f"{date.today()}（今天）")
    try:
        day = parse_day(said) if said.strip() else date.today()
    except KbError as error:
        alert(str(error))
        return
    with st.spinner("正在对照计划和总结，第一次要几十秒…"):
        found, without = _tracked(kb, str(kb.home.root), kb.store.generation(), day)
    if not found:
        notice(f"到 {day} 为止，知识库里没有写明日期的任务。请换一个日期，或先读入计划。"
               + (f"有 {without} 项没有写明日期，没有列入。" if without else ""))
        return
    bodies = kb.store.units.bodies(spelling for each in found for spelling, _ in each.units)
    unit = _box(columns[1], "责任单位", "unit_of", by_unit(found, bodies))
    month = _box(columns[2], "月份", "month", by_month(found))
    chosen = {"on": said, "unit_of": unit, "month": month}
    keep_address(TRACK, _WIDGETS, {key: value for key, value in chosen.items() if value})
    kept = [each for each in found if _fits(each, unit, month, bodies)]
    _list(kb, kept, bodies, day, "，".join(filter(None, (unit, month))), without)


@st.cache_resource(show_spinner=False, max_entries=8)
def _tracked(_kb: KnowledgeBase, root: str, generation: int, day: date) -> tuple[list[Tracked], int]:
    plans = []
    for plan, report in plans_on(documents(_kb), day, likely_report):
        matches = compared(_kb, plan.doc_id, report.doc_id) if report else ()
        plans.append(Plan(_kb.store.document(plan.doc_id), _kb.store.document(report.doc_id) if report else None,
                          matches))
    return track(plans, day, _DAYS), without_day(plans)


def _box(column: st.delta_generator.DeltaGenerator, label: str, key: str, counts: Mapping[str, Counter[str]]
         ) -> str | None:
    """A box of units or months with their counts; what is chosen."""
    if st.session_state[key] not in counts:
        st.session_state[key] = None

    def named(value: str) -> str:
        """The unit or month with its counts."""
        overdue = counts[value]["unreported"] + counts[value]["missed"]
        return f"{value}（{counts[value].total()} 项{f'，逾期 {overdue}' if overdue else ''}）"

    chosen: str | None = column.selectbox(label, list(counts), index=None, format_func=named, key=key,
                                          placeholder=f"全部 {len(counts)} 个")
    return chosen


def _fits(each: Tracked, unit: str | None, month: str | None, bodies: Bodies) -> bool:
    names = [bodies[spelling].full for spelling, _ in each.units] or [NOBODY]
    return (unit is None or unit in names) and month in (None, f"{each.day:%Y-%m}")


def _list(kb: KnowledgeBase, found: Sequence[Tracked], bodies: Bodies, day: date, said: str, without: int) -> None:
    counts = Counter({_EVERYTHING: len(found), **Counter(each.state for each in found)})
    names = {_EVERYTHING: "全部", **STATES}
    with st.container(horizontal=True, vertical_alignment="center"):
        first = next((each for each in ("unreported", "missed", "soon") if counts[each]), _EVERYTHING)
        chosen = st.segmented_control("状态", [each for each in names if counts[each]], default=first, required=True,
                                      format_func=lambda each: f"{names[each]} {counts[each]}",
                                      label_visibility="collapsed", key=f"track_state_{day}_{said}")
        st.download_button("下载表格（Excel）", lambda: track_xlsx(
            found, bodies, about_track(day, _DAYS, said, without, str(kb.home.root))), f"督办 {day}.xlsx", XLSX,
            on_click="ignore")
    shown = [each for each in found if chosen in (_EVERYTHING, each.state)]
    cut = f"列出前 {_SHOWN} 项，全部在表格文件里。" if len(shown) > _SHOWN else ""
    st.html(element("p", f"截至 {day}：{len(shown)} 项。{cut}另有 {without} 项没有写明日期，没有列入。", cls="count"))
    st.html(track_table(shown[:_SHOWN], bodies))
