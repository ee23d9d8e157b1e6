"""Full text: tantivy over words, over characters and over the headings above a record."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from kb import manifest
from kb.entries import Entry
from kb.filter_terms import Selection
from kb.store import Numbers, Store
from kb.words import characters, words

# 1,000,000 records become a handful of segments.
_HEAP_BYTES = 256_000_000
# A query reads at most about this many entries of the index: its rarest words and characters first, the common ones
# left out where all together stand in more records (from about 200,000 records on).
_MOST_POSTINGS = 600_000
# How each field is cut and the weight of its BM25 score (see ranking.py for the measurement).
_FIELDS: dict[str, tuple[Callable[[str], list[str]], float]] = {
    "characters": (characters, 1.0), "words": (words, 0.3), "headings": (characters, 0.3), "title": (characters, 0.1)}
# Raise the number when the words written into the index change: it is then made anew.
_MADE_BY = f"text 3 {' '.join(_FIELDS)}"
# What filters ask for (kb.filter_terms).
_TERMS = "terms"
_MOST_CLAUSES = 1000


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
        with _damage_named():
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

        Only records that meet the selection are ranked. Nothing for a text without words. Of a text whose words stand
        in very many records the commonest ones count for nothing. DamagedIndex where a file of the index turns out
        damaged.
        """
        return self._ranked(text, limit, [self._any_of(_TERMS, terms) for terms in selection])

    def scores(self, text: str, numbers: Numbers) -> NDArray[np.float64]:
        """The BM25 score of each of these records, in their order, as `search` gives it; 0 where no word is shared."""
        wanted = [int(number) for number in numbers]
        scored = self._ranked(text, len(wanted), [self._any_of("number", wanted)]) if wanted else ((), ())
        by_number = dict(zip(*scored, strict=True))
        return np.array([by_number.get(number, 0.0) for number in wanted], np.float64)

    def _ranked(self, text: str, limit: int, required: list[Any]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        searcher = self._index.searcher() if self._index else None
        with _damage_named():
            clauses = self._clauses(searcher, text) if searcher else []
        if not clauses:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = tantivy.Query.boolean_query(clauses)
        if required:
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in (query, *required)])
        numbers, scores = _found(searcher, query, limit)
        return np.array(numbers, np.int64), np.array(scores, np.float32)

    def _clauses(self, searcher: Any, text: str) -> list[tuple[Any, Any]]:
        """One optional clause for each different word or character of the text and field, the rarest first."""
        found = sorted((count, field, term, weight) for field, (cut, weight) in _FIELDS.items()
                       for term in dict.fromkeys(cut(text)) if (count := searcher.doc_freq(field, term)))
        read = itertools.accumulate(count for count, *_ in found)
        return [(tantivy.Occur.Should, self._term(field, term, weight))
                for index, (so_far, (_, field, term, weight)) in enumerate(zip(read, found, strict=True))
                if index == 0 or so_far <= _MOST_POSTINGS]

    def _term(self, field: str, term: str, weight: float) -> Any:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term, "freq"), weight)

    def _any_of(self, field: str, values: Sequence[str | int]) -> Any:
        """Records with one of these values or more; it adds nothing to a score.

        Single clauses, not a term_set_query, for some hundred numbers: 0.4 ms against 1.8 ms among 1,000,000 records.
        """
        if len(values) > _MOST_CLAUSES:
            among = tantivy.Query.term_set_query(self._schema, field, list(values))
        else:
            among = tantivy.Query.boolean_query([
                (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, value, "basic"))
                for value in values])
        return tantivy.Query.const_score_query(among, 0.0)

    def _numbers_between(self, first: int, last: int) -> Any:
        return tantivy.Query.range_query(self._schema, "number", tantivy.FieldType.Integer, first, last)

    def _open(self) -> None:
        """Open what is on disk; where that fails, forget it."""
        try:
            if self.generation >= 0:
                with _damage_named():
                    self._index = tantivy.Index.open(str(self._folder))
        except DamagedIndex:
            self._manifest = manifest.Manifest(_MADE_BY)

    def _create(self) -> tantivy.Index:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        return tantivy.Index(self._schema, path=str(self._folder))


def _found(searcher: Any, query: Any, limit: int) -> tuple[list[int], list[float]]:
    """The numbers and scores of the best records."""
    with _damage_named():
        hits = searcher.search(query, limit, count=False).hits
        return searcher.fast_field_values("number", [address for _, address in hits]), [score for score, _ in hits]


@contextmanager
def _damage_named() -> Iterator[None]:
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
    texts = {"characters": entry.quote, "words": entry.quote, "headings": "\n".join(entry.headings),
             "title": entry.title}
    # The whitespace tokenizer takes the pieces as they are.
    pieces = {field: " ".join(cut(texts[field])) for field, (cut, _) in _FIELDS.items()}
    return tantivy.Document(number=entry.number, terms=list(entry.terms), **pieces)
