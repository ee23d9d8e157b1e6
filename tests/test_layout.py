"""The layout: imports go one way, the extractors are pure, modules and functions stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from shared import PROJECT

SOURCES = sorted([*PROJECT.glob("pipelines/**/*.py"), *PROJECT.glob("kb/**/*.py"), PROJECT / "app.py"])
NAMES = [path.relative_to(PROJECT).as_posix() for path in SOURCES]
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60
LONGEST_AT_THE_95TH, MEDIAN = 45, 12
# What reads the world; extractors read nothing but the vocabulary beside them.
IMPURE = {"os", "io", "sys", "subprocess", "socket", "shutil", "tempfile", "glob", "sqlite3", "logging", "random",
          "time", "http", "urllib", "requests", "threading", "multiprocessing", "asyncio", "importlib"}
WRITES = {"open", "write_text", "write_bytes", "unlink", "mkdir", "print", "input"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """The dotted names that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def packages(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> int:
    """Lines of a function without blank lines, comments and docstring."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    first = body[0].lineno if body else (node.end_lineno or node.lineno) + 1
    head = lines[node.lineno - 1:node.body[0].lineno - 1]
    rest = lines[first - 1:node.end_lineno]
    return sum(bool(line.strip()) and not line.strip().startswith("#") for line in (*head, *rest))


def functions() -> Iterator[tuple[int, str]]:
    for path, name in zip(SOURCES, NAMES, strict=True):
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(tree(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield code_lines(node, lines), f"{name}:{node.lineno} {node.name}"


@pytest.mark.parametrize(("path", "name"), list(zip(SOURCES, NAMES, strict=True)), ids=NAMES)
def test_module(path: Path, name: str) -> None:
    layer = name.split("/")[0]
    used = packages(path)
    assert "app" not in used
    assert layer != "pipelines" or not used & {"kb", "streamlit"}
    assert "streamlit" not in used or layer == "app.py" or name.startswith("kb/views/")
    assert "spacy" not in used or name == "pipelines/language.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", [path for path, name in zip(SOURCES, NAMES, strict=True)
                                  if name.startswith("pipelines/extract/")], ids=lambda path: path.stem)
def test_extractors_read_nothing_but_the_lexicon(path: Path) -> None:
    assert not packages(path) & IMPURE
    called = {node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
              for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    assert not called & WRITES


def test_functions_are_short() -> None:
    sizes = sorted(functions())
    assert sizes[-1][0] <= LONGEST_FUNCTION, sizes[-1]
    assert sizes[int(0.95 * (len(sizes) - 1))][0] <= LONGEST_AT_THE_95TH
    assert sizes[len(sizes) // 2][0] <= MEDIAN


def test_the_types_import_nothing_of_ours() -> None:
    assert not packages(PROJECT / "pipelines" / "document.py") & {"pipelines", "kb"}
