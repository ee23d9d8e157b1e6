"""Files into the knowledge base: unchanged ones skipped by hash, changed ones replaced, bad ones reported."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.errors import KbError
from kb.files import FoundFile, Refusal, find_files
from kb.home import Home
from kb.knowledge_base import KnowledgeBase
from kb.locking import writing
from kb.reading import read_files
from kb.store import Store
from pipelines.document import Document

OUTCOMES = {"added": "新增", "replaced": "更新", "unchanged": "未变", "same": "内容相同", "refused": "未读入"}

# Called after each file with the number done, the number of all and the file's name.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: outcome is a key of OUTCOMES ("same": its content is stored under another source).

    `records` is the number stored for the document; `reason` says in Chinese why a file was refused.
    """

    path: Path
    source: str
    outcome: str
    doc_id: str | None = None
    records: int = 0
    reason: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of all files, in the order of their names; what was refused before reading stands first."""

    files: tuple[FileReport, ...]

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """The files that were not read."""
        return tuple(file for file in self.files if file.outcome == "refused")

    def count(self, outcome: str) -> int:
        """How many files had this outcome (a key of OUTCOMES)."""
        return sum(file.outcome == outcome for file in self.files)


@dataclass(frozen=True, slots=True)
class _Source:
    """A file on its way in: `name` is the source by which its document is known."""

    path: Path
    name: str
    sha256: str


def ingest(paths: Iterable[str | Path], home: Home, progress: Progress | None = None) -> IngestReport:
    """Read files and folders into the knowledge base and bring its indexes in step.

    Each document goes in whole or not at all; a refused file leaves what was stored before as it was. KbError where
    another process is writing.
    """
    found, refusals = find_files(paths, home.root)
    reports = [_refused(refusal.path, refusal.path.name, refusal.reason) for refusal in refusals]
    with writing(home), KnowledgeBase(home) as kb:
        # First, so that a model that cannot be loaded is told before the reading.
        kb.sync()
        for report in _ingest_files(found, kb.store):
            reports.append(report)
            if progress:
                progress(len(reports) - len(refusals), len(found), report.source)
        kb.sync()
    return IngestReport(tuple(reports))


def ingest_upload(name: str, content: bytes, home: Home) -> IngestReport:
    """Read one uploaded file under its own name; it is kept in the home, so that it can be read again.

    An earlier upload of the same name is replaced, unless the new one is refused.
    """
    path = home.uploads / Path(name.replace("\\", "/")).name
    home.uploads.mkdir(parents=True, exist_ok=True)
    former = path.read_bytes() if path.exists() else None
    path.write_bytes(content)
    report: IngestReport | None = None
    try:
        report = ingest([path], home)
    finally:
        if report is None or report.refused:
            path.unlink()
            if former is not None:
                path.write_bytes(former)
    return report


def delete(reference: str, home: Home) -> str:
    """Take a document (doc_id, source, path or unique part of its title) out of the knowledge base; its title.

    The file itself is left alone, unless it was an upload. KbError where nothing or more than one document is meant.
    """
    with writing(home), KnowledgeBase(home) as kb:
        summary = kb.store.summary(kb.store.find(reference))
        uploads = [path for source in summary.sources
                   if (path := kb.store.path_of(source)) and path.parent == home.uploads]
        kb.store.delete(summary.doc_id)
        for path in uploads:
            path.unlink(missing_ok=True)
        kb.sync()
    return summary.title


def reread(reference: str, home: Home) -> FileReport:
    """Read a stored document's file again, also where it did not change (after an update of the program).

    KbError where the document is unknown or its file is gone or cannot be read; what was stored then stays.
    """
    with writing(home), KnowledgeBase(home) as kb:
        source, path = _file_of(kb.store, kb.store.find(reference))
        (_, result), = read_files([path])
        if isinstance(result, str):
            raise KbError(f"{path}：{result}")
        report = _stored(kb.store, _Source(path, source, _sha256(path)), result)
        if report.outcome == "refused":
            raise KbError(f"{path}：{report.reason}")
        kb.sync()
    return report


def _ingest_files(found: Sequence[FoundFile], store: Store) -> Iterator[FileReport]:
    """The report of each file, in the order in which they are done: known content first, then what has to be read."""
    to_read: dict[str, list[_Source]] = {}
    for source in _sources(found, store):
        if isinstance(source, Refusal):
            yield _refused(source.path, source.path.name, source.reason)
        elif store.document_with_content(source.sha256):
            yield _known(store, source)
        else:
            to_read.setdefault(source.sha256, []).append(source)
    first_of_each = [same[0].path for same in to_read.values()]
    for (_, result), same in zip(read_files(first_of_each), to_read.values(), strict=True):
        if isinstance(result, str):
            yield from (_refused(source.path, source.name, result) for source in same)
            continue
        yield _stored(store, same[0], result)
        yield from (_known(store, source) for source in same[1:])


def _sources(found: Iterable[FoundFile], store: Store) -> Iterator[_Source | Refusal]:
    taken: dict[str, Path] = {}
    for file in found:
        try:
            sha256 = _sha256(file.path)
        except OSError:
            yield Refusal(file.path, "文件打不开，请检查权限，或关闭正在使用它的程序")
            continue
        name = store.source_at(file.path) or _free_name(file, store, taken)
        taken[name] = file.path
        yield _Source(file.path, name, sha256)


def _free_name(file: FoundFile, store: Store, taken: dict[str, Path]) -> str:
    """The file's name, with as many folders before it as tell it from another file that still exists."""
    name, depth = file.name, file.name.count("/") + 1
    while (holder := taken.get(name) or store.path_of(name)) and holder != file.path and holder.exists():
        depth += 1
        name = "/".join(file.path.parts[-depth:])
    return name


