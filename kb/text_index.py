"""Full text: tantivy over words, over characters and over the headings above a record."""

from __future__ import annotations

import functools
import itertools
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import log1p
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from kb import manifest
from kb.candidate_scores import Term
from kb.entries import Entry
from kb.filter_terms import Selection
from kb.store import Store
from kb.words import characters, words

# 1,000,000 records become a handful of segments.
_HEAP_BYTES = 256_000_000
# A search reads about this many entries of the index at most: of the rarest words and characters first, none of the
# common ones (from about 50,000 records on; measured in kb.candidate_scores).
_MOST_POSTINGS = 150_000
# How each field is cut and the weight of its BM25 score (see ranking.py for the measurement).
_FIELDS: dict[str, tuple[Callable[[str], list[str]], float]] = {
    "characters": (characters, 1.0), "words": (words, 0.3), "headings": (characters, 0.3), "title": (characters, 0.1)}
# Raise the number when the words written into the index change: it is then made anew.
_MADE_BY = f"text 4 {' '.join(_FIELDS)}"
# What filters ask for (kb.filter_terms).
_TERMS = "terms"


class DamagedIndex(Exception):
    """A file of the index on disk was changed or lost after it had been opened."""


class TextIndex:
    """The index in `folder`, opened on first use; missing or damaged, it is empty until `sync`."""

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
        change = manifest.changes(self._manifest, store)
        # A new index holds nothing to take out.
        out = change.out if self._index else []
        index = self._index or self._create()
        with damage_named():
            writer = index.writer(_HEAP_BYTES, 1)
            for first, last in out:
                writer.delete_documents_by_query(self._numbers_between(first, last))
            for entry in store.entries.of(change.into):
                writer.add_document(_document(entry))
            writer.commit()
            writer.wait_merging_threads()
            index.reload()
        manifest.save(self._folder, change.result)
        self._index, self._manifest = index, change.result

    def search(self, text: str, limit: int, selection: Selection = ()
               ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The numbers of the best records for a text and their BM25 scores, best first, at most `limit`.

        Only records that meet the selection are ranked. Nothing for a text without words. Where the words stand in
        very many records the commonest ones are left out here (see kb.candidate_scores). DamagedIndex where a file of
        the index turns out damaged.
        """
        found = self.terms(text)
        read = itertools.accumulate(term.records for term in found)
        clauses = [self._clause(term) for so_far, term in zip(read, found, strict=True)
                   if term is found[0] or so_far <= _MOST_POSTINGS]
        if self._index is None or not clauses:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = tantivy.Query.boolean_query(clauses)
        if selection:
            required = (query, *(self._any_of(terms) for terms in selection))
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in required])
        numbers, scores = _found(self._index.searcher(), query, limit)
        return np.array(numbers, np.int64), np.array(scores, np.float32)

    def terms(self, text: str) -> list[Term]:
        """Each different word and character of a text that stands in a field of some record, the commonest last.

        DamagedIndex where a file of the index turns out damaged.
        """
        if self._index is None:
            return []
        searcher = self._index.searcher()
        with damage_named():
            counted = sorted((count, field, term, weight) for field, (cut, weight) in _FIELDS.items()
                             for term in dict.fromkeys(cut(text)) if (count := searcher.doc_freq(field, term)))
            total = searcher.num_docs
        return [Term(field, term, weight, log1p((total - count + 0.5) / (count + 0.5)), count)
                for count, field, term, weight in counted]

    def _clause(self, term: Term) -> tuple[Any, Any]:
        query = tantivy.Query.term_query(self._schema, term.field, term.text, "freq")
        return tantivy.Occur.Should, tantivy.Query.boost_query(query, term.weight)

    def _any_of(self, terms: Sequence[str]) -> Any:
        """Records with one of these filter terms or more; it adds nothing to a score."""
        return tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, _TERMS, list(terms)), 0.0)

    def _numbers_between(self, first: int, last: int) -> Any:
        return tantivy.Query.range_query(self._schema, "number", tantivy.FieldType.Integer, first, last)

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


def _found(searcher: Any, query: Any, limit: int) -> tuple[list[int], list[float]]:
    """The numbers and scores of the best records."""
    with damage_named():
        hits = searcher.search(query, limit, count=False).hits
        return searcher.fast_field_values("number", [address for _, address in hits]), [score for score, _ in hits]


@contextmanager
def damage_named() -> Iterator[None]:
    """What tantivy raises over its files becomes DamagedIndex."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        raise
    # A ValueError, or a panic of Rust, which is no Exception but a BaseException whose class cannot be imported.
    except BaseException as error:
        raise DamagedIndex from error


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", indexed=True, fast=True)
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(_TERMS, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _document(entry: Entry) -> Any:
    return tantivy.Document(
        number=entry.number, terms=list(entry.terms), characters=" ".join(characters(entry.quote)),
        words=" ".join(words(entry.quote)), headings=_of_many("\n".join(entry.headings)), title=_of_many(entry.title))


@functools.lru_cache(maxsize=256)
def _of_many(text: str) -> str:
    """The characters of a heading or title, which many records in a row share."""
    return " ".join(characters(text))
