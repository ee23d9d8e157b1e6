"""People correct what the machine guessed: what a page or the command line calls.

    made, = correct(doc_id, [KindChange("r012", "target")], home, note="领导确认")
    made, = correct(doc_id, [ValueChange("r012", old, replace(old, end=date(2024, 6, 30)))], home)
    undo(made.number, home)
    history(kb, doc_id), to_look_at(kb)

The changes are those of kb.changes. A correction hangs on its document and on the words of its record, not on the
record's number: it is attached again after every reading of the document, also of a changed file, a better program's,
or after a deletion. What finds no place waits in `to_look_at` and is tried again at each reading; nothing is ever
dropped, an undone correction stays in the history. What a person said has confidence 1.0 and `confirmed`.
"""

from __future__ import annotations

import getpass
from collections.abc import Sequence

from kb.changes import Change, Correction
from kb.errors import KbError
from kb.home import Home
from kb.knowledge_base import KnowledgeBase
from kb.locking import writing

_LONGEST_NOTE = 500


def correct(reference: str, changes: Sequence[Change], home: Home, note: str = "") -> list[Correction]:
    """Make corrections to a stored document, all or none, and bring the indexes in step; what was kept of each.

    `reference` is a doc_id, source, path or unique part of the title. The changes are made one after the other, each
    on what the one before left. KbError, in Chinese, where a change names nothing, changes nothing or cannot be, or
    where another process is writing; nothing is changed then.
    """
    if len(note) > _LONGEST_NOTE:
        raise KbError(f"备注太长（{len(note)} 字）。请缩短到 {_LONGEST_NOTE} 字以内。")
    with writing(home), KnowledgeBase(home) as kb:
        made = kb.store.correct(kb.store.find(reference), changes, user_name(), note)
        kb.sync()
    return made


def undo(number: int, home: Home) -> Correction:
    """Take one correction back (Correction.number): the document is as if it had not been made; it stays listed.

    Later corrections stand. KbError where there is none of this number or it was taken back before.
    """
    with writing(home), KnowledgeBase(home) as kb:
        undone = kb.store.undo(number, user_name())
        kb.sync()
    return undone


def history(kb: KnowledgeBase, doc_id: str) -> list[Correction]:
    """All corrections of a document in the order in which they were made, those undone included."""
    return kb.store.corrections.of(doc_id)


def to_look_at(kb: KnowledgeBase) -> list[Correction]:
    """Corrections of all documents that found no place (state unplaced), then those whose words were edited (moved)."""
    return kb.store.corrections.to_look_at()


def user_name() -> str:
    """The operating system's name for the user."""
    try:
        return getpass.getuser()
    # Neither an environment variable nor the system's list of users names one (containers).
    except (KeyError, OSError):
        return "未知"
