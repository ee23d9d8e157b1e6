"""The index of the body text: tantivy over words and characters of the sentences that are no records.

It stands beside the records' indexes and takes no part in their ranking.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from pathlib import Path
from typing import Any

import tantivy

from kb import manifest
from kb.body_table import BodySentence
from kb.filter_terms import Selection
from kb.store import Store
from kb.text_index import DamagedIndex, damage_named
from kb.words import characters, words
from pipelines.document import Span

_HEAP_BYTES = 64_000_000
# As kb.text_index: the rarest words first, none of the common ones beyond so many entries.
_MOST_POSTINGS = 150_000
# Raise the number when what is written into the index changes: it is then made anew.
_MADE_BY = "body text 1"
_PLACE = ("version", "start", "end")


@dataclass(frozen=True, slots=True)
class BodyPlace:
    """Where a sentence stands: in this version of a document."""

    doc_id: str
    version: int
    span: Span


class BodyIndex:
    """The index in `folder`; missing or damaged, it is empty until `sync`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _schema()
        self._index: tantivy.Index | None = None
        self._manifest = manifest.load(folder, _MADE_BY)
        self._open()

    @property
    def generation(self) -> int:
        """The store's generation that the index answers for; -1 where there is no index."""
        return self._manifest.generation

    def sync(self, store: Store) -> None:
        """Bring the index in step with the store, document by document; for the holder of the home's lock.

        DamagedIndex where a file of the index turns out damaged.
        """
        generation, former, versions = store.generation(), self._manifest.documents, store.body.versions()
        fresh = [doc_id for doc_id, version in versions.items() if former.get(doc_id) != version]
        index = self._index or self._create()
        with damage_named():
            writer = index.writer(_HEAP_BYTES, 1)
            # Also what goes in: a change that broke off may have put it in already.
            for doc_id in {*fresh, *(former.keys() - versions.keys())}:
                writer.delete_documents_by_term("doc_id", doc_id)
            for sentence in store.body.of(fresh):
                writer.add_document(_document(sentence))
            writer.commit()
            writer.wait_merging_threads()
            index.reload()
        self._index, self._manifest = index, manifest.Manifest(_MADE_BY, generation, versions)
        manifest.save(self._folder, self._manifest)

    def rarities(self, text: str) -> dict[str, float]:
        """Each different word and character of a text and how rare it is in the body text (idf).

        What stands nowhere is the rarest. DamagedIndex where a file of the index turns out damaged.
        """
        total = self._searcher().num_docs if self._index else 0
        counts = {term: self._count(term) for term in pieces(text)}
        return {term: log1p((total - count + 0.5) / (count + 0.5)) for term, count in counts.items()}

    def search(self, weights: Mapping[str, float], limit: int, selection: Selection = ()) -> list[BodyPlace]:
        """The places of the best sentences for words and characters with their weights, best first, at most `limit`.

        Only documents that meet the selection are ranked. DamagedIndex where a file of the index turns out damaged.
        """
        counted = sorted((count, term) for term in weights if (count := self._count(term)))
        read = itertools.accumulate(count for count, _ in counted)
        clauses = [self._clause(term, weights[term]) for so_far, (_, term) in zip(read, counted, strict=True)
                   if so_far <= _MOST_POSTINGS]
        if self._index is None or not clauses:
            return []
        required = (tantivy.Query.boolean_query(clauses), *map(self._any_of, selection))
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in required])
        searcher = self._searcher()
        with damage_named():
            hits = searcher.search(query, limit, count=False).hits
            return [_place(searcher.doc(address)) for _, address in hits]

    def _searcher(self) -> Any:
        assert self._index is not None
        return self._index.searcher()

    def _count(self, term: str) -> int:
        with damage_named():
            return int(self._searcher().doc_freq("text", term)) if self._index else 0

    def _clause(self, term: str, weight: float) -> tuple[Any, Any]:
        query = tantivy.Query.term_query(self._schema, "text", term, "freq")
        return tantivy.Occur.Should, tantivy.Query.boost_query(query, weight)

    def _any_of(self, terms: Sequence[str]) -> Any:
        return tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, "terms", list(terms)), 0.0)

    def _open(self) -> None:
        """Open what is on disk; where that fails, forget it."""
        try:
            if self.generation >= 0:
                with damage_named():
                    self._index = tantivy.Index.open(str(self._folder))
        except DamagedIndex:
            self._manifest = manifest.Manifest(_MADE_BY)

    def _create(self) -> tantivy.Index:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        return tantivy.Index(self._schema, path=str(self._folder))


def pieces(text: str) -> list[str]:
    """The characters of a text and its longer words."""
    return [*characters(text), *(word for word in words(text) if len(word) > 1 and word[0] >= "㐀")]


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("terms", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("doc_id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in _PLACE:
        builder.add_integer_field(name, stored=True)
    return builder.build()


def _document(sentence: BodySentence) -> Any:
    # The whitespace tokenizer takes the pieces as they are.
    return tantivy.Document(text=" ".join(pieces(sentence.text)), terms=list(sentence.terms), doc_id=sentence.doc_id,
                            version=sentence.version, start=sentence.span.start, end=sentence.span.end)


def _place(stored: Any) -> BodyPlace:
    version, start, end = (int(stored.get_first(name)) for name in _PLACE)
    return BodyPlace(str(stored.get_first("doc_id")), version, Span(start, end))
