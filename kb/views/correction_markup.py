"""What people said of a record, in its card: marks with who and when, the buttons, and what has no card any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kb.changes import Correction
from kb.correction_words import correction_line, history_line, moment
from kb.views.links import action_button
from kb.views.markup import Html, element, joined

CORRECT, CONFIRM, UNDO = "correct", "confirm", "undo_correction"


def by_record(corrections: Iterable[Correction]) -> Mapping[str, Sequence[Correction]]:
    """The corrections that hold, by the record on which they hang, in the order in which they were made."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for each in corrections:
        if each.holds and each.draft.record:
            found[each.draft.record].append(each)
    return found


def in_words(correction: Correction) -> str:
    """What was corrected, without the record's id, which no page shows."""
    return correction_line(correction).removeprefix(f"{correction.draft.record} ")


def correct_button(doc_id: str, record: str) -> Html:
    """Opens the correction form."""
    return action_button("改正", CORRECT, doc_id, item=record, title="改类别、时限、指标、责任单位，或去掉这一条")


def confirm_button(doc_id: str, record: str) -> Html:
    """Says that the whole record is right."""
    return action_button("确认无误", CONFIRM, doc_id, item=record, title="整条都对：类别、起止和全部的值，以后照此不变")


def marks(made: Sequence[Correction]) -> Html:
    """已改正, 已核对, who and when, and the button that takes the last one back; nothing where nobody said anything."""
    if not made:
        return Html("")
    whats = {each.draft.what == "confirm" for each in made}
    words = [element("span", word, cls="outcome") for word, is_there in (("已改正", False), ("已核对", True))
             if is_there in whats]
    if any(each.state == "moved" for each in made):
        words.append(element("span", "原文有改动，请核对", cls="doubt"))
    said = element("span", f"{made[-1].who} {moment(made[-1].made_at)}", title="\n".join(map(history_line, made)))
    return element("div", *words, said, _undo_button(made[-1]), cls="marks soft")


def without_card(corrections: Iterable[Correction]) -> Html:
    """The records that people took away, and the corrections whose place is not in the text any more."""
    left = [each for each in corrections
            if each.state == "unplaced" or (each.holds and each.draft.what == "reject")]
    if not left:
        return Html("")
    items = (element("section", element("p", _state(each), cls="soft"), element("p", in_words(each)),
                     element("div", element("span", f"{each.who} {moment(each.made_at)}"), _undo_button(each),
                             cls="marks soft"), cls="card without") for each in left)
    return joined((element("div", f"去掉的和找不到位置的 {len(left)} 处", cls="group"), *items))


def _state(correction: Correction) -> str:
    return "找不到位置，等下次读取" if correction.state == "unplaced" else "人工去掉"


def _undo_button(correction: Correction) -> Html:
    return action_button("撤销", UNDO, correction.doc_id, item=str(correction.number),
                         title=f"撤销：{in_words(correction)}")
