"""Corrected documents as annotations: `kb eval` scores the extractor on them, training learns from them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kb.errors import KbError
from kb.gold_format import gold_format
from kb.store import Store
from pipelines.document import Document

# What the guideline's format does not have: how sure a reading is counts for nothing once a person has read it.
_NOT_GOLD = ("span", "confidence", "warnings")


def export_gold(store: Store, folder: Path, doc_ids: Sequence[str]) -> list[Path]:
    """Write each document's annotation to FOLDER/gold and the file that it annotates to FOLDER/docs; the annotations.

    The whole document is taken as right, so a document should have been read through; `confirmed` stands at what a
    person has said. Where the original file is gone or has changed, its text as it was read is written instead. Files
    of a former export of the same documents are replaced. KbError where a document is unknown.
    """
    gold, docs = folder / "gold", folder / "docs"
    for each in (gold, docs):
        each.mkdir(parents=True, exist_ok=True)
    written, taken = [], set[str]()
    for doc_id in doc_ids:
        document = store.document(doc_id)
        original = _original(store, document)
        name = _free(original.name if original else f"{Path(document.source).stem}.txt", taken)
        if original:
            shutil.copyfile(original, docs / name)
        else:
            (docs / name).write_text(document.text, encoding="utf-8")
        written.append(gold / f"{name}.json")
        annotation = _annotation(document) | {"doc": name}
        written[-1].write_text(json.dumps(annotation, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return written


def to_export(store: Store, references: Sequence[str]) -> list[str]:
    """The doc_ids of the documents that are named, else of all that people have corrected; KbError for none."""
    doc_ids = [store.find(each) for each in references] or store.corrections.documents()
    if not doc_ids:
        raise KbError("还没有人改正过文件，没有可以导出的标注。用 correct 改正，或写明要导出哪个文件。")
    return list(dict.fromkeys(doc_ids))


def _annotation(document: Document) -> dict[str, Any]:
    """The guideline's keys in their order; the metadata without the list of confirmed fields, which is no field."""
    form = gold_format(document)
    metadata = {key: value for key, value in form["metadata"].items() if key != "confirmed"}
    return {"doc": form["doc"], "metadata": metadata, "outline": _plain(form["outline"]),
            "records": _plain(form["records"]), "queries": []}


def _plain(form: Any) -> Any:
    """A form without what is no gold, at every depth."""
    if isinstance(form, Mapping):
        return {key: _plain(value) for key, value in form.items() if key not in _NOT_GOLD}
    return [_plain(each) for each in form] if isinstance(form, list) else form


def _original(store: Store, document: Document) -> Path | None:
    """A file that still has the content that was read."""
    sha256 = store.sha256(document.doc_id)
    for source in store.sources(document.doc_id):
        path = store.path_of(source)
        if path and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            return path
    return None


def _free(name: str, taken: set[str]) -> str:
    """The name, or name-2, name-3 … before its suffix where another document of this export has it."""
    path, count, free = Path(name), 1, name
    while free.lower() in taken:
        count += 1
        free = f"{path.stem}-{count}{path.suffix}"
    taken.add(free.lower())
    return free
