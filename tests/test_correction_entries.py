"""What is filled into the correction form becomes changes of the record, or one Chinese line and no change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kb.changes import Change, KindChange, ValueChange
from kb.errors import KbError
from kb.gold_values import Value
from kb.views.correction_entries import Entry, entered_changes
from pipelines.document import Deadline, Document, Quantity, Record, ResponsibleUnit
from tests.kb_documents import make_document, with_values

_DEADLINE = {"type": "by", "start": "", "end": "2022-03-31", "freq": ""}
_FIGURE = {"indicator": "报警器", "op": ">=", "value": "20000", "value_max": "", "unit": "个"}
_UNIT = {"name": "市民政局", "role": "lead"}
_AS_IT_IS = {"deadlines": _DEADLINE, "quantities": _FIGURE, "units": _UNIT}


@pytest.fixture(scope="module")
def document() -> Document:
    """A plan whose first record has a deadline, a figure and a unit."""
    return with_values(make_document("澜州市2022年工作要点\n一、任务\n3月底前由市民政局和市水务局安装报警器2万个。"))


def _held(record: Record, holder: str) -> Value:
    value: Value = getattr(record, holder)[0]
    return value


def _entered(document: Document, holder: str, fields: dict[str, str], new: bool = False,
             gone: bool = False) -> list[Change]:
    record = document.records[0]
    old = None if new else _held(record, holder)
    return entered_changes(record, document, record.kind, [Entry(holder, old, fields, gone)])


@pytest.mark.parametrize("holder", list(_AS_IT_IS))
def test_a_form_as_it_was_changes_nothing_and_a_value_can_be_taken_away(document: Document, holder: str) -> None:
    old = _held(document.records[0], holder)
    assert _entered(document, holder, _AS_IT_IS[holder]) == []
    assert _entered(document, holder, _AS_IT_IS[holder], gone=True) == [ValueChange("r001", old, None)]
    assert _entered(document, holder, {"text": " ", **dict.fromkeys(_AS_IT_IS[holder], "")}, new=True) == []


@pytest.mark.parametrize(("holder", "filled", "changed"), [
    ("deadlines", {"end": "2022年6月30日"}, {"end": date(2022, 6, 30)}),
    ("deadlines", {"type": "during", "start": "2022-01-01"}, {"type": "during", "start": date(2022, 1, 1)}),
    ("deadlines", {"type": "recurring", "freq": "monthly"}, {"type": "recurring", "freq": "monthly"}),
    ("quantities", {"value": "3.5万", "op": "="}, {"value": 35000.0, "op": "="}),
    ("quantities", {"op": "range", "value_max": "三万"}, {"op": "range", "value_max": 30000.0}),
    ("quantities", {"indicator": " ", "unit": ""}, {"indicator": None, "unit": None}),
    ("units", {"name": "市水务局", "role": "support"}, {"name": "市水务局", "role": "support"}),
])
def test_a_value_takes_what_was_filled_in(document: Document, holder: str, filled: dict[str, str],
                                          changed: dict[str, object]) -> None:
    old = _held(document.records[0], holder)
    new = replace(old, **changed)  # type: ignore[arg-type]
    assert _entered(document, holder, {**_AS_IT_IS[holder], **filled}) == [ValueChange("r001", old, new)]


def test_a_value_that_is_new_is_found_in_the_text(document: Document) -> None:
    bare = replace(document, records=(replace(document.records[0], deadlines=(), quantities=(), units=()),))
    blank = {name: "" for fields in _AS_IT_IS.values() for name in fields}
    entries = [Entry("deadlines", None, {**blank, "text": "3月底前", "end": "2022-04-01"}),
               Entry("quantities", None, {**blank, "text": "2万个", "indicator": "报警器"}),
               Entry("units", None, {**blank, "text": "", "name": "市水务局"})]
    changes = entered_changes(bare.records[0], bare, "result", entries)
    assert changes[0] == KindChange("r001", "result")
    deadline, figure, unit = (change.new for change in changes[1:] if isinstance(change, ValueChange))
    assert isinstance(deadline, Deadline) and (deadline.type, deadline.end) == ("by", date(2022, 4, 1))
    assert isinstance(figure, Quantity) and (figure.indicator, figure.value, figure.unit) == ("报警器", 20000.0, "个")
    assert isinstance(unit, ResponsibleUnit) and (unit.name, unit.role) == ("市水务局", "responsible")
    assert [each.text for each in (deadline, figure, unit)] == ["3月底前", "2万个", "市水务局"]


@pytest.mark.parametrize(("holder", "filled", "new", "said"), [
    ("deadlines", {"end": "下个月"}, False, "日期不对"), ("deadlines", {"end": ""}, False, "缺日期"),
    ("deadlines", {"text": "腊月前", "end": "2022-01-31"}, True, "没有“腊月前”"),
    ("deadlines", {"end": "2022-01-31"}, True, "没有写原文的字"),
    ("quantities", {"value": "很多"}, False, "数值不对"), ("quantities", {"value": ""}, False, "缺数值"),
    ("quantities", {"text": "9座"}, True, "没有“9座”"), ("units", {"name": " "}, False, "名称是空的"),
    ("units", {"role": "lead"}, True, "没有写名称"), ("units", {"name": "市外星局"}, True, "没有“市外星局”"),
])
def test_wrong_input_is_said_in_one_chinese_line(document: Document, holder: str, filled: dict[str, str], new: bool,
                                                 said: str) -> None:
    base = {"text": "", **dict.fromkeys(_AS_IT_IS[holder], "")} if new else _AS_IT_IS[holder]
    with pytest.raises(KbError, match=said) as error:
        _entered(document, holder, {**base, **filled}, new)
    assert "\n" not in str(error.value)
