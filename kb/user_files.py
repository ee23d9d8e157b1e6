"""Tables that users write by hand, as spreadsheets and editors save them."""

from __future__ import annotations

from pathlib import Path

from kb.errors import KbError

_ENCODINGS = ("utf-8-sig", "gb18030")


def read_user_file(path: Path, called: str) -> str:
    """The text in UTF-8, or in GB18030 as spreadsheets save it; KbError, which names the file as `called`, else."""
    content = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise KbError(f"{called} {path} 不是 UTF-8 编码的文本。请另存为 UTF-8，或删除它。")
