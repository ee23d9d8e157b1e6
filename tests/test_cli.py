"""The command line: every verb, its Chinese, its exit codes, its speed."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from kb_documents import PLAN, SCHOOLS, make_document

from kb import reading
from kb.cli import main
from kb.commands import VERBS
from pipelines.document import Document

ROOT = Path(__file__).parent.parent
# Words of argparse's own that a user could meet.
ENGLISH = re.compile(r"usage|error:|required|argument|option|invalid|choose|show this|expected|unrecognized", re.I)


def _read(path: Path) -> Document | str:
    text = path.read_text(encoding="utf-8", errors="replace")
    return "文件是空的" if not text else make_document(text, path.name)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents and an empty file, read line by line; the home lies beside them."""
    # kb.documents first: imported after the other is replaced, it would keep the replacement for good.
    for module in ("kb.documents", "kb.reading"):
        monkeypatch.setattr(f"{module}.read_file", _read)
    monkeypatch.setenv("KB_HOME", str(tmp_path / "home"))
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "schools.txt").write_text(SCHOOLS, encoding="utf-8")
    return folder


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_the_whole_way(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", str(files)]) == 0
    assert "新增 plan.txt（4 条记录" in out(capsys)
    assert main(["search", "食堂检查", "--top", "1"]) == 0
    assert "1. [任务] 每季度检查一次校园食堂。" in out(capsys)
    assert main(["list"]) == 0
    assert "共 2 个文件，6 条记录" in out(capsys)
    assert main(["--home", str(files / "other"), "list"]) == 0
    assert "共 0 个文件" in out(capsys)
    assert main(["show", "schools.txt"]) == 0
    assert "标题：澜州市教育局2023年工作要点" in out(capsys)
    assert main(["doctor"]) == 0
    assert "完好" in out(capsys)
    assert main(["rebuild"]) == 0
    assert main(["delete", "教育局2023年"]) == 0
    assert main(["search", "食堂检查"]) == 0
    assert "食堂" not in out(capsys)


def test_json(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest", str(files)])
    out(capsys)
    main(["search", "校园食堂", "--json", "--top", "1"])
    hit, = json.loads(out(capsys))["hits"]
    assert (hit["doc"], hit["quote"], hit["page"]) == ("schools.txt", "每季度检查一次校园食堂。", 2)
    main(["list", "--json"])
    assert [each["sources"] for each in json.loads(out(capsys))] == [["plan.txt"], ["schools.txt"]]
    main(["show", str(files / "plan.txt"), "--json"])
    shown = json.loads(out(capsys))
    assert list(shown) == ["doc", "metadata", "outline", "records", "warnings"]
    assert all(PLAN[each["span"][0]:each["span"][1]] == each["quote"] for each in shown["records"])


def test_queries_from_a_file(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest", str(files)])
    (files / "q.txt").write_text("\ufeff食堂\n\n水库加固\n", encoding="utf-8")
    out(capsys)
    assert main(["search", "--queries", str(files / "q.txt"), "--top", "2"]) == 0
    rows = [json.loads(line) for line in out(capsys).splitlines()]
    assert [(row["query"], len(row["hits"])) for row in rows] == [("食堂", 2), ("水库加固", 2)]


def test_filters(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest", str(files)])
    out(capsys)
    main(["search", "--year", "2023年", "--type", "工作计划", "--doc", "教育局", "--json"])
    assert len(json.loads(out(capsys))["hits"]) == 2
    main(["search", "检查", "--quantity"])
    assert "没有找到" in out(capsys)


def test_a_document_outside_is_read_on_the_spot(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(files / "plan.txt")]) == 0
    assert "r004 [任务] 全年开展防汛演练4次。" in out(capsys)
    (files / "empty.txt").touch()
    assert main(["show", str(files / "empty.txt")]) == 2
    assert "文件是空的" in capsys.readouterr().err


def test_refused_files_give_code_2_and_the_rest_is_done(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "empty.txt").touch()
    assert main(["ingest", str(files), str(files / "missing.docx")]) == 2
    captured = capsys.readouterr()
    assert len(captured.err.splitlines()) == 2
    assert "missing.docx：找不到" in captured.err
    assert "新增 2，未读入 2" in captured.out


def test_extract_names_files_by_their_stems(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "plan.html").write_text(SCHOOLS, encoding="utf-8")
    for folder in (files / "deep", files / "deep" / "deeper"):
        folder.mkdir()
        (folder / "plan.html").write_text(SCHOOLS, encoding="utf-8")
    result = files / "new" / "out"
    assert main(["extract", str(files), "--out", str(result)]) == 0
    assert sorted(path.name for path in result.iterdir()) == [
        "plan.html.2.json", "plan.html.json", "plan.json", "plan.txt.json", "schools.json"]
    gold = json.loads((result / "plan.json").read_text(encoding="utf-8"))
    assert gold["doc"] == "plan.html"
    assert main(["extract", str(files / "nothing"), "--out", str(result)]) == 2
    assert main(["extract", str(files), "--out", str(files / "plan.txt")]) == 2


@pytest.mark.parametrize(("arguments", "message"), [
    (["search"], "没有检索词"), (["search", "查", "--top", "0"], "大于零"),
    (["search", "查", "--top", "多"], "大于零"), (["search", "查", "--year", "今年"], "年份不对"),
    (["search", "查", "--due-before", "六月"], "日期不对"),
    (["search", "查", "--kind", "事"], "没有这种类别"), (["search", "查", "--doc", "没有"], "没有这个文件"),
    (["search", "--queries", "/没有/q.txt"], "打不开"), (["show", "没有"], "没有这个文件"),
    (["list", "--home", "/dev/null/x"], "不能写入"), (["train", "encoder", "--text", "/没有.txt"], "找不到"),
])
def test_refusals_are_one_chinese_line(arguments: list[str], message: str, files: Path,
                                       capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert message in captured.err


@pytest.mark.parametrize(("arguments", "message"), [
    ([], "缺少 命令"), (["serch"], "不能是 'serch'"), (["ingest"], "缺少 PATH"),
    (["list", "--xyz"], "不认识的参数：--xyz"), (["search", "--top"], "--top：后面要跟一个值"),
    (["search", "查", "--queries", "q"], "不能和"), (["extract", "a"], "缺少 --out"),
    (["list", "--json=1"], "后面不跟值"), (["train", "x", "--text", "a"], "不能是 'x'"),
    (["search", "--d", "x"], "不明确"),
])
def test_wrong_options_are_refused_in_chinese(arguments: list[str], message: str,
                                              capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert message in error
    assert not ENGLISH.search(error.replace("--", ""))


@pytest.mark.parametrize("verb", [[], *([verb.name] for verb in VERBS)])
def test_help_is_chinese_with_an_example(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*verb, "--help"])
    shown = out(capsys)
    assert ended.value.code == 0
    assert "用法：python -m kb" in shown
    assert not ENGLISH.search(shown)
    if verb:
        assert f"python -m kb {verb[0]}" in shown.split("例子：")[1]


def test_help_loads_nothing_heavy() -> None:
    script = ("import contextlib, sys, kb.cli\n"
              "with contextlib.suppress(SystemExit): kb.cli.main(['--help'])\n"
              "sys.exit(' '.join({'numpy', 'tantivy', 'faiss', 'torch', 'spacy', 'streamlit'} & sys.modules.keys()))")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, text=True, check=False)
    assert done.stderr.strip() == ""
    assert "python -m kb" in done.stdout


def test_ctrl_c_is_one_line(tmp_path: Path) -> None:
    # A shell that starts jobs in the background has them ignore SIGINT; the script is to hear it wherever tests run.
    script = ("import signal, sys, time, kb.cli, kb.search\n"
              "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
              "def wait(*_): print('began', flush=True); time.sleep(30)\n"
              "import kb.commands.search as verb; verb.results = wait\n"
              "sys.exit(kb.cli.main(['search', '查', '--home', sys.argv[1]]))")
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, cwd=ROOT, text=True) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, error = running.communicate(timeout=20)
    assert running.returncode == 130
    assert error.strip() == "已中断；已经完成的部分保留。"


def test_a_reader_that_stops_is_no_error(files: Path) -> None:
    main(["ingest", str(files)])
    command = f"{sys.executable} -m kb search 检查 --home {files.parent / 'home'} | true"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, cwd=ROOT,
                          check=False)
    assert done.stderr == ""


def test_the_whole_pipeline_from_the_command_line(tmp_path: Path) -> None:
    """No stand-in: a real file through the real pipeline in a process of its own."""
    assert reading.PROCESSES == 2
    (tmp_path / "要点.txt").write_text(PLAN.replace("\n", "\n\n"), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "kb", "extract", str(tmp_path), "--out", str(tmp_path / "out")],
                          capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    gold = json.loads((tmp_path / "out" / "要点.json").read_text(encoding="utf-8"))
    assert len(gold["records"]) >= 4
