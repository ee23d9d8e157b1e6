"""What an index on disk holds, so that it can be brought in step with the store document by document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from kb.store import Store

Opened = TypeVar("Opened")

_NAME = "manifest.json"
# (version, first record number, last record number), as Store.contents gives them.
Contents = dict[str, tuple[int, int, int]]
# Record numbers from the first to the last one, both included.
Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`made_by` names the form of the index: one of another form is made anew. `generation` is the store's.

    `base` is the generation of the greater part of an index that has two, -1 where there is none.
    """

    made_by: str
    generation: int = -1
    documents: Contents = field(default_factory=dict)
    base: int = -1


@dataclass(frozen=True, slots=True)
class Changes:
    """What to take out (record numbers) and which documents to put in."""

    out: Ranges
    into: list[str]
    result: Manifest


def load(folder: Path, made_by: str, name: str = _NAME) -> Manifest:
    """The manifest in the folder; an empty one where it is missing, damaged or of another form."""
    try:
        stored = json.loads((folder / name).read_text(encoding="utf-8"))
        documents = {doc_id: (int(version), int(first), int(last))
                     for doc_id, (version, first, last) in stored["documents"].items()}
        manifest = Manifest(stored["made_by"], int(stored["generation"]), documents, int(stored["base"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest(made_by)
    return manifest if manifest.made_by == made_by else Manifest(made_by)


def save(folder: Path, manifest: Manifest, name: str = _NAME) -> None:
    """Write the manifest whole or not at all; the last step of a change, so that a broken one is done again."""
    stored = {"made_by": manifest.made_by, "generation": manifest.generation, "documents": manifest.documents,
              "base": manifest.base}
    new = folder / f"{name}.new"
    new.write_text(json.dumps(stored), encoding="utf-8")
    new.replace(folder / name)


def stamp(folder: Path) -> tuple[int, int]:
    """What changes whenever the manifest in the folder is written; (0, 0) where there is none."""
    try:
        found = (folder / _NAME).stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_ino


def opened(folder: Path, made_by: str, read: Callable[[Manifest], Opened | None]) -> tuple[Manifest, Opened | None]:
    """The manifest and what `read` makes of the files that it names; an empty one and None where they are not whole.

    `read` gives None for what is damaged. While another process writes, files go between the reading of the manifest
    and of what it names: then the manifest has changed and is read again.
    """
    while True:
        before = stamp(folder)
        manifest = load(folder, made_by)
        found = read(manifest) if manifest.generation >= 0 else None
        if found is not None:
            return manifest, found
        if stamp(folder) == before:
            return Manifest(made_by), None


def changes(manifest: Manifest, store: Store) -> Changes:
    """What differs between the index and the store.

    Numbers that go in are taken out before, since a change that broke off may have put them in already.
    """
    generation, contents = store.generation(), store.contents()
    stale = [entry for doc_id, entry in manifest.documents.items() if contents.get(doc_id) != entry]
    fresh = {doc_id: entry for doc_id, entry in contents.items() if manifest.documents.get(doc_id) != entry}
    return Changes(ranges((*stale, *fresh.values())), list(fresh),
                   Manifest(manifest.made_by, generation, contents, manifest.base))


def ranges(entries: Iterable[tuple[int, int, int]]) -> Ranges:
    """The record numbers of documents in growing order; ranges that touch are one (a thousand new files: one range)."""
    joined: Ranges = []
    for first, last in sorted({(first, last) for _, first, last in entries if last}):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def size(found: Ranges) -> int:
    """How many numbers the ranges hold."""
    return sum(last - first + 1 for first, last in found)
