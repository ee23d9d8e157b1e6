"""How fast it is on this machine: `make bench`, or python -m tests.bench; figures only, nothing fails."""

from __future__ import annotations

import json
import logging
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kb.compare import compare
from kb.coverage import coverage, plans_below
from kb.home import open_home
from kb.ingest import ingest
from kb.knowledge_base import KnowledgeBase
from kb.pairs import read_couples
from kb.search import Query, search
from pipelines import join
from pipelines.clean import clean
from pipelines.document import Block, Document
from pipelines.language import run
from pipelines.load import LOADERS, load
from pipelines.metadata import read_metadata
from tests.lines import SUMMARY, read_lines

CORPORA = Path(__file__).parents[1] / "corpora"
REAL = Path(__file__).parents[2] / "shared" / "eval" / "docs"
RUNS = 5
_SENTENCES = 20_000
_RECORDS = 300
_PLANS = 200

Row = tuple[str, str]


def main() -> None:
    """Print one line a measurement."""
    paths = sorted(path for path in CORPORA.iterdir() if path.suffix in LOADERS)
    print(f"{len(paths)} 份样例文件，{RUNS} 次的中位数")
    for name, figure in [*_loading(paths), *_extraction(paths), *_searching(), *_comparing(), *_covering(),
                         *_encoding(paths)]:
        print(f"  {name:<24}{figure}")


def _seconds(work: Callable[[], object]) -> float:
    """The median of RUNS runs."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _loading(paths: Sequence[Path]) -> Iterator[Row]:
    """Reading and cleaning, by format."""
    for suffix in sorted({path.suffix for path in paths}):
        files = [path for path in paths if path.suffix == suffix]
        spent = _seconds(lambda files=files: [clean(load(path)) for path in files])
        yield f"load {suffix}", f"{1000 * spent / len(files):8.1f} ms a file ({len(files)} files)"


def _extraction(paths: Sequence[Path]) -> Iterator[Row]:
    """Cleaned text in, metadata and records out, against jieba cutting the same text; real documents where they are."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.lcut("词典载入")
    for name, files in (("样例文件", paths), ("eval/docs", sorted(REAL.glob("*.txt")))):
        documents = [(path.name, *join(clean(load(path)))) for path in files]
        rounds = [_against_jieba(documents) for _ in range(RUNS if documents else 0)]
        if rounds:
            extracting, cutting = (statistics.median(seconds) for seconds in zip(*rounds, strict=True))
            ratio = statistics.median(one / other for one, other in rounds)
            size = sum(len(text) for _, _, text in documents)
            yield f"extract, {name}", f"{1000 * extracting:8.0f} ms for {size} characters ({size / extracting:.0f}/s)"
            yield "  to jieba.lcut", f"{ratio:8.2f} times its {1000 * cutting:.0f} ms"


def _against_jieba(documents: Sequence[tuple[str, Sequence[Block], str]]) -> tuple[float, float]:
    """Seconds of one extraction of all documents and of cutting them, in turns, so that both meet the same load."""
    import jieba

    extracting = cutting = 0.0
    for name, blocks, text in documents:
        began = time.perf_counter()
        _extract(name, blocks, text)
        between = time.perf_counter()
        jieba.lcut(text)
        extracting, cutting = extracting + between - began, cutting + time.perf_counter() - between
    return extracting, cutting


def _extract(name: str, blocks: Sequence[Block], text: str) -> object:
    return run(text, blocks, read_metadata(blocks, name))


def _searching() -> Iterator[Row]:
    """The queries of the annotations: the whole search, and full text alone."""
    queries = [query["q"] for path in sorted((CORPORA / "gold").glob("*.json"))
               for query in json.loads(path.read_text(encoding="utf-8")).get("queries", ())]
    with tempfile.TemporaryDirectory() as folder:
        home = open_home(folder)
        ingest([CORPORA], home)
        with KnowledgeBase(home) as kb:
            yield f"search ({len(queries)} queries)", _latency(queries, lambda text: search(Query(text), kb, 10))
            yield "  tantivy alone", _latency(queries, lambda text: kb.text_index.search(text, 10))


def _comparing() -> Iterator[Row]:
    """A plan and a report of _RECORDS records each, put together from the annotated couples."""
    from kb.encoder import load_encoder

    encoder, couples = load_encoder(), read_couples(CORPORA / "pairs")
    planned = [record.quote for each in couples for record in each.plan.records if record.kind in ("task", "target")]
    told = [record.quote for each in couples for record in each.report.records if record.kind == "result"]
    with tempfile.TemporaryDirectory() as folder:
        plan = read_lines(Path(folder), "一、重点工作", *planned[:_RECORDS])
        report = read_lines(Path(folder), "一、2024年工作回顾", *told[:_RECORDS], title=SUMMARY)
    spent = _seconds(lambda: compare(plan, report, encoder))
    yield "compare", f"{1000 * spent:8.0f} ms ({len(plan.records)} records against {len(report.records)})"


def _covering() -> Iterator[Row]:
    """The five-year plan over 200 annual plans: the sample's, each place with another name, read from the store."""
    with tempfile.TemporaryDirectory() as folder:
        home = open_home(folder)
        ingest([CORPORA], home)
        with KnowledgeBase(home) as kb:
            above = next(each for each in kb.store.summaries() if each.metadata.doc_type == "five_year_plan")
            plans = [kb.store.document(each.doc_id) for each in plans_below(above, kb.store.summaries())]
            stored = [_put_copy(kb, plans[n % len(plans)], n) for n in range(_PLANS)]
            began = time.perf_counter()
            found = coverage(kb.store.document(above.doc_id), [kb.store.document(each) for each in stored], kb.encoder)
            yield f"coverage of {_PLANS} plans", (f"{time.perf_counter() - began:8.1f} s "
                                                  f"({len(found.lines)} goals, {found.tasks} tasks)")


def _put_copy(kb: KnowledgeBase, plan: Document, number: int) -> str:
    """Store a plan again for a place of another name of the same length, so that all spans stay right."""
    def renamed(text: str) -> str:
        return text.replace("澜", chr(ord("甲") + number))

    records = tuple(replace(each, quote=renamed(each.quote)) for each in plan.records)
    copy = replace(plan, text=renamed(plan.text), records=records)
    return kb.store.put(copy, f"copy {number}", f"copies/{number}", Path(f"/copies/{number}"))


def _latency(queries: Sequence[str], ask: Callable[[str], object]) -> str:
    times = sorted(_seconds(lambda query=query: ask(query)) for query in queries)
    p50, p95 = (1000 * times[int(share * (len(times) - 1))] for share in (0.5, 0.95))
    return f"{p50:8.1f} ms p50, {p95:.1f} ms p95"


def _encoding(paths: Sequence[Path]) -> Iterator[Row]:
    from kb.encoder import load_encoder

    lines = [block.text for path in paths for block in clean(load(path))]
    sentences = (lines * (_SENTENCES // len(lines) + 1))[:_SENTENCES]
    encoder = load_encoder()
    yield "encode (built-in)", f"{_SENTENCES / _seconds(lambda: encoder.encode(sentences)):8.0f} paragraphs/s"


if __name__ == "__main__":
    main()
