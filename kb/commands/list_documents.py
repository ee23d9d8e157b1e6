"""python -m kb list"""

from __future__ import annotations

import argparse
import json

from kb.commands.options import add_home, add_json
from kb.filters import DOC_TYPES
from kb.knowledge_base import open_kb
from kb.rows import DocumentSummary


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    add_json(parser)
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print one line a document."""
    with open_kb(arguments.home) as kb:
        documents = kb.store.summaries()
    if arguments.json:
        print(json.dumps([_format(each) for each in documents], ensure_ascii=False, indent=2))
        return 0
    for each in documents:
        print(f"{each.doc_id}  {each.records:>5} 条  {_years(each):<9}  "
              f"{DOC_TYPES.get(each.metadata.doc_type, each.metadata.doc_type)}  {each.title}  "
              f"（{'；'.join(each.sources)}）")
    print(f"共 {len(documents)} 个文件，{sum(each.records for each in documents)} 条记录")
    return 0


def _years(document: DocumentSummary) -> str:
    first, last = document.metadata.period
    return str(first or "") if first == last else f"{first or ''}—{last or ''}"


def _format(document: DocumentSummary) -> dict[str, object]:
    metadata = document.metadata
    return {"doc_id": document.doc_id, "title": document.title, "sources": list(document.sources),
            "doc_type": metadata.doc_type, "issuer": metadata.issuer, "region": metadata.region,
            "period": list(metadata.period), "records": document.records, "characters": document.characters,
            "read_at": document.read_at, "warnings": list(document.warnings)}
