"""Ingest: what is added, replaced, skipped and refused; one writer at a time; nothing by halves."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kb_documents import PLAN, SCHOOLS, TRADITIONAL, make_document

from kb import reading
from kb.errors import KbError
from kb.files import find_files
from kb.home import Home, open_home
from kb.ingest import IngestReport, delete, ingest, ingest_upload, reread
from kb.knowledge_base import open_kb
from kb.locking import writing
from kb.search import Query, search
from pipelines.document import Document


def _read(path: Path) -> Document | str:
    text = path.read_text(encoding="utf-8", errors="replace")
    return "文件是空的" if not text else make_document(text, path.name)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home beside the files; files are read line by line in place of the whole pipeline."""
    monkeypatch.setattr(reading, "read_file", _read)
    return open_home(tmp_path / "home")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "deep").mkdir(parents=True)
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "deep" / "plan.txt").write_text(SCHOOLS, encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "~$plan.txt").write_text("锁", encoding="utf-8")
    return folder


def outcomes(report: IngestReport) -> dict[str, str]:
    return {file.source: file.outcome for file in report.files}


def titles(home: Home) -> list[str]:
    with open_kb(home.root) as kb:
        return [each.title for each in kb.store.summaries()]


def test_a_folder_is_read_once(home: Home, files: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    report = ingest([files], home, lambda *state: seen.append(state))
    assert outcomes(report) == {"plan.txt": "added", "deep/plan.txt": "added"}
    assert [file.records for file in report.files] == [4, 2]
    assert seen == [(1, 2, "plan.txt"), (2, 2, "deep/plan.txt")]
    assert outcomes(ingest([files], home)) == {"plan.txt": "unchanged", "deep/plan.txt": "unchanged"}
    assert outcomes(ingest([files / "deep" / "plan.txt"], home)) == {"deep/plan.txt": "unchanged"}


def test_a_changed_file_replaces_its_document_and_is_found(home: Home, files: Path) -> None:
    ingest([files], home)
    (files / "plan.txt").write_text(PLAN.replace("一氧化碳报警器", "烟雾探测仪"), encoding="utf-8")
    assert outcomes(ingest([files], home)) == {"plan.txt": "replaced", "deep/plan.txt": "unchanged"}
    with open_kb(home.root) as kb:
        assert "烟雾探测仪" in search(Query("烟雾探测"), kb)[0].quote
        assert len(kb.store.summaries()) == 2


def test_the_same_content_is_one_document_with_two_sources(home: Home, files: Path) -> None:
    (files / "copy.txt").write_text(PLAN, encoding="utf-8")
    assert outcomes(ingest([files], home)) == {"copy.txt": "added", "plan.txt": "same", "deep/plan.txt": "added"}
    (files / "later.txt").write_text(PLAN, encoding="utf-8")
    assert outcomes(ingest([files / "later.txt"], home)) == {"later.txt": "same"}
    assert len(titles(home)) == 2


def test_two_files_of_one_name_are_two_documents(home: Home, files: Path) -> None:
    report = ingest([files / "plan.txt", files / "deep" / "plan.txt"], home)
    assert outcomes(report) == {"plan.txt": "added", "deep/plan.txt": "added"}


def test_a_moved_folder_keeps_its_documents(home: Home, files: Path, tmp_path: Path) -> None:
    ingest([files], home)
    files.rename(tmp_path / "moved")
    assert set(outcomes(ingest([tmp_path / "moved"], home)).values()) == {"unchanged"}
    assert len(titles(home)) == 2


@pytest.mark.parametrize(("name", "content", "reason"), [
    ("missing.txt", None, "找不到"), ("picture.png", b"\x89PNG", "不支持这种格式"), ("empty.txt", b"", "文件是空的"),
    ("nothing", None, "找不到"),
])
def test_what_is_refused_stops_nothing_else(name: str, content: bytes | None, reason: str, home: Home, files: Path
                                            ) -> None:
    if content is not None:
        (files / name).write_bytes(content)
    report = ingest([files / name, files / "plan.txt"], home)
    assert report.count("added") == 1
    assert reason in report.refused[0].reason
    assert "\n" not in report.refused[0].reason
    assert len(titles(home)) == 1


def test_a_folder_without_documents_is_refused(home: Home, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "没有可以读取的文件" in ingest([tmp_path / "empty"], home).refused[0].reason


def test_a_file_that_can_no_longer_be_read_leaves_what_was_stored(home: Home, files: Path) -> None:
    ingest([files], home)
    (files / "plan.txt").write_bytes(b"")
    report = ingest([files], home)
    assert outcomes(report) == {"plan.txt": "refused", "deep/plan.txt": "unchanged"}
    assert len(titles(home)) == 2


def test_the_home_itself_is_not_read(home: Home, tmp_path: Path, files: Path) -> None:
    ingest_upload("会议.txt", TRADITIONAL.encode(), home)
    assert set(outcomes(ingest([tmp_path], home))) == {"files/plan.txt", "files/deep/plan.txt"}


def test_a_fault_of_the_program_is_one_refused_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(path: Path) -> Document:
        raise ZeroDivisionError

    monkeypatch.setattr("pipelines.read_document", stumble)
    (tmp_path / "a.txt").write_text("一", encoding="utf-8")
    result = reading.read_file(tmp_path / "a.txt")
    assert isinstance(result, str)
    assert "ZeroDivisionError，test_ingest.py" in result


def test_content_that_cannot_be_stored_is_one_refused_file(home: Home, files: Path, monkeypatch: pytest.MonkeyPatch
                                                           ) -> None:
    monkeypatch.setattr(reading, "read_file", lambda path: make_document("题\n\ud800坏字", path.name))
    report = ingest([files], home)
    assert [file.reason[:10] for file in report.refused] == ["读出的内容存不进数据"] * 2
    assert titles(home) == []


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_a_name_of_another_encoding_is_refused(files: Path) -> None:
    (files / os.fsdecode(b"\xb9\xa4\xd7\xf7.txt")).write_text(PLAN, encoding="utf-8")
    found, refused = find_files([files])
    assert len(found) == 2
    assert "文件名的编码有误" in refused[0].reason


def test_a_second_writer_is_refused(home: Home, files: Path) -> None:
    script = ("import sys; from kb.home import open_home; from kb.locking import writing\n"
              "with writing(open_home(sys.argv[1])): print('held', flush=True); sys.stdin.read()")
    with subprocess.Popen([sys.executable, "-c", script, str(home.root)], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(KbError, match="另一个程序正在写入"):
            ingest([files], home)
        other.communicate(b"")
    assert ingest([files], home).count("added") == 2


def test_search_goes_on_while_another_process_writes(home: Home, files: Path) -> None:
    ingest([files], home)
    with writing(home), open_kb(home.root) as kb:
        assert search(Query("校园食堂"), kb)


def test_deleting_finds_it_no_more(home: Home, files: Path) -> None:
    ingest([files], home)
    assert delete("deep/plan.txt", home) == "澜州市教育局2023年工作要点"
    assert (files / "deep" / "plan.txt").exists()
    with open_kb(home.root) as kb:
        assert all("食堂" not in hit.quote for hit in search(Query("校园食堂"), kb))
    with pytest.raises(KbError, match="没有这个文件"):
        delete("deep/plan.txt", home)


def test_rereading_replaces_and_keeps_what_cannot_be_read(home: Home, files: Path, monkeypatch: pytest.MonkeyPatch
                                                          ) -> None:
    ingest([files], home)
    assert reread("deep/plan.txt", home).outcome == "replaced"
    monkeypatch.setattr(reading, "read_file", lambda path: "坏了")
    with pytest.raises(KbError, match="坏了"):
        reread("deep/plan.txt", home)
    (files / "deep" / "plan.txt").unlink()
    with pytest.raises(KbError, match="原文件不在了"):
        reread("deep/plan.txt", home)
    assert len(titles(home)) == 2


def test_an_upload_is_kept_replaced_and_removed(home: Home) -> None:
    assert outcomes(ingest_upload("../a/会议.txt", PLAN.encode(), home)) == {"会议.txt": "added"}
    assert outcomes(ingest_upload("会议.txt", SCHOOLS.encode(), home)) == {"会议.txt": "replaced"}
    assert ingest_upload("会议.txt", b"", home).refused
    assert (home.uploads / "会议.txt").read_text(encoding="utf-8") == SCHOOLS
    assert ingest_upload("图.png", b"x", home).refused
    delete("会议.txt", home)
    assert list(home.uploads.iterdir()) == []


@pytest.mark.parametrize("act", [lambda home: delete("没有", home), lambda home: reread("没有", home)])
def test_unknown_documents(act: Callable[[Home], object], home: Home) -> None:
    with pytest.raises(KbError, match="没有这个文件"):
        act(home)


def test_a_path_named_twice_is_one_file(files: Path) -> None:
    found, refused = find_files([files, files / "plan.txt", f"{files}/deep/../plan.txt"])
    assert [file.name for file in found] == ["plan.txt", "deep/plan.txt"]
    assert not refused


def _ends_its_process(path: Path) -> Document | str:
    if path.name == "bad.txt":
        os._exit(1)
    return path.name


def test_a_file_that_ends_its_process_ends_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_file", _ends_its_process)
    paths = [Path(f"{letter}.txt") for letter in "abcdefgh"]
    paths.insert(4, Path("bad.txt"))
    results = dict(reading.read_files(paths))
    assert "意外结束" in str(results.pop(Path("bad.txt")))
    assert results == {path: path.name for path in paths if path.name != "bad.txt"}
