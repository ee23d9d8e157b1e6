"""How the knowledge base grows to 1,000,000 records: `make bench-million`, or python -m tests.bench_million [PATH].

The records are put together from the clauses of the files at PATH (default: corpora/). Figures only, nothing fails.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from kb import vector_parts
from kb.encoder import load_encoder
from kb.filters import Filters
from kb.home import Home, open_home
from kb.knowledge_base import KnowledgeBase
from kb.locking import writing
from kb.search import Query, search
from pipelines.document import Document
from pipelines.fold import fold
from tests.growth_chart import growth_chart
from tests.made_records import Maker, read_clauses, read_sentences

PROJECT = Path(__file__).parents[1]
SIZES = (10_000, 100_000, 1_000_000)
_QUERIES, _HELD_OUT, _BEST = 300, 200, 50
_FILTERS = (Filters(year=2023), Filters(kind="task"), Filters(type="plan", kind="target"), Filters(unit="教育局"),
            Filters(year=2020, has_quantity=True), Filters(region="山东"),
            Filters(due_after=date(2023, 1, 1), due_before=date(2023, 12, 31)), Filters(issuer="水利局", kind="task"))


def main() -> None:
    """Print one line of a Markdown table for each size, then the recall, and write the chart."""
    arguments = _arguments()
    if arguments.measure:
        print(json.dumps(_latencies(Home(arguments.measure), arguments.path)))
        return
    clauses = read_clauses(arguments.path)
    print(f"{len(clauses)} 个不同的分句，取自 {arguments.path}", flush=True)
    with tempfile.TemporaryDirectory(dir=arguments.work) as folder:
        rows = list(_growth(open_home(folder), clauses, arguments.path, arguments.sizes))
    print(_table(rows))
    print(_recall(arguments.path))
    if arguments.chart:
        arguments.chart.write_text(_chart(rows), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", default=PROJECT / "corpora", help="分句取自这个文件或文件夹")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="记录数，从小到大")
    parser.add_argument("--work", type=Path, help="临时知识库放在这里（约 2 GB）")
    parser.add_argument("--chart", type=Path, help="把图写到这个 SVG 文件")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _growth(home: Home, clauses: Sequence[str], path: Path, sizes: Sequence[int]) -> Iterator[dict[str, float]]:
    """The figures of each size; times in seconds, latencies in ms, memory in MB."""
    maker = Maker(clauses)
    documents = maker.documents(sizes[-1])
    stored = 0
    for size in sizes:
        with KnowledgeBase(home) as kb:
            while stored < size and (document := next(documents, None)):
                _put(kb, document)
                stored += len(document.records)
        row = {"records": float(stored), "build": _seconds(lambda: _built(home))}
        added = [maker.document(f"added-{size}-{each}") for each in range(3)]
        row["add"] = float(np.median(_times([lambda each=each: _added(home, each) for each in added]))) / 1000
        stored += sum(len(each.records) for each in added)
        row |= json.loads(subprocess.run(
            [sys.executable, "-m", "tests.bench_million", str(path), "--measure", str(home.root)], cwd=PROJECT,
            capture_output=True, text=True, check=True).stdout)
        print(row, flush=True)
        yield row


def _put(kb: KnowledgeBase, document: Document) -> None:
    kb.store.put(document, hashlib.sha256(document.text.encode()).hexdigest(), document.source,
                 Path("/made") / document.source)


def _built(home: Home) -> None:
    """All indexes made anew from the stored records, the training of the vectors' index included."""
    with writing(home), KnowledgeBase(home) as kb:
        kb.rebuild()
        training = kb.vector_index.needs_training
    while training:
        time.sleep(0.5)
        with KnowledgeBase(home) as kb:
            training = kb.vector_index.needs_training


def _added(home: Home, document: Document) -> None:
    with writing(home), KnowledgeBase(home) as kb:
        _put(kb, document)
        kb.sync()


