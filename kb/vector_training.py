"""Training of the vectors' index in a process of its own, while search goes on with what there is."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from kb.home import Home
from kb.locking import writing

# An ingest of many files may hold the home for long.
_WAIT_SECONDS = 6 * 3600.0


def start_training(home: Home) -> subprocess.Popen[bytes]:
    """The process, started; it outlives this one. One that finds another at work ends at once."""
    detached: dict[str, Any] = {"creationflags": 0x8} if sys.platform == "win32" else {"start_new_session": True}
    return subprocess.Popen([sys.executable, "-m", "kb.vector_training", str(home.root)], cwd=Path(__file__).parents[1],
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **detached)


def train(home: Home) -> bool:
    """Train the vectors' index of a home anew and change to it; False where another process is at it."""
    # Only here: starting the process must not load the indexes.
    from kb.knowledge_base import KnowledgeBase

    lock = FileLock(str(home.training_lock))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    with lock, KnowledgeBase(home) as kb:
        trained, holding = kb.vector_index.trained_anew()
        with writing(home, _WAIT_SECONDS):
            kb.reopen()
            kb.vector_index.adopt(trained, holding)
    return True


if __name__ == "__main__":
    import faiss

    with contextlib.suppress(AttributeError):
        os.nice(10)
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    train(Home(Path(sys.argv[1])))
