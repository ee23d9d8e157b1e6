"""python -m kb correct DOC [RECORD] …"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence

from kb.changes import Addition, BoundsChange, Change, Confirmation, Correction, KindChange, Rejection, ValueChange
from kb.commands.options import add_home, positive
from kb.correction_forms import deadline_change, metadata_change, quantity_change, removal, stretch, unit_change
from kb.correction_words import correction_line, history_line
from kb.corrections import correct, history, to_look_at, undo
from kb.drafting import named_record
from kb.errors import KbError
from kb.filters import KINDS
from kb.knowledge_base import KnowledgeBase, open_kb
from pipelines.document import Document, Record

_LAST = 0  # --undo without a number
_FIELDS = "标题 类型 发文机关 地区 层级 年份 成文日期 发布日期 文号"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("document", nargs="?", metavar="DOC", help="文件的编号、路径或标题的一部分")
    parser.add_argument("record", nargs="?", metavar="RECORD", help="记录的编号（show 里的 r012）或原文里独有的几个字")
    _add_record_options(parser.add_argument_group("改记录（先写 RECORD）"))
    _add_value_options(parser.add_argument_group("改记录里的值（先写 RECORD，可以写几个）"))
    _add_other_options(parser.add_argument_group("改文件、看改正"))
    add_home(parser)


def _add_record_options(group: argparse._ArgumentGroup) -> None:
    kinds = "、".join(f"{key}（{name}）" for key, name in KINDS.items())
    group.add_argument("--kind", metavar="KIND", help=f"类别：{kinds}")
    group.add_argument("--bounds", metavar="TEXT", help="记录的原文应当是这一段；长的可以写“开头…结尾”")
    group.add_argument("--reject", action="store_true", help="这不是一条记录")
    group.add_argument("--confirm", action="store_true", help="整条核对无误，以后照此不变")
    group.add_argument("--add", metavar="TEXT", help="漏读的记录（不写 RECORD）：它的原文，可以写“开头…结尾”；"
                                                     "同时写 --kind，不写就是任务")
    group.add_argument("--nth", type=positive, metavar="N", help="--add、--bounds 的原文在文中有几处时，第几处")


def _add_value_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--deadline", action="append", default=[], metavar="TEXT=FORM",
                       help="改或加时限：6月底前=by:2024-06-30，也可以是 during:开始..结束、recurring:quarterly、"
                            "event；只写原文就由程序读出")
    group.add_argument("--quantity", action="append", default=[], metavar="TEXT=FORM",
                       help="改或加数量：2万个=指标:报警器,比较:不少于,数值:20000,单位:个；不改的项不写")
    group.add_argument("--unit", action="append", default=[], metavar="NAME=ROLE",
                       help="改或加责任单位：市民政局=牵头（负责、配合）；原文另有写法：市民政局=牵头:民政部门")
    for option, name in (("deadline", "时限"), ("quantity", "数量"), ("unit", "责任单位")):
        group.add_argument(f"--remove-{option}", action="append", default=[], metavar="TEXT", help=f"去掉这个{name}")


def _add_other_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--meta", action="append", default=[], metavar="FIELD=VALUE",
                       help=f"改文件信息，例如 年份=2024；可以改 {_FIELDS}")
    group.add_argument("--note", default="", metavar="TEXT", help="备注：为什么这样改")
    group.add_argument("--undo", nargs="?", type=positive, const=_LAST, metavar="N",
                       help="撤销编号为 N 的改正；不写编号就是这个文件（或这条记录）最近的一次")
    group.add_argument("--list", action="store_true", help="列出这个文件（或这条记录）的全部改正，包括撤销了的")
    group.add_argument("--unplaced", action="store_true", help="列出找不到位置的改正和原文有改动、要核对的改正")


def run(arguments: argparse.Namespace) -> int:
    """Correct, take back or list; one line for each correction. KbError where anything is wrong, nothing changed."""
    with open_kb(arguments.home) as kb:
        if arguments.unplaced:
            return _print(map(_unplaced_line, _of_document(kb, arguments.document, to_look_at(kb))),
                          "改正都在位置上，没有要核对的。")
        if arguments.undo is not None:
            return _undo(arguments, kb)
        if not arguments.document:
            raise KbError("请写明是哪个文件：correct DOC …。用 list 可以看到全部文件。")
        if arguments.list:
            return _print(map(history_line, _asked(arguments, kb)), "还没有改正。")
        return _correct(arguments, kb)


def _correct(arguments: argparse.Namespace, kb: KnowledgeBase) -> int:
    doc_id = kb.store.find(arguments.document)
    document = kb.store.document(doc_id)
    changes = list(_changes(arguments, document))
    if not changes:
        raise KbError("没有写要改什么，例如 --kind target、--reject、--deadline。全部写法：correct --help。")
    for made in correct(doc_id, changes, kb.home, arguments.note):
        print(f"已改正 {made.number}：{correction_line(made)}")
    return _tell_rest(kb.store.corrections.of(doc_id))


def _changes(arguments: argparse.Namespace, document: Document) -> Iterator[Change]:
    """What the options ask for; metadata last, since a new year has the records read again."""
    if arguments.add:
        yield _addition(arguments, document)
    elif arguments.record:
        record = named_record(document, arguments.record)
        yield from _record_changes(arguments, record, document)
        yield from _value_changes(arguments, record, document)
    elif any(getattr(arguments, name) for name in (
            "kind", "bounds", "reject", "confirm", "deadline", "quantity", "unit", "remove_deadline",
            "remove_quantity", "remove_unit")):
        raise KbError("请写明是哪条记录：correct DOC r012 …。用 show 可以看到记录的编号。")
    yield from map(metadata_change, arguments.meta)


def _addition(arguments: argparse.Namespace, document: Document) -> Addition:
    if arguments.record:
        raise KbError("--add 加的是新记录，不和 RECORD 一起写。先加，再按它的编号改它的值。")
    return Addition(stretch(arguments.add, document, which=arguments.nth), arguments.kind or "task")


def _record_changes(arguments: argparse.Namespace, record: Record, document: Document) -> Iterator[Change]:
    if arguments.reject:
        if arguments.kind or arguments.bounds or arguments.confirm:
            raise KbError("--reject 说它不是记录，不能同时改它的类别、边界或确认它。")
        yield Rejection(record.id)
    if arguments.kind:
        yield KindChange(record.id, arguments.kind)
    if arguments.bounds:
        yield BoundsChange(record.id, stretch(arguments.bounds, document, record.span, arguments.nth))


def _value_changes(arguments: argparse.Namespace, record: Record, document: Document) -> Iterator[Change]:
    for holder, option in (("deadlines", "deadline"), ("quantities", "quantity"), ("units", "unit")):
        for words in getattr(arguments, f"remove_{option}"):
            yield removal(holder, words, record)
    readers: tuple[tuple[Sequence[str], Callable[[str, Record, Document], ValueChange]], ...] = (
        (arguments.deadline, deadline_change), (arguments.quantity, quantity_change), (arguments.unit, unit_change))
    for written, read in readers:
        yield from (read(each, record, document) for each in written)
    if arguments.confirm:
        yield Confirmation(record.id)


def _undo(arguments: argparse.Namespace, kb: KnowledgeBase) -> int:
    number = arguments.undo
    if number == _LAST:
        if not arguments.document:
            raise KbError("请写明撤销哪一处：--undo 17，或 correct DOC --undo 撤销这个文件最近的一处。")
        standing = [each for each in _asked(arguments, kb) if each.state != "undone"]
        if not standing:
            raise KbError("没有可以撤销的改正。用 --list 可以看到全部改正。")
        number = standing[-1].number
    elif arguments.document and number not in {each.number for each in _asked(arguments, kb)}:
        raise KbError(f"这里没有编号为 {number} 的改正。用 --list 可以看到编号。")
    undone = undo(number, kb.home)
    print(f"已撤销 {undone.number}：{correction_line(undone)}")
    return _tell_rest(kb.store.corrections.of(undone.doc_id))


def _asked(arguments: argparse.Namespace, kb: KnowledgeBase) -> list[Correction]:
    """The corrections of the document, or of one record by its id: those that hang on it now."""
    doc_id = kb.store.find(arguments.document)
    made = history(kb, doc_id)
    if not arguments.record:
        return made
    wanted = arguments.record.strip().lower()
    if not any(each.draft.record == wanted for each in made):
        wanted = named_record(kb.store.document(doc_id), arguments.record).id
    return [each for each in made if each.draft.record == wanted]


def _of_document(kb: KnowledgeBase, reference: str | None, found: Sequence[Correction]) -> list[Correction]:
    doc_id = kb.store.find(reference) if reference else None
    return [each for each in found if doc_id in (None, each.doc_id)]


def _unplaced_line(correction: Correction) -> str:
    return f"《{correction.document}》{history_line(correction)}"


def _tell_rest(corrections: Sequence[Correction]) -> int:
    """Say on stderr how many corrections of the document have no place; they are not lost."""
    if lost := sum(each.state == "unplaced" for each in corrections):
        print(f"注意：这个文件有 {lost} 处改正找不到位置，用 correct --unplaced 查看。", file=sys.stderr)
    return 0


def _print(lines: Iterator[str], none: str) -> int:
    print("\n".join(lines) or none)
    return 0
