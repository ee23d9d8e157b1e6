"""Files that cannot be read, from the command line: one Chinese line that names the file and says what to do."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest
from pdf_maker import write_pdf

from kb.cli import main

TEXT = "澜州市水务局2024年工作要点\n一、水源\n6月底前新建水库2座。\n"
_PIXEL = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"".join(
    struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    for kind, data in ((b"IHDR", _PIXEL), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")))
CONTENTS: dict[str, bytes | None] = {
    "不在的文件.docx": None, "空.txt": b"", "空白.txt": b" \r\n\t",
    "图片.pdf": PICTURE, "图片.docx": PICTURE, "零字节.docx": b"", "零字节.pdf": b"", "零字节.html": b"",
    "二进制.txt": bytes(range(256)) * 64, "压缩包.docx": b"PK\x03\x04" + b"\0" * 64,
    "截断.pdf": b"%PDF-1.7\n1 0 obj", "旧格式.doc": b"\xd0\xcf\x11\xe0" + b"\0" * 512, "表格.xlsx": b"PK\x03\x04",
    "没有正文.html": b"<html><body><script>1</script></body></html>",
}
_ADVICE = re.compile("请|另存|后再试")
_HAN = re.compile("[一-鿿]")


def put(folder: Path, name: str) -> Path:
    """The file of this name, or none where it is to be missing."""
    content = CONTENTS[name]
    if content is not None:
        (folder / name).write_bytes(content)
    return folder / name


def refused(arguments: list[str], name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Assert that a command ends with code 2 and one Chinese line that names the file and says what to do."""
    capsys.readouterr()
    assert main(arguments) == 2
    line = capsys.readouterr().err
    assert line.count("\n") == 1 and name in line
    assert _ADVICE.search(line) and len(_HAN.findall(line)) > 8, line
    assert "Error" not in line and "Exception" not in line


@pytest.mark.parametrize("name", CONTENTS)
def test_extracting(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused(["extract", str(put(tmp_path, name)), "--out", str(tmp_path / "out")], name, capsys)
    assert not list(tmp_path.glob("out/*"))


def listed(home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["list", "--home", str(home)]) == 0
    return capsys.readouterr().out


def test_ingesting_leaves_the_knowledge_base_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    (tmp_path / "好的.txt").write_text(TEXT, encoding="utf-8")
    assert main(["ingest", str(tmp_path / "好的.txt"), "--home", str(home)]) == 0
    before = listed(home, capsys)
    assert "水务局" in before
    for name in CONTENTS:
        refused(["ingest", str(put(tmp_path, name)), "--home", str(home)], name, capsys)
    assert listed(home, capsys) == before


@pytest.mark.parametrize("verb", [["extract", "--out", "out"], ["ingest"], ["show"]])
def test_a_pdf_with_a_password(verb: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                               capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KB_HOME", str(tmp_path / "home"))
    path = write_pdf(tmp_path / "加密.pdf", [([(72, 80, 12, "水务局工作要点")], [])], locked=True)
    refused([verb[0], str(path), *verb[1:]], "加密.pdf", capsys)


def test_a_place_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "文件.txt"
    file.write_text(TEXT, encoding="utf-8")
    refused(["ingest", str(file), "--home", str(file / "home")], "文件.txt", capsys)
    refused(["extract", str(file), "--out", str(file / "out")], "文件.txt", capsys)


def test_one_bad_file_among_good_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "好的.txt"
    good.write_text(TEXT, encoding="utf-8")
    refused(["extract", str(good), str(put(tmp_path, "图片.pdf")), "--out", str(tmp_path / "out")], "图片.pdf", capsys)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["好的.json"]
