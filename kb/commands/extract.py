"""python -m kb extract PATH… --out DIR"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from tqdm import tqdm

from kb.commands.options import add_home, positive
from kb.documents import stored_at
from kb.errors import KbError
from kb.files import find_files
from kb.gold_format import gold_format
from kb.home import locate_home
from kb.reading import PROCESSES, read_files
from kb.store import Store
from pipelines.document import Document


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="文件或文件夹")
    parser.add_argument("--out", required=True, metavar="DIR", help="写出 JSON 的文件夹，没有就新建")
    parser.add_argument("--jobs", type=positive, default=PROCESSES, metavar="N",
                        help=f"同时用几个进程（默认 {PROCESSES}）")
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write one JSON file a document, with the corrections that people made to it; 2 where a file was refused."""
    found, refusals = find_files(arguments.paths)
    for refusal in refusals:
        print(f"{refusal.path}：{refusal.reason}", file=sys.stderr)
    code = 2 if refusals else 0
    if not found:
        return code
    paths = [file.path for file in found]
    names = dict(zip(paths, _names(paths), strict=True))
    out = _folder(Path(arguments.out))
    correct = _corrections(arguments)
    for path, result in tqdm(read_files(paths, arguments.jobs), total=len(paths), unit="个", desc="抽取",
                             disable=not sys.stderr.isatty(), leave=False):
        if isinstance(result, str):
            print(f"{path}：{result}", file=sys.stderr)
            code = 2
        else:
            text = json.dumps(gold_format(correct(path, result)), ensure_ascii=False, indent=1)
            (out / names[path]).write_text(text + "\n", encoding="utf-8")
    return code


def _corrections(arguments: argparse.Namespace) -> Callable[[Path, Document], Document]:
    """What puts people's corrections on a reading of a file that is in the knowledge base; that is never made here."""
    home = locate_home(getattr(arguments, "home", None))
    if not home.database.exists():
        return lambda path, document: document
    store = Store(home.database)

    def correct(path: Path, document: Document) -> Document:
        """The reading with the corrections of the document at this path or of this content."""
        doc_id = stored_at(path, store)
        return store.corrected(doc_id, document) if doc_id else document

    return correct


def _names(paths: Iterable[Path]) -> list[str]:
    """STEM.json for the first of a stem, then the whole name (a.docx.json), then numbered (a.docx.2.json)."""
    taken: set[str] = set()
    names = []
    for path in paths:
        numbered = (f"{path.name}.{count}.json" for count in range(2, sys.maxsize))
        candidates = (name for group in ((f"{path.stem}.json", f"{path.name}.json"), numbered) for name in group)
        names.append(next(name for name in candidates if name.lower() not in taken))
        taken.add(names[-1].lower())
    return names


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KbError(f"不能建立文件夹 {out}。请换一个 --out，或检查同名文件和权限。") from error
    return out
