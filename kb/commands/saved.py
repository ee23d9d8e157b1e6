"""python -m kb saved [NAME [--all | --delete]]"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date

from kb.commands.options import add_home, add_json
from kb.commands.search_lines import hit_format, hit_lines
from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.results import Line
from kb.saved import News, forget, looked_at, news, saved_searches
from kb.search import Hit, hits_of


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("name", nargs="?", metavar="NAME",
                        help="运行这个检索，列出上次查看以后新增的；不写就列出全部检索")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--all", action="store_true", help="连上次看过的一起列出")
    what.add_argument("--delete", action="store_true", help="删除这个检索")
    add_json(parser)
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """List the saved searches, or run or delete one."""
    if not arguments.name and (arguments.all or arguments.delete):
        raise KbError("请写检索的名称。不带参数的 saved 列出全部名称。")
    with open_kb(arguments.home) as kb:
        if not arguments.name:
            print("\n".join(_list(kb, arguments.json)))
        elif arguments.delete:
            forget(kb, arguments.name)
            print(f"已删除检索“{arguments.name}”。")
        else:
            found = news(kb, arguments.name, date.today())
            hits = hits_of(kb, [each for each in found.results.ranking if arguments.all or each[0] in found.new])
            print("\n".join(_json(found, hits) if arguments.json else _lines(found, hits)))
            looked_at(kb, found)
    return 0


def _list(kb: KnowledgeBase, as_json: bool) -> Iterator[str]:
    """A line for each search: how many records it finds and how many are new."""
    all_news = [news(kb, saved.name, date.today()) for saved in saved_searches(kb)]
    if as_json:
        yield json.dumps([{"name": each.saved.name, "asked": each.saved.words, "looked_at": each.saved.looked_at,
                           "records": len(each.results.numbers), "new": len(each.new)} for each in all_news],
                         ensure_ascii=False)
        return
    for each in all_news:
        yield (f"{each.saved.name}　新增 {len(each.new)} 条，共 {len(each.results.numbers)} 条　"
               f"上次查看 {each.saved.since}　{each.saved.words}")
    if not all_news:
        yield "还没有保存过检索。用 search … --save 名称 保存。"


def _lines(found: News, hits: list[Hit]) -> Iterator[str]:
    yield f"{found.saved.words}：{found.saved.since} 以来新增 {len(found.new)} 条"
    for rank, hit in enumerate(hits, 1):
        first, *others = hit_lines(rank, Line(hit))
        yield first.replace("[", "[新·" if hit.number in found.new else "[", 1)
        yield from others
    if rest := len(found.results.numbers) - len(hits):
        yield f"另有 {rest} 条上次已经看过（加 --all 一起列出）"


def _json(found: News, hits: list[Hit]) -> Iterator[str]:
    yield json.dumps({"name": found.saved.name, "asked": found.saved.words, "looked_at": found.saved.looked_at,
                      "hits": [{**hit_format(hit), "new": hit.number in found.new} for hit in hits]},
                     ensure_ascii=False)
