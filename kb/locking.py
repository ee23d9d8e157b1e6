"""One writer at a time: the lock that ingest, delete and rebuild hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from kb.errors import KbError
from kb.home import Home

# Long enough for a deletion that is just ending, short enough not to look hung.
_WAIT_SECONDS = 2.0


@contextmanager
def writing(home: Home, wait: float = _WAIT_SECONDS) -> Iterator[None]:
    """Hold the knowledge base for writing; KbError where another process still holds it after `wait` seconds."""
    lock = FileLock(str(home.lock))
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise KbError(f"另一个程序正在写入这个知识库（{home.root}）。请等它结束后再试。") from error
    try:
        yield
    finally:
        lock.release()
