"""The spaCy pipeline (blank zh) that runs the extractors as components; the only module that imports spaCy.

Results lie in `Doc._` with character offsets, not as spaCy spans: their borders need not be tokens'.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipelines.document import Block, Metadata
from pipelines.extract import build_records
from pipelines.extract.confidence import rated
from pipelines.extract.evidence import gather
from pipelines.extract.readings import read_sentences
from pipelines.extract.roles import course_of
from pipelines.fold import fold_document
from pipelines.outline import read_outline
from pipelines.sentences import split_sentences

_EXTENSIONS = ("blocks", "metadata", "folded", "outline", "placed", "readings", "records", "evidence")


def _lines(text: str) -> Doc:
    """A Doc with a token a line: rules look at characters, and the zh tokenizer takes minutes for 3 million of them.

    Its vocabulary is its own: lines kept in a common one would fill the memory, file by file.
    """
    lines = text.splitlines(keepends=True)
    return Doc(Vocab(), words=lines, spaces=[False] * len(lines))


@Language.component("policy_outline")
def outline_component(doc: Doc) -> Doc:
    """Sets the sections and the sentences under them."""
    sentences = list(split_sentences(doc._.folded, doc._.blocks))
    doc._.outline, doc._.placed = read_outline(doc.text, doc._.folded, sentences)
    return doc


@Language.component("policy_values")
def values_component(doc: Doc) -> Doc:
    """Sets the deadlines, quantities and brackets of responsibility of every sentence."""
    doc._.readings = list(read_sentences(doc.text, doc._.folded, doc._.blocks, doc._.placed, doc._.metadata,
                                         course_of(doc._.outline, doc._.metadata)))
    return doc


@Language.component("policy_records")
def records_component(doc: Doc) -> Doc:
    """Sets the records."""
    doc._.records = build_records(doc.text, doc._.folded, doc._.readings, doc._.metadata)
    return doc


@Language.component("policy_confidence")
def confidence_component(doc: Doc) -> Doc:
    """Sets what is known about the records and, by it, how sure they and their values are."""
    doc._.evidence = gather(doc.text, doc._.folded, doc._.records, doc._.readings, doc._.metadata)
    doc._.records = rated(doc._.records, doc._.evidence)
    return doc


@cache
def pipeline() -> Language:
    """The pipeline, made once a process."""
    for name in _EXTENSIONS:
        Doc.set_extension(name, default=None, force=True)
    language = spacy.blank("zh")
    language.tokenizer = _lines
    language.max_length = sys.maxsize
    for name in ("policy_outline", "policy_values", "policy_records", "policy_confidence"):
        language.add_pipe(name)
    return language


def run(text: str, blocks: Sequence[Block], metadata: Metadata) -> Doc:
    """The text run through the pipeline: `Doc._.outline` and `Doc._.records` hold what was found."""
    language = pipeline()
    doc = language.make_doc(text)
    doc._.blocks, doc._.metadata, doc._.folded = blocks, metadata, fold_document(text)
    with _collector_paused():
        for _, component in language.pipeline:
            doc = component(doc)
    return doc


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No search for circular garbage meanwhile: values make none, and the searches took 19 % of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
