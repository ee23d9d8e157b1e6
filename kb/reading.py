"""Files to documents, in two processes where there are many; a file that ends its process ends nothing else."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from pipelines.document import Document

PROCESSES = 2
# Below this many files the start of two processes (about 3 s each) takes longer than they save.
_WORTH_A_POOL = 8


def read_file(path: Path) -> Document | str:
    """The document at `path`, or one Chinese line that says why it cannot be read."""
    from pipelines import read_document
    from pipelines.load import LoadError

    try:
        return read_document(path)
    except LoadError as error:
        return str(error)
    except MemoryError:
        return "文件太大，内存不够"
    # A file that a rule or a library stumbles over must not stop the others.
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return (f"读取时程序出错（{type(error).__name__}，{Path(last.filename).name} 第 {last.lineno} 行），"
                "请把文件另存为其他格式后再试，并把这一行告诉维护者")


def read_files(paths: Sequence[Path], processes: int = PROCESSES) -> Iterator[tuple[Path, Document | str]]:
    """Each path in this order with its document or the reason why it cannot be read."""
    if processes < 2 or len(paths) < _WORTH_A_POOL:
        yield from ((path, read_file(path)) for path in paths)
        return
    remaining = list(paths)
    while remaining:
        try:
            for path, result in _in_pool(remaining.copy(), processes):
                remaining.pop(0)
                yield path, result
        except BrokenProcessPool:
            # One of the files at work ended its process; the first one is tried alone, the others once more.
            path = remaining.pop(0)
            yield path, _alone(path)


def _in_pool(paths: Sequence[Path], processes: int) -> Iterator[tuple[Path, Document | str]]:
    # Not fork: the app and the indexes have threads, which a forked process would copy half.
    with ProcessPoolExecutor(processes, get_context("spawn"), _end_on_interrupt) as pool:
        try:
            yield from zip(paths, pool.map(read_file, paths), strict=True)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _end_on_interrupt() -> None:
    """Ctrl-C reaches every process of the terminal: this one ends at once and leaves the answer to its parent."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _alone(path: Path) -> Document | str:
    try:
        return next(_in_pool([path], 1))[1]
    except BrokenProcessPool:
        return "读取这个文件的程序意外结束，文件可能已损坏，请另存后再试"
