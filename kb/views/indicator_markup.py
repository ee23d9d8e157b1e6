"""The 指标 page's table of series, each with its chart, pace, contradictions and all quotes; and the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kb.indicator_series import Pace, Series
from kb.indicators import Reading
from kb.sheets import Cell, Column, Sheet, workbook
from kb.views.markup import Html, element, joined
from kb.views.quoted_markup import quoted_block, where
from kb.views.series_chart import series_chart
from kb.views.text import plain_number

ROLES = {"target": "目标", "actual": "实际"}
FORMS = {"level": "", "growth": "增减"}
_HEADS = (("指标", "w-name"), ("各年目标（○）和实际（●）", "w-chart"), ("进度", "w-pace"), ("出处", ""))
_FIGURES = (Column("指标", 30), Column("地区", 12), Column("年份", 8), Column("目标或实际", 10), Column("数值", 14),
            Column("单位", 8), Column("原文数字", 16), Column("口径", 14), Column("原文", 46), Column("位置", 40))
_PACES = (Column("指标", 30), Column("地区", 12), Column("单位", 8), Column("需要每年", 10), Column("实际每年", 10),
          Column("判断", 12), Column("算法", 70))
_CONTRADICTIONS = (Column("指标", 30), Column("地区", 12), Column("年份", 8), Column("说明", 36),
                   Column("一处原文", 40), Column("一处位置", 36), Column("另一处原文", 40), Column("另一处位置", 36))


def series_table(found: Iterable[Series]) -> Html:
    """A row a series."""
    head = element("tr", *(element("th", name, cls=cls) for name, cls in _HEADS))
    return element("table", element("thead", head), element("tbody", *map(_row, found)), cls="list indicators")


def _row(series: Series) -> Html:
    name = joined((element("b", series.name), element("div", "，".join(facts_of(series)), cls="soft"),
                   *(element("div", "也写作：", "、".join(series.names[1:]), cls="soft") for _ in series.names[1:2])))
    wrong = [element("div", element("span", "矛盾", cls="doubt"), " ", each.message) for each in series.contradictions]
    pace = [element("div", said) for said in (pace_lines(series) if series.pace else ())]
    summary = element("summary", f"{len(series.readings)} 处，{series.documents} 个文件")
    quotes = element("details", summary, *map(_reading, series.readings))
    return element("tr", element("td", name), element("td", series_chart(series)),
                   element("td", *_judged(series.pace), *pace, *wrong), element("td", quotes))


def _judged(pace: Pace | None) -> list[Html]:
    if pace is None:
        return []
    return [element("span", judgement(pace), cls=f"status {'lowered' if pace.behind else 'raised'}")]


def judgement(pace: Pace) -> str:
    """已达目标, 慢于所需 or 不慢于所需."""
    return "已达目标" if pace.met else "慢于所需" if pace.behind else "不慢于所需"


def facts_of(series: Series) -> list[str]:
    """Place, unit, form and how it was counted."""
    bases = dict.fromkeys(base for each in series.readings for base in each.bases)
    return [each for each in (series.place, f"单位：{series.unit}" if series.unit else "", FORMS[series.form],
                              "累计" if series.sums else "", f"口径：{'、'.join(bases)}" if bases else "") if each]


def pace_lines(series: Series) -> list[str]:
    """The reckoning: from the base to the target, from the base to the latest figure, and what is left."""
    pace = series.pace
    if pace is None:
        return []
    base, target, latest = (f"{plain_number(series.in_unit(each.value))}（{each.year}年）"
                            for each in (pace.base, pace.target, pace.latest))
    spans = pace.target.year - pace.base.year, pace.latest.year - pace.base.year
    lines = [f"需要：（{target} − {base}）÷ {spans[0]} = 每年 {_signed(series, pace.needed)}",
             f"实际：（{latest} − {base}）÷ {spans[1]} = 每年 {_signed(series, pace.reached)}"]
    if pace.left is not None and not pace.met:
        years = pace.target.year - pace.latest.year
        lines.append(f"余下 {years} 年：（{target} − {latest}）÷ {years} = 每年 {_signed(series, pace.left)}")
    return lines


def _signed(series: Series, value: float) -> str:
    figure = round(series.in_unit(value), 3)
    unit = "个百分点" if series.unit == "%" else series.unit
    return f"{'+' if figure > 0 else ''}{plain_number(figure)}{unit}"


def _reading(each: Reading) -> Html:
    said = f"{each.year}年{ROLES[each.role]}：{each.quantity.text}"
    return element("div", element("b", said), quoted_block(each.quote, named=True), cls="reading")


def register_xlsx(found: Sequence[Series], about: Sequence[tuple[str, str]]) -> bytes:
    """All figures, paces and contradictions as a workbook."""
    figures = [_figure(each, reading) for each in found for reading in each.readings]
    contradictions = [row for each in found for row in _contradiction_rows(each)]
    return workbook([Sheet("指标数值", _FIGURES, figures),
                     Sheet("进度", _PACES, [_pace_row(each, each.pace) for each in found if each.pace]),
                     Sheet("矛盾", _CONTRADICTIONS, contradictions)], about)


def about_register(found: Sequence[Series], words: str, home: str, day: date) -> list[tuple[str, str]]:
    """The sheet 说明 of the workbook."""
    return [("知识库", home), ("制表日期", str(day)), ("筛选", words or "全部"), ("指标", f"{len(found)} 个"),
            ("归并", "只有名称相同（去掉全市、的、括号、达到等）或只是语序不同的才算同一指标；不同地区分开。"),
            ("进度", "（目标 − 基数）÷ 年数为每年所需，（最近实际 − 基数）÷ 年数为实际每年。"),
            ("提醒", "指标名和年份由机器读出，请对照原文核实。")]


def _figure(series: Series, each: Reading) -> list[Cell]:
    return [series.name, series.place, each.year, ROLES[each.role], series.in_unit(each.value), series.unit,
            each.quantity.text, "、".join(each.bases), each.quote.quote, where(each.quote)]


def _pace_row(series: Series, pace: Pace) -> list[Cell]:
    return [series.name, series.place, series.unit, series.in_unit(pace.needed), series.in_unit(pace.reached),
            judgement(pace), "；".join(pace_lines(series))]


def _contradiction_rows(series: Series) -> list[list[Cell]]:
    return [[series.name, series.place, each.year, each.message, each.one.quote.quote, where(each.one.quote),
             each.other.quote.quote, where(each.other.quote)] for each in series.contradictions]
