"""python -m kb check DOC…"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict

from kb.commands.options import add_home, add_json
from kb.documents import named_document
from kb.knowledge_base import open_kb
from pipelines.checks import CHECKS, findings
from pipelines.checks.finding import DOUBT, ERROR, HINT, Finding
from pipelines.document import Block, Document, Span

_SEVERITIES = {ERROR: "错误", DOUBT: "存疑", HINT: "提示"}
_TITLES = {check.name: check.title for check in CHECKS}
# Characters of its paragraph that are shown on each side of a piece of evidence.
_AROUND = 30


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("documents", nargs="+", metavar="DOC",
                        help="文件的路径、编号或标题的一部分；不在知识库里的文件当场读取")
    add_json(parser)
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what is inconsistent in each document, with the evidence."""
    with open_kb(arguments.home) as kb:
        documents = [named_document(reference, kb.store) for reference in arguments.documents]
    checked = [(document, findings(document)) for document in documents]
    if arguments.json:
        print(json.dumps([_as_json(*each) for each in checked], ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(_listing(*each) for each in checked))
    return 0


def _listing(document: Document, found: Sequence[Finding]) -> str:
    head = document.metadata.title or document.source
    if not found:
        return f"{head}：没有发现不一致。"
    lines = [f"{head}：{len(found)} 处需要核对"]
    for number, finding in enumerate(found, 1):
        lines.append(f"{number}. [{_SEVERITIES[finding.severity]}·{_TITLES[finding.check]}] {finding.message}")
        lines += [f"   {line}" for line in dict.fromkeys(_evidence(document, span) for span in finding.spans)]
    return "\n".join(lines)


def _evidence(document: Document, span: Span) -> str:
    """The words around a span with the section and the page that they stand in."""
    block = _block(document, span)
    start, end = max(block.start, span.start - _AROUND), min(block.end, span.end + _AROUND)
    quote = " ".join(document.text[start:end].split())
    left, right = "…" * (start > block.start), "…" * (end < block.end)
    page = f"第{block.page}页" if block.page else ""
    place = " · ".join(filter(None, (_section(document, span), page)))
    return f"“{left}{quote}{right}”" + (f"（{place}）" if place else "")


def _block(document: Document, span: Span) -> Block:
    whole = Block(document.text, 0, len(document.text))
    return next((block for block in document.blocks if block.start <= span.start < max(block.end, 1)), whole)


def _section(document: Document, span: Span) -> str:
    """The heading that the span stands under, "" where there is none."""
    above = [section for section in document.outline if section.span.start <= span.start]
    return document.text[above[-1].span.start:above[-1].span.end].strip() if above else ""


def _as_json(document: Document, found: Sequence[Finding]) -> dict[str, object]:
    return {"doc_id": document.doc_id, "title": document.metadata.title, "findings": [
        asdict(finding) | {"evidence": [_evidence_fields(document, span) for span in finding.spans]}
        for finding in found]}


def _evidence_fields(document: Document, span: Span) -> dict[str, object]:
    return {"quote": document.text[span.start:span.end], "section": _section(document, span),
            "page": _block(document, span).page}