def _known(store: Store, source: _Source) -> FileReport:
    """A file whose content is stored already, under this source or another one."""
    doc_id = store.document_with_content(source.sha256)
    assert doc_id is not None
    had_it = store.document_of_source(source.name) == doc_id
    if not had_it or store.path_of(source.name) != source.path:
        store.link(doc_id, source.name, source.path)
    outcome = "unchanged" if had_it else "same"
    return FileReport(source.path, source.name, outcome, doc_id, store.summary(doc_id).records)


def _stored(store: Store, source: _Source, document: Document) -> FileReport:
    outcome = "replaced" if store.document_of_source(source.name) else "added"
    try:
        doc_id = store.put(document, source.sha256, source.name, source.path)
    # A text that is no Unicode, a value that is no number: what the database does not take, whatever read it.
    except (ValueError, sqlite3.IntegrityError) as error:
        return _refused(source.path, source.name, f"读出的内容存不进数据库（{error}），请把文件另存后再试")
    return FileReport(source.path, source.name, outcome, doc_id, store.summary(doc_id).records,
                      warnings=(*document.warnings, *_lost_places(store, doc_id)))


def _lost_places(store: Store, doc_id: str) -> Iterator[str]:
    """What to tell of corrections that the new reading has no place for, or whose words have changed."""
    states = [each.state for each in store.corrections.standing(doc_id)]
    if lost := states.count("unplaced"):
        yield f"{lost} 处改正在新的原文里找不到位置，已保留，用 correct --unplaced 查看"
    if moved := states.count("moved"):
        yield f"{moved} 处改正的原文有改动，已按相近的文字对上，请用 correct --unplaced 核对"


def _file_of(store: Store, doc_id: str) -> tuple[str, Path]:
    """The first source of a document whose file still exists."""
    paths = {source: store.path_of(source) for source in store.sources(doc_id)}
    for source, path in paths.items():
        if path and path.exists():
            return source, path
    raise KbError(f"原文件不在了：{'、'.join(map(str, paths.values()))}。请重新导入它。")


def _refused(path: Path, source: str, reason: str) -> FileReport:
    return FileReport(path, source, "refused", reason=reason)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, hashlib.sha256).hexdigest()
