"""Documents of any number for benchmarks, put together from clauses that are read at run time."""

from __future__ import annotations

import itertools
import lzma
import random
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pipelines.clean import clean
from pipelines.document import Block, Deadline, Document, Metadata, Quantity, Record, ResponsibleUnit, Section, Span
from pipelines.load import LOADERS, load

RECORDS_A_DOCUMENT = 150
_RECORDS_A_SECTION = 15
_CLAUSE = re.compile(r"[㐀-鿿\d.%％]{5,25}")
_LEXICON = Path(__file__).parents[1] / "pipelines" / "lexicon"
_LEVELS = ("national", "province", "city", "county")
_KINDS = ("task", "task", "task", "target", "result")
_TYPES = ("plan", "plan", "summary", "five_year_plan", "report", "policy")
# As often as in the annotated documents, roughly.
_WITH_DEADLINE, _WITH_QUANTITY, _WITH_UNIT = 0.2, 0.4, 0.3
_REGIONS = 400


def read_clauses(path: Path) -> list[str]:
    """The different clauses of five to 25 characters of a file or of the files in a folder (.txt.xz too), sorted."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return sorted({clause for file in files for text in _texts(file) for clause in _CLAUSE.findall(text)})


def read_sentences(path: Path) -> list[str]:
    """The different sentences of 15 to 150 characters of a file or folder, sorted."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    sentences = {part.strip() for file in files for text in _texts(file) for part in re.split("[。；！？\n]", text)}
    return sorted(each for each in sentences if 15 <= len(each) <= 150)


def _texts(file: Path) -> Iterator[str]:
    if file.suffix == ".xz":
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            yield from lines
    elif file.suffix in LOADERS:
        yield from (block.text for block in clean(load(file)))


class Maker:
    """Makes documents; the same clauses and seed give the same ones."""

    def __init__(self, clauses: Sequence[str], seed: int = 0) -> None:
        self._clauses = clauses
        self._random = random.Random(seed)
        self.units = [row.split("\t")[0] for row in _rows("bodies.tsv") if "〇" not in row.split("\t")[0]]
        regions = [row.split("\t") for row in _rows("regions.tsv")]
        self.regions = self._random.sample([(row[-1].strip() + row[0] if row[-1] != row[1] else row[0], row[1])
                                            for row in regions], _REGIONS)

    def documents(self, records: int) -> Iterator[Document]:
        """Documents of 150 records each (the last one of the rest), that many records in all."""
        for index, first in enumerate(range(0, records, RECORDS_A_DOCUMENT)):
            yield self.document(f"made-{index:06}", min(RECORDS_A_DOCUMENT, records - first))

    def document(self, name: str, records: int = RECORDS_A_DOCUMENT) -> Document:
        """One document of headings and records, a line each."""
        at, lines, made, outline = 0, [], [], []
        headings: tuple[str, ...] = ()
        for index in range(records):
            if index % _RECORDS_A_SECTION == 0:
                title = self._random.choice(self._clauses)
                headings = (f"{index // _RECORDS_A_SECTION + 1}. {title}",)
                outline.append(Section(1, str(len(outline) + 1), title, Span(at, at + len(headings[0]))))
                lines.append(headings[0])
                at += len(headings[0]) + 1
            quote = "，".join(self._random.choices(self._clauses, k=self._random.randint(3, 6))) + "。"
            made.append(self._record(index, quote, Span(at, at + len(quote)), headings))
            lines.append(quote)
            at += len(quote) + 1
        return Document(name, name + ".txt", "\n".join(lines), _blocks(lines), self._metadata(), tuple(outline),
                        tuple(made))

    def _metadata(self) -> Metadata:
        region, level = self._random.choice(self.regions)
        year = self._random.randint(2012, 2026)
        kind = self._random.choice(_TYPES)
        issuer = region + self._random.choice(self.units)
        last = year + 4 if kind == "five_year_plan" else year
        return Metadata(f"{issuer}{year}年{kind}", kind, issuer, region, level, (year, last), date(year, 2, 1))

    def _record(self, index: int, quote: str, span: Span, headings: tuple[str, ...]) -> Record:
        chance, part = self._random.random, Span(span.start, span.start + 4)
        text = quote[:4]
        due = date(self._random.randint(2012, 2026), self._random.randint(1, 12), 28)
        deadlines = (Deadline(text, "by", None, due, None, part, 0.9),) if chance() < _WITH_DEADLINE else ()
        quantities = (Quantity(text, quote[4:8], ">=", float(self._random.randint(1, 500)), None, "个", part, 0.9),)
        units = tuple(ResponsibleUnit("市" + name, "lead", text, part, 0.9)
                      for name in self._random.sample(self.units, self._random.randint(1, 3)))
        return Record(f"r{index + 1:03}", self._random.choice(_KINDS), quote, span, headings, deadlines,
                      quantities if chance() < _WITH_QUANTITY else (), units if chance() < _WITH_UNIT else (), 0.9)


def _rows(name: str) -> list[str]:
    lines = (_LEXICON / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    ends = list(itertools.accumulate(len(line) + 1 for line in lines))
    return tuple(Block(line, end - len(line) - 1, end - 1) for line, end in zip(lines, ends, strict=True))
