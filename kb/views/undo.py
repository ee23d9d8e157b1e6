"""Taking back a deletion: the files that a document was read from, kept long enough to read them again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kb.home import Home
from kb.ingest import delete, ingest, ingest_upload
from kb.knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Deleted:
    """A deleted document: `files` are still in their place, `uploads` (name, content) were deleted with it."""

    title: str
    files: tuple[Path, ...]
    uploads: tuple[tuple[str, bytes], ...]

    @property
    def can_be_restored(self) -> bool:
        """Whether anything is left to read."""
        return bool(self.files or self.uploads)


def delete_document(kb: KnowledgeBase, doc_id: str) -> Deleted:
    """Delete a document; what came in through the app is kept in memory. KbError as in kb.ingest.delete."""
    paths = [path for source in kb.store.sources(doc_id) if (path := kb.store.path_of(source)) and path.is_file()]
    uploads = tuple((path.name, path.read_bytes()) for path in paths if path.parent == kb.home.uploads)
    files = tuple(path for path in paths if path.parent != kb.home.uploads)
    return Deleted(delete(doc_id, kb.home), files, uploads)


def restore(deleted: Deleted, home: Home) -> None:
    """Read a deleted document's files again; KbError where another process is writing."""
    for name, content in deleted.uploads:
        ingest_upload(name, content, home)
    if deleted.files:
        ingest(deleted.files, home)
