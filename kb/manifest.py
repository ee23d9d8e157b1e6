"""What an index on disk holds, so that it can be brought in step with the store document by document."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from kb.store import Store

_NAME = "manifest.json"
# (version, first record number, last record number), as Store.contents gives them.
Contents = dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`made_by` names the form of the index: one of another form is made anew. `generation` is the store's."""

    made_by: str
    generation: int = -1
    documents: Contents = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What to take out (ranges of record numbers, both ends included) and which documents to put in."""

    out: list[tuple[int, int]]
    into: list[str]
    result: Manifest


def load(folder: Path, made_by: str) -> Manifest:
    """The manifest in the folder; an empty one where it is missing, damaged or of another form."""
    try:
        stored = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        documents = {doc_id: (int(version), int(first), int(last))
                     for doc_id, (version, first, last) in stored["documents"].items()}
        manifest = Manifest(stored["made_by"], int(stored["generation"]), documents)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest(made_by)
    return manifest if manifest.made_by == made_by else Manifest(made_by)


def save(folder: Path, manifest: Manifest) -> None:
    """Write the manifest whole or not at all; the last step of a change, so that a broken one is done again."""
    stored = {"made_by": manifest.made_by, "generation": manifest.generation, "documents": manifest.documents}
    new = folder / f"{_NAME}.new"
    new.write_text(json.dumps(stored), encoding="utf-8")
    new.replace(folder / _NAME)


def changes(manifest: Manifest, store: Store) -> Changes:
    """What differs between the index and the store.

    Numbers that go in are taken out before, since a change that broke off may have put them in already.
    """
    generation, contents = store.generation(), store.contents()
    stale = [entry for doc_id, entry in manifest.documents.items() if contents.get(doc_id) != entry]
    fresh = {doc_id: entry for doc_id, entry in contents.items() if manifest.documents.get(doc_id) != entry}
    out = [(first, last) for _, first, last in (*stale, *fresh.values()) if last]
    return Changes(sorted(set(out)), list(fresh), Manifest(manifest.made_by, generation, contents))
