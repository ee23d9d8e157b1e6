"""From paths that a user names to the files that can be read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read: its absolute path and its name relative to the folder that was named (a file: its own name)."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that cannot be read and the reason, one Chinese line without the path."""

    path: Path
    reason: str


def supported_suffixes() -> tuple[str, ...]:
    """The file suffixes that the product reads, small letters with the dot."""
    from pipelines.load import LOADERS

    return tuple(sorted(LOADERS))


def find_files(paths: Iterable[str | Path], leave_out: Path | None = None) -> tuple[list[FoundFile], list[Refusal]]:
    """The files under these paths in order of name, and what was named but cannot be read.

    In a folder, files of other formats, hidden files and Word's ~$ files are passed over, as is `leave_out`.
    """
    suffixes = supported_suffixes()
    found: dict[Path, FoundFile] = {}
    refused: list[Refusal] = []
    for named in paths:
        path = Path(named).expanduser().resolve()
        files = list(_in_folder(path, suffixes, leave_out)) if path.is_dir() else [FoundFile(path, path.name)]
        reason = _why_not(path, bool(files), suffixes)
        if reason:
            refused.append(Refusal(Path(named), reason))
            continue
        refused.extend(Refusal(file.path, "文件名的编码有误，请改名后再试")
                       for file in files if not _is_text(file.path))
        found.update((file.path, file) for file in files if file.path not in found and _is_text(file.path))
    return list(found.values()), refused


def _is_text(path: Path) -> bool:
    """Whether a name can be stored; on Linux a name may be bytes of another encoding (archives from Windows)."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _why_not(path: Path, has_files: bool, suffixes: tuple[str, ...]) -> str | None:
    """Why a path that the user named cannot be read."""
    formats = "、".join(suffixes)
    if not path.exists():
        return "找不到这个文件或文件夹，请检查路径"
    if not has_files:
        return f"文件夹里没有可以读取的文件（支持 {formats}）"
    if not path.is_dir() and path.suffix.lower() not in suffixes:
        return f"不支持这种格式（支持 {formats}），请另存为其中一种"
    return None


def _in_folder(folder: Path, suffixes: tuple[str, ...], leave_out: Path | None) -> Iterator[FoundFile]:
    """The files of a folder and the folders in it that can be read."""
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and here / name != leave_out)
        for name in sorted(names):
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in suffixes:
                yield FoundFile(here / name, (here / name).relative_to(folder).as_posix())
