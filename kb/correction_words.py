"""Corrections in Chinese, a line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from kb.changes import STATES, Correction
from kb.checking import DEADLINE_TYPES, FIELDS, FREQUENCIES, LEVELS, OPERATORS, ROLES
from kb.filters import DOC_TYPES, KINDS

HOLDER_NAMES = {"deadlines": "时限", "quantities": "数量", "units": "单位"}
_QUOTE = 40  # characters of a quote in a line
_Form = Mapping[str, Any]


def correction_line(correction: Correction) -> str:
    """What was corrected: “r012 类别：任务 → 目标”."""
    draft = correction.draft
    if draft.what == "metadata":
        return _metadata_line(draft.old or {}, draft.new or {})
    record, quote = draft.record or "", f"“{_short(draft.anchor.verbatim)}”"
    if draft.what in HOLDER_NAMES:
        return f"{record} {_value_line(draft.what, draft.old, draft.new)}"
    new = draft.new or {}
    lines: dict[str, Callable[[], str]] = {
        "kind": lambda: f"{record} 类别：{KINDS[(draft.old or {})['kind']]} → {KINDS[new['kind']]}",
        "reject": lambda: f"{record} 不是记录：{quote}",
        "confirm": lambda: f"{record} 核对无误：{quote}",
        "bounds": lambda: f"{record} 边界：{quote} → “{_short(new['quote'])}”",
        "add": lambda: f"{record} 新增{KINDS[new['kind']]}：{quote}"}
    return lines[draft.what]()


def history_line(correction: Correction) -> str:
    """A correction with its number, who made it and when, its note and its state, for a list."""
    note = f"（{correction.note}）" if correction.note else ""
    state = STATES[correction.state]
    if correction.state == "undone":
        state += f"：{correction.undone_by} {moment(correction.undone_at)}"
    return (f"{correction.number:>4}  {correction_line(correction)}{note}  "
            f"{correction.who} {moment(correction.made_at)}  [{state}]")


def deadline_words(form: _Form) -> str:
    """A deadline's form (keys of a gold file) in a few words: 截止 2024-06-30."""
    first, last = form["start"], form["end"]
    days = (last or "") if form["type"] == "by" or first == last else f"{first or ''}..{last or ''}"
    return " ".join(filter(None, (DEADLINE_TYPES[form["type"]], FREQUENCIES.get(form["freq"] or ""), days)))


def quantity_words(form: _Form) -> str:
    """A quantity's form in a few words: 报警器 不少于 20000 个."""
    figures = f"{form['value']:.15g}" + (f"-{form['value_max']:.15g}" if form["value_max"] is not None else "")
    return " ".join(filter(None, (form["indicator"], OPERATORS[form["op"]], figures, form["unit"])))


def unit_words(form: _Form) -> str:
    """A unit's form in a few words: 市民政局 牵头."""
    return f"{form['name']} {ROLES[form['role']]}"


_WORDS: dict[str, Callable[[_Form], str]] = {
    "deadlines": deadline_words, "quantities": quantity_words, "units": unit_words}


def _value_line(holder: str, old: _Form | None, new: _Form | None) -> str:
    """增加时限：…, 去掉时限：… or 时限：… → …."""
    said = [f"{each['text']}（{_WORDS[holder](each)}）" if holder != "units" else unit_words(each)
            for each in (old, new) if each]
    verb = "" if old and new else "增加" if new else "去掉"
    return f"{verb}{HOLDER_NAMES[holder]}：{' → '.join(said)}"


def _metadata_line(old: _Form, new: _Form) -> str:
    return "；".join(f"{FIELDS[field]}：{_shown(field, old[field])} → {_shown(field, new[field])}" for field in new)


def _shown(field: str, value: Any) -> str:
    """A field of the metadata as the user writes it."""
    if field == "period":
        first, last = value
        return "无" if first is last is None else f"{first}" if first == last else f"{first or ''}-{last or ''}"
    choices = {"doc_type": DOC_TYPES, "level": LEVELS}.get(field, {})
    return "无" if value is None else choices.get(value, str(value))


def moment(iso: str | None) -> str:
    """A stored time as the user's clock shows it."""
    return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M") if iso else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else f"{line[:_QUOTE - 8]}…{line[-7:]}"
