"""python -m kb review [DOC…]"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from kb.commands.options import add_home, add_json, positive
from kb.documents import named_document
from kb.doubts import Doubt, doubts
from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.views.chips import LOW_CONFIDENCE
from kb.views.text import in_title_marks, percent, place
from pipelines.document import Document

_FIELDS = {"record": "记录", "deadline": "时限", "quantity": "指标", "unit": "单位"}
_SHOWN = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("documents", nargs="*", metavar="DOC",
                        help="文件的路径、编号或标题的一部分（默认：知识库里的全部文件）")
    parser.add_argument("--below", type=_share, default=LOW_CONFIDENCE, metavar="P",
                        help=f"把握不超过多少的才列出，0 到 1（默认 {LOW_CONFIDENCE}）")
    parser.add_argument("--top", type=positive, default=_SHOWN, metavar="N", help=f"最多列多少项（默认 {_SHOWN}）")
    add_json(parser)
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the readings that need a look, the least sure first."""
    with open_kb(arguments.home) as kb:
        found = [each for document in _documents(kb, arguments.documents)
                 for each in doubts(document, arguments.below)]
    found.sort(key=lambda each: each.confidence)
    shown = found[:arguments.top]
    if arguments.json:
        print(json.dumps([_format(each) for each in shown], ensure_ascii=False, indent=2))
        return 0
    print("".join(map(_lines, shown)) + f"把握不超过 {percent(arguments.below)} 的共 {len(found)} 项，"
          f"列出 {len(shown)} 项")
    return 0


def _documents(kb: KnowledgeBase, references: list[str]) -> Iterator[Document]:
    if references:
        yield from (named_document(reference, kb.store) for reference in references)
    else:
        yield from (kb.store.document(each.doc_id) for each in kb.store.summaries())


def _share(text: str) -> float:
    """A number from 0 to 1; KbError for anything else."""
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise KbError(f"这里要写一个 0 到 1 的数，不能是：{text}")
    return number


def _lines(doubt: Doubt) -> str:
    """What was read and how sure, then where, then the sentence."""
    more = f"（同一处还用于另外 {len(doubt.records) - 1} 条记录）" if len(doubt.records) > 1 else ""
    return (f"{percent(doubt.confidence):>4}  {_FIELDS[doubt.field]}  {doubt.reading}\n"
            f"      {in_title_marks(doubt.title)}{place(doubt.section, doubt.page)} {doubt.records[0]}{more}\n"
            f"      {doubt.quote}\n")


def _format(doubt: Doubt) -> dict[str, object]:
    return {"doc_id": doubt.doc_id, "title": doubt.title, "field": doubt.field, "reading": doubt.reading,
            "confidence": doubt.confidence, "span": [doubt.span.start, doubt.span.end], "page": doubt.page,
            "section": list(doubt.section), "records": list(doubt.records), "quote": doubt.quote}