def _latencies(home: Home, path: Path) -> dict[str, float]:
    """What a process that only searches takes: half clauses as queries, each with one of the filters."""
    clauses = read_clauses(path)
    chosen = np.random.default_rng(1).choice(len(clauses), 2 * _QUERIES)
    asked = ["".join(clauses[index][:6] for index in pair) for pair in chosen.reshape(-1, 2)]
    with KnowledgeBase(home) as kb:
        pairs = list(zip(asked, itertools.cycle(_FILTERS), strict=False))
        for text, filters in pairs[:2 * len(_FILTERS)]:
            search(Query(text, filters), kb, 20)
        vectors = kb.encoder.encode([fold(text) for text in asked])
        rows = zip(asked, vectors, strict=True)
        alone = {"tantivy": _times([lambda text=text: kb.text_index.search(text, 100) for text in asked]),
                 "faiss": _times([lambda vector=vector: kb.vector_index.search(vector, 100) for _, vector in rows])}
        calls = [lambda text=text, filters=filters: search(Query(text, filters), kb, 20) for text, filters in pairs]
        whole, processor = _times(calls), _times(calls, time.process_time)
    return {"p50": float(np.median(whole)), "p95": float(np.quantile(whole, 0.95)),
            "cpu": float(np.median(processor)), "cpu95": float(np.quantile(processor, 0.95)),
            **{name: float(np.median(times)) for name, times in alone.items()}, "memory": _proportional_set_size()}


def _times(calls: Sequence[Callable[[], object]], clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Milliseconds of each call; by time.process_time what they take of a processor that others use as well."""
    return [1000 * _seconds(call, clock) for call in calls]


def _seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    began = clock()
    work()
    return clock() - began


def _proportional_set_size() -> float:
    """This process's memory in MB, shared pages counted in part (Linux; 0 elsewhere)."""
    rollup = Path("/proc/self/smaps_rollup")
    lines = rollup.read_text(encoding="utf-8").splitlines() if rollup.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def _table(rows: Sequence[dict[str, float]]) -> str:
    head = ("| 记录 | 混合检索带筛选 p50 / p95 | 其中占处理器 | 只用 tantivy p50（倍） | 只用 FAISS p50（倍） "
            "| 建全部索引 | 加一份文件（150 条） | 内存 |\n|---|---|---|---|---|---|---|---|")
    lines = [f"| {row['records']:,.0f} | {row['p50']:.1f} / {row['p95']:.1f} ms "
             f"| {row['cpu']:.1f} / {row['cpu95']:.1f} ms "
             f"| {row['tantivy']:.1f} ms（{row['p50'] / row['tantivy']:.1f}） "
             f"| {row['faiss']:.2f} ms（{row['p50'] / row['faiss']:.1f}） | {row['build']:.0f} s | {row['add']:.2f} s "
             f"| {row['memory']:,.0f} MB |" for row in rows]
    return "\n".join([head, *lines])


def _chart(rows: Sequence[dict[str, float]]) -> str:
    names = {"p95": "混合检索 p95", "p50": "混合检索 p50", "tantivy": "只用 tantivy", "faiss": "只用 FAISS"}
    return growth_chart([int(row["records"]) for row in rows],
                        {name: [row[key] for row in rows] for key, name in names.items()}, "ms")


def _recall(path: Path) -> str:
    """How many of the 50 nearest sentences the quantised index finds, on sentences that it was not asked with."""
    sentences = read_sentences(path)
    np.random.default_rng(0).shuffle(sentences)
    batches = (sentences[start:start + 4096] for start in range(0, len(sentences), 4096))
    vectors = np.concatenate([load_encoder().encode([fold(each) for each in batch]) for batch in batches])
    asked, vectors = vectors[:_HELD_OUT], vectors[_HELD_OUT:]
    index = vector_parts.train(np.arange(len(vectors)), lambda some: vectors[some], vectors.shape[1], None)
    found = [len(set(np.argpartition(-(vectors @ query), _BEST)[:_BEST])
                 & set(vector_parts.search(index, query, _BEST, None)[0])) for query in asked]
    return f"召回：{len(vectors)} 个真实句子，量化索引在精确检索的前 {_BEST} 个里找到 {np.mean(found) / _BEST:.3f}"


if __name__ == "__main__":
    main()
