"""The text to learn from: one paragraph a line."""

from __future__ import annotations

import lzma
from pathlib import Path

from kb.errors import KbError
from kb.words import normal

# Fewer teach nothing about words' company; the built-in model saw 350,000.
_FEWEST = 1_000


def read_paragraphs(path: Path) -> list[str]:
    """The different paragraphs of a UTF-8 text file (.xz: compressed), folded and in small letters.

    KbError where the file cannot be read or holds too little.
    """
    opened = lzma.open if path.suffix == ".xz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as file:
            text = file.read()
    except FileNotFoundError as error:
        raise KbError(f"{path}：找不到这个文件，请检查路径。") from error
    except (OSError, lzma.LZMAError, EOFError, UnicodeDecodeError) as error:
        raise KbError(f"{path}：读不出 UTF-8 文本（{type(error).__name__}），请换一个文件。") from error
    paragraphs = list(dict.fromkeys(line for line in normal(text).split("\n") if line.strip()))
    if len(paragraphs) < _FEWEST:
        raise KbError(f"{path}：只有 {len(paragraphs)} 个不同的段落，太少，训练至少要 {_FEWEST} 个。")
    return paragraphs
