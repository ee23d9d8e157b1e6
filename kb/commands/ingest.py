"""python -m kb ingest PATH…"""

from __future__ import annotations

import argparse
import sys

from tqdm import tqdm

from kb.commands.options import add_home
from kb.home import open_home
from kb.ingest import OUTCOMES, FileReport, IngestReport, ingest


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="文件或文件夹；文件夹里不支持的格式会跳过")
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Ingest and print a line for each file that changed or was refused."""
    home = open_home(arguments.home)
    with tqdm(unit="个", desc="读入", disable=not sys.stderr.isatty(), leave=False) as bar:

        def show(done: int, total: int, source: str) -> None:
            """Move the bar."""
            bar.total = total
            bar.set_postfix_str(source, refresh=False)
            bar.update(done - bar.n)

        report = ingest(arguments.paths, home, show)
    return print_report(report)


def print_report(report: IngestReport) -> int:
    """Print what became of the files; the exit code."""
    for file in report.files:
        if file.outcome == "refused":
            print(f"{OUTCOMES['refused']} {file.path}：{file.reason}", file=sys.stderr)
        elif file.outcome != "unchanged":
            _print_file(file)
    counts = [f"{name} {report.count(outcome)}" for outcome, name in OUTCOMES.items() if report.count(outcome)]
    print(f"共 {len(report.files)} 个文件：{'，'.join(counts)}")
    return 2 if report.refused else 0


def _print_file(file: FileReport) -> None:
    print(f"{OUTCOMES[file.outcome]} {file.source}（{file.records} 条记录，编号 {file.doc_id}）")
    for warning in file.warnings:
        print(f"    注意：{warning}")
