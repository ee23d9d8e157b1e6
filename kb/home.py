"""Where the knowledge base's files lie: one folder, named by --home, KB_HOME or ./knowledge_base."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kb.errors import KbError

VARIABLE = "KB_HOME"
DEFAULT = "knowledge_base"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one knowledge base; all but its database, uploads and lexicon is rebuilt when deleted."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file: the only truth."""
        return self.root / "knowledge.sqlite"

    @property
    def text_index(self) -> Path:
        """The folder of the full-text index."""
        return self.root / "index" / "text"

    @property
    def vector_index(self) -> Path:
        """The folder of the index of the built-in model's vectors."""
        return self.root / "index" / "vectors"

    def other_vectors(self, name: str = "*") -> Path:
        """The folder of the index of another model's vectors; of all such models a pattern."""
        return self.root / "index" / f"vectors-{name}"

    @property
    def embedding_lock(self) -> Path:
        """The file that a process which makes another model's vectors holds locked."""
        return self.root / "index" / "embedding.lock"

    @property
    def filter_index(self) -> Path:
        """The folder of the index of filters."""
        return self.root / "index" / "filters"

    @property
    def body_index(self) -> Path:
        """The folder of the index of sentences that are no records."""
        return self.root / "index" / "body"

    @property
    def bodies(self) -> Path:
        """The users' register of bodies, written by hand."""
        return self.root / "lexicon" / "bodies.tsv"

    @property
    def thesaurus(self) -> Path:
        """The users' everyday and official words, written by hand."""
        return self.root / "lexicon" / "thesaurus.tsv"

    @property
    def lock(self) -> Path:
        """The file that a writing process holds locked."""
        return self.root / "write.lock"

    @property
    def training_lock(self) -> Path:
        """The file that a process which trains the vectors' index holds locked."""
        return self.root / "index" / "training.lock"

    @property
    def uploads(self) -> Path:
        """Where files that came through the app are kept, so that they can be read again."""
        return self.root / "uploads"


def locate_home(directory: str | Path | None = None) -> Home:
    """The Home at `directory`, else at $KB_HOME, else at ./knowledge_base; creates nothing."""
    chosen = directory or os.environ.get(VARIABLE) or DEFAULT
    return Home(Path(chosen).expanduser().resolve())


def open_home(directory: str | Path | None = None) -> Home:
    """The Home, its folder created where it is missing; KbError where it cannot be written."""
    home = locate_home(directory)
    try:
        home.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home.root):
            pass
    except OSError as error:
        raise KbError(f"知识库文件夹不能写入：{home.root}（{_reason(error)}）。"
                      f"请用 --home 或环境变量 {VARIABLE} 换一个文件夹，或修改它的权限。") from error
    return home


def _reason(error: OSError) -> str:
    """Why a folder cannot be written, in Chinese."""
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return "同名的文件已经存在"
    if isinstance(error, PermissionError):
        return "没有权限"
    return error.strerror or type(error).__name__
