"""python -m kb show DOC"""

from __future__ import annotations

import argparse
import json
import sys

from kb.checking import FIELDS
from kb.commands.options import add_home, add_json
from kb.corrections import history
from kb.documents import named_document
from kb.filters import DOC_TYPES, KINDS
from kb.gold_format import gold_format
from kb.knowledge_base import open_kb
from pipelines.document import Document, Record


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("document", metavar="DOC", help="文件的路径、编号或标题的一部分；不在知识库里的文件当场读取")
    add_json(parser)
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the document's fields, outline and records."""
    with open_kb(arguments.home) as kb:
        document = named_document(arguments.document, kb.store)
        waiting = sum(each.state == "unplaced" for each in history(kb, document.doc_id))
    if arguments.json:
        print(json.dumps(gold_format(document), ensure_ascii=False, indent=2))
        return 0
    print("\n".join([*_metadata(document), "", "目录", *_outline(document), "", f"记录（{len(document.records)} 条）",
                     *map(_record, document.records)]))
    if waiting:
        print(f"注意：有 {waiting} 处改正找不到位置，用 correct --unplaced 查看。", file=sys.stderr)
    return 0


def _metadata(document: Document) -> list[str]:
    metadata = document.metadata
    first, last = metadata.period
    confirmed = {FIELDS[field] for field in metadata.confirmed}
    fields = (("标题", metadata.title), ("类型", DOC_TYPES.get(metadata.doc_type, metadata.doc_type)),
              ("发文机关", metadata.issuer), ("地区", metadata.region),
              ("年份", first if first == last else f"{first}—{last}"), ("成文日期", metadata.issue_date),
              ("发布日期", metadata.publish_date), ("文号", metadata.doc_number), ("来源", document.source),
              ("编号", document.doc_id), *(("注意", warning) for warning in document.warnings))
    return [f"{name}：{value}{'✓' * (name in confirmed)}" for name, value in fields if value is not None]


def _outline(document: Document) -> list[str]:
    return ["  " * section.level + f"{section.number} {section.title}".strip() for section in document.outline]


def _record(record: Record) -> str:
    """A record in two lines; ✓ stands behind what a person has confirmed."""
    values = [*(each.text + "✓" * each.confirmed for each in record.deadlines),
              *(each.text + "✓" * each.confirmed for each in record.quantities),
              *(each.name + "✓" * each.confirmed for each in record.units)]
    return f"{record.id} [{KINDS.get(record.kind, record.kind)}{'✓' * record.confirmed}] {record.quote}" + (
        f"\n       {'　'.join(values)}" if values else "")
