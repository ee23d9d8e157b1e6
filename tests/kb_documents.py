"""Small documents of the invented city for the tests of kb: a record a line, no extractor needed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from kb.knowledge_base import KnowledgeBase, open_kb
from pipelines.document import (
    Block,
    Deadline,
    Document,
    Metadata,
    Quantity,
    Record,
    ResponsibleUnit,
    Section,
    Span,
)

PLAN = ("澜州市应急管理局2022年工作要点\n一、防范一氧化碳中毒\n3月底前为困难家庭安装一氧化碳报警器2万个。\n"
        "由市民政局牵头，入户宣传冬季取暖安全知识。\n二、防汛抗旱\n汛期前完成凤池水库除险加固。\n全年开展防汛演练4次。")
SCHOOLS = ("澜州市教育局2023年工作要点\n一、学位供给\n年底前新建幼儿园12所，新增学位3600个。\n"
           "二、校园安全\n每季度检查一次校园食堂。")
TRADITIONAL = "北灣區2022年應急工作總結\n一、防汛\n全區完成河道清淤八公里，加強水庫巡查。"


def make_document(text: str, name: str = "a.txt") -> Document:
    """A document whose first line is its title, lines with a number and 、 are headings, all others records."""
    at, blocks, records, outline, heading = 0, [], [], [], ""
    for row, line in enumerate(text.split("\n")):
        span = Span(at, at + len(line))
        blocks.append(Block(line, span.start, span.end, page=1 + row // 4))
        if row and "、" in line[:3]:
            heading = line
            outline.append(Section(1, line[0], line[2:], span))
        elif row and line:
            records.append(Record(f"r{len(records) + 1:03}", "task", line, span, (heading,), (), (), (), 0.9))
        at = span.end + 1
    year = next((int(text[i:i + 4]) for i in range(len(text)) if text[i:i + 4].isdecimal()), None)
    metadata = Metadata(text.split("\n")[0], "plan", "澜州市应急管理局", "岭东省澜州市", "city", (year, year))
    return Document(name, name, text, tuple(blocks), metadata, tuple(outline), tuple(records))


def with_values(document: Document) -> Document:
    """The document with a deadline, a quantity and a unit on its first record, as the extractors would give them."""
    first, *others = document.records
    span = Span(first.span.start, first.span.start + 4)
    text = document.text[span.start:span.end]
    valued = replace(first, kind="target",
                     deadlines=(Deadline(text, "by", None, date(2022, 3, 31), None, span, 0.9),),
                     quantities=(Quantity(text, "报警器", ">=", 20000.0, None, "个", span, 0.8),),
                     units=(ResponsibleUnit("市民政局", "lead", text, span, 0.7),))
    return replace(document, records=(valued, *others))


def put(kb: KnowledgeBase, document: Document, source: str) -> str:
    """Store a document as if a file of this name had been ingested."""
    sha256 = hashlib.sha256(document.text.encode()).hexdigest()
    return kb.store.put(document, sha256, source, Path("/files") / source)


def filled(home: Path) -> KnowledgeBase:
    """A knowledge base with the three documents above, its indexes in step."""
    kb = open_kb(home)
    for text, source in ((PLAN, "plan.txt"), (SCHOOLS, "schools/plan.txt"), (TRADITIONAL, "summary.txt")):
        document = make_document(text)
        put(kb, with_values(document) if text is PLAN else document, source)
    kb.sync()
    return kb
