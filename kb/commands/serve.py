"""python -m kb serve [--port 8501] [--home DIR]"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import runpy
import socket
import sys
import threading
import time
from pathlib import Path
from typing import TextIO

from kb.commands.options import add_home
from kb.errors import KbError
from kb.home import VARIABLE
from kb.knowledge_base import open_kb

ADDRESS, PORT = "127.0.0.1", 8501
_PROJECT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("--port", default=str(PORT), metavar="N", help=f"端口（默认 {PORT}）")
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve the app until Ctrl-C; KbError for a port or a knowledge base that cannot be used."""
    port = _port(arguments.port)
    os.environ[VARIABLE] = _prepared(arguments.home)
    threading.Thread(target=_say_when_up, args=(port, sys.stdout), daemon=True).start()
    return _serve(port)


def _port(given: str) -> int:
    """The port, which must be free."""
    if not given.isdecimal() or not 1 <= int(given) <= 65535:
        raise KbError(f"端口不对：{given}。请写 1 到 65535 之间的整数，例如 --port {PORT}。")
    port = int(given)
    with socket.socket() as probe:
        if os.name == "posix":
            # A port that a server left a moment ago counts as free; on Windows the flag would share a busy one.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except PermissionError as error:
            raise KbError(f"没有权限使用端口 {port}。请换一个 1024 以上的，例如 --port {PORT}。") from error
        except OSError as error:
            raise KbError(f"端口 {port} 已被占用。请关闭占用它的程序（也许应用已经在运行），"
                          f"或换一个端口：--port {port + 1 if port < 65535 else PORT}。") from error
    return port


def _prepared(home: str | None) -> str:
    """The folder of the knowledge base, checked and in step; what the pages need is loaded before anyone waits."""
    with open_kb(home) as kb:
        print(f"知识库：{kb.home.root}（{len(kb.store.summaries())} 个文件）", flush=True)
        kb.refresh()
        for module in ("kb.search", "kb.compare", "kb.ingest", "pipelines.load"):
            importlib.import_module(module)
        return str(kb.home.root)


def _say_when_up(port: int, out: TextIO) -> None:
    """Tell the address once the server answers there."""
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex((ADDRESS, port)) == 0:
                print(f"请在浏览器中打开：http://{ADDRESS}:{port}（按 Ctrl+C 停止）", file=out, flush=True)
                return
        time.sleep(0.1)


def _serve(port: int) -> int:
    """Run `python -m streamlit run app.py` in this process, so that no second one can outlive it."""
    os.chdir(_PROJECT)
    sys.argv = ["streamlit", "run", str(_PROJECT / "app.py"), "--server.address", ADDRESS, "--server.port", str(port)]
    code: object = None
    # What Streamlit says on stdout (a welcome, a farewell) is English; its warnings go to stderr.
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        try:
            runpy.run_module("streamlit", run_name="__main__")
        except SystemExit as end:
            code = end.code
    print("应用已停止。")
    return 0 if code in (None, 0) else 2
