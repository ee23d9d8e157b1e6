"""A document that a user names: stored, or read on the spot."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kb.errors import KbError
from kb.reading import read_file
from kb.store import Store
from pipelines.document import Document


def named_document(reference: str, store: Store) -> Document:
    """The document for a path (read on the spot when its content is not stored), doc_id or unique part of a title.

    KbError where nothing or more than one document is meant, or the file cannot be read.
    """
    path = Path(reference).expanduser()
    if not path.is_file():
        return store.document(store.find(reference))
    if doc_id := _with_content_of(path, store):
        return store.document(doc_id)
    result = read_file(path)
    if isinstance(result, str):
        raise KbError(f"{path}：{result}")
    return result


def stored_at(path: Path, store: Store) -> str | None:
    """The doc_id of the document with this file's content, else of the one last read from this path."""
    source = store.source_at(path.resolve())
    return _with_content_of(path, store) or (store.document_of_source(source) if source else None)


def _with_content_of(path: Path, store: Store) -> str | None:
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise KbError(f"{path}：文件打不开，请检查权限，或关闭正在使用它的程序。") from error
    return store.document_with_content(sha256)
