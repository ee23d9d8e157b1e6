"""The clauses around a record, within its paragraph."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from kb_documents import filled, make_document, put

from kb.context import Context, context_of, contexts
from kb.filters import Filters
from pipelines.document import Span


@pytest.mark.parametrize(("before", "behind", "context"), [
    ("一、防汛\n汛期将至，雨量偏多，", "责任到人。\n二、抗旱", Context("雨量偏多，", "责任到人。")),
    ("加强巡查。", "开展演练，落实物资。", Context("加强巡查。", "开展演练，")),
    ("一、防汛\n", "\n二、抗旱", Context()), ("", "", Context()),
    ("要求：", "（市水务局牵头）", Context("要求：", "（市水务局牵头）")),
    ("早汛。　", " 备汛；抢险", Context("早汛。", "备汛；")),
    ("长" * 60, "长" * 60, Context("…" + "长" * 60, "长" * 60 + "…")),
])
def test_clauses(before: str, behind: str, context: Context) -> None:
    assert context_of(before, behind) == context


def test_the_context_of_stored_records(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        numbers = kb.store.record_numbers(Filters(kind="task"))
        found = contexts(kb, [*numbers, 10**6])
        assert list(found) == numbers
        assert set(found.values()) == {Context()}


def test_a_record_within_a_paragraph(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        plain = make_document("2024年工作要点\n汛期将至，加固水库9座，责任到人。\n植树。")
        start = plain.text.index("加固")
        inner = replace(plain.records[0], quote="加固水库9座，", span=Span(start, start + 7))
        put(kb, replace(plain, records=(inner,)), "inner.txt")
        number, = kb.store.record_numbers(Filters(year=2024))
        assert contexts(kb, [number]) == {number: Context("汛期将至，", "责任到人。")}
