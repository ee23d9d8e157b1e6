"""The command line: python -m kb VERB …; the verbs stand in kb.commands, one module each."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sqlite3
import sys
from collections.abc import Sequence

from kb.chinese_argparse import speak_chinese
from kb.commands import VERBS
from kb.errors import KbError

DONE, REFUSED, INTERRUPTED = 0, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; the exit code: 0 all done, 2 something was refused (a line on stderr), 130 after Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        parsed = _parser(given).parse_args(given)
        return int(parsed.run(parsed))
    except KbError as error:
        return _say(str(error), REFUSED)
    except KeyboardInterrupt:
        return _say("已中断；已经完成的部分保留。", INTERRUPTED)
    except BrokenPipeError:
        # The reader of the output (head, less) has gone; nothing is wrong. Python must not flush into the pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except sqlite3.Error as error:
        return _say(f"数据库操作失败（{error}）。请检查磁盘空间，或用 doctor 检查知识库。", REFUSED)
    except OSError as error:
        place = f"：{error.filename}" if error.filename else ""
        return _say(f"文件操作失败{place}（{error.strerror or error}）。请检查路径、权限和磁盘空间。", REFUSED)


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of all verbs; only the module of the verb that is asked for is imported."""
    speak_chinese()
    parser = argparse.ArgumentParser(
        prog="python -m kb", description="政策文件知识库：把工作计划、总结、规划读成任务、目标和结果，可以检索、核对。",
        epilog="每个命令的说明和例子：python -m kb 命令 --help", formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", metavar="DIR", help="知识库所在的文件夹，也可以写在命令后面")
    verbs = parser.add_subparsers(title="命令", metavar="命令", required=True)
    asked = next((argument for argument in arguments if argument in {verb.name for verb in VERBS}), None)
    for verb in VERBS:
        of_verb = verbs.add_parser(verb.name, help=verb.help, description=verb.help + "。",
                                   epilog="例子：\n" + "\n".join(f"  python -m kb {each}" for each in verb.examples),
                                   formatter_class=argparse.RawDescriptionHelpFormatter)
        if verb.name == asked:
            module = importlib.import_module(f"kb.commands.{verb.module}")
            module.configure(of_verb)
            of_verb.set_defaults(run=module.run)
    return parser


def _say(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code
