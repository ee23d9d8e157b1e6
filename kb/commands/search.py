"""python -m kb search "QUERY" [filters] | --like DOC RECORD | --queries FILE"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from kb.asking import Answer, answer
from kb.commands.options import add_home, add_json, add_xlsx, positive, write_xlsx
from kb.commands.search_lines import (
    answer_json,
    body_format,
    facet_lines,
    facets_format,
    hit_format,
    how_understood,
    line_format,
    page_lines,
)
from kb.errors import KbError
from kb.facets import Facet, facets
from kb.filters import DOC_TYPES, KINDS, Filters, parse_day, parse_year
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.order import RELEVANCE, SORTS, checked_sort
from kb.results import PAGE_SIZE, Request, Results, results
from kb.saved import save
from kb.search import Query, hits_of, search
from kb.understanding import Understood

# What of the filters has an option of its own.
_FIELDS = frozenset(Filters.__dataclass_fields__)


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("query", nargs="?", default="", metavar="QUERY", help="要找什么，用日常的话写；可以只写筛选条件")
    asked.add_argument("--queries", metavar="FILE", help="一行一个问题的文件；每个问题输出一行 JSON")
    asked.add_argument("--like", nargs=2, metavar=("DOC", "RECORD"),
                       help="找和这一条相近的：文件的编号、路径或标题的一部分，记录的编号，例如 r012")
    parser.add_argument("--top", type=positive, default=PAGE_SIZE, metavar="N", help=f"每页几条（默认 {PAGE_SIZE}）")
    parser.add_argument("--plain", action="store_true", help="按原话检索，不把年份、单位、时限等读成筛选条件")
    _add_showing(parser)
    add_json(parser)
    add_home(parser)
    _add_filters(parser.add_argument_group("筛选条件（同时满足）"))


def _add_showing(parser: argparse.ArgumentParser) -> None:
    sorts = "、".join(f"{key}（{name}）" for key, name in SORTS.items())
    parser.add_argument("--sort", type=checked_sort, default=RELEVANCE, metavar="SORT", help=f"排序：{sorts}")
    parser.add_argument("--page", type=positive, default=1, metavar="N", help="第几页")
    parser.add_argument("--no-group", action="store_true", help="几乎相同的各条分开列，不并成一条")
    parser.add_argument("--facets", action="store_true", help="另列结果里各类别、文种、年份、地区、单位、时限各有几条")
    parser.add_argument("--save", metavar="NAME", help="把这个检索存成这个名称，以后用 saved 看有什么新的")
    add_xlsx(parser)


def _add_filters(group: argparse._ArgumentGroup) -> None:
    types = "、".join(f"{key}（{name}）" for key, name in DOC_TYPES.items())
    kinds = "、".join(f"{key}（{name}）" for key, name in KINDS.items())
    group.add_argument("--type", metavar="TYPE", help=f"文件类型：{types}")
    group.add_argument("--kind", metavar="KIND", help=f"类别：{kinds}")
    group.add_argument("--year", type=parse_year, metavar="YEAR", help="文件所计划或总结的年份，例如 2023")
    group.add_argument("--region", metavar="NAME", help="地区名称或其中一部分")
    group.add_argument("--issuer", metavar="NAME", help="发文机关名称或其中一部分")
    group.add_argument("--unit", metavar="NAME", help="责任单位的全称、简称或其中一部分，例如 市住建局")
    group.add_argument("--due-before", type=parse_day, metavar="DATE", help="期限不晚于，例如 2023-06-30")
    group.add_argument("--due-after", type=parse_day, metavar="DATE", help="期限不早于")
    group.add_argument("--quantity", action="store_true", dest="has_quantity", help="只要有数量指标的")
    group.add_argument("--doc", metavar="DOC", help="只在这个文件里找：编号、路径或标题的一部分")


def run(arguments: argparse.Namespace) -> int:
    """Search and print the hits."""
    with open_kb(arguments.home) as kb:
        filters = _filters(arguments, kb)
        if arguments.queries:
            _answer_all(arguments, kb, filters)
            return 0
        request = _request(arguments, kb, filters)
        found = results(request, kb, date.today())
        counted = facets(kb, found.numbers) if arguments.facets else []
        if arguments.xlsx:
            _write(arguments.xlsx, request, found, kb)
        if arguments.save:
            name = save(kb, arguments.save, request, date.today()).name
            print(f"已保存为“{name}”。用 saved {name} 看有什么新的。", file=sys.stderr)
    if arguments.json or not arguments.xlsx:
        print("\n".join(_shown(arguments, found, counted)))
    return 0


def _shown(arguments: argparse.Namespace, found: Results, counted: list[Facet]) -> Iterator[str]:
    """A page of results, and the facets where they are asked for."""
    if arguments.json:
        more = {"facets": facets_format(counted)} if arguments.facets else {}
        hits = [*map(line_format, found.lines), *map(body_format, found.body)]
        yield answer_json(arguments.query, found.understood, hits, page=found.page, pages=found.pages, **more)
        return
    yield from how_understood(found.understood)
    yield from page_lines(found, arguments.top)
    if counted:
        yield from facet_lines(counted, len(found.numbers))


def _filters(arguments: argparse.Namespace, kb: KnowledgeBase) -> Filters:
    """The filters of the options; what is wrong in the user's tables, or with the model, is said."""
    filters = Filters(**{name: value for name, value in vars(arguments).items() if name in _FIELDS})
    of_bodies = kb.store.units.register.warnings if filters.unit else ()
    for warning in (*of_bodies, *kb.thesaurus.warnings, *filter(None, [kb.meaning.fault])):
        print(warning, file=sys.stderr)
    return replace(filters, doc=kb.store.find(filters.doc)) if filters.doc else filters


def _request(arguments: argparse.Namespace, kb: KnowledgeBase, filters: Filters) -> Request:
    like = (kb.store.find(arguments.like[0]), arguments.like[1]) if arguments.like else None
    return Request(Query(arguments.query, filters), arguments.sort, arguments.page, arguments.top,
                   not arguments.no_group, arguments.plain, like=like)


def _write(path: Path, request: Request, found: Results, kb: KnowledgeBase) -> None:
    """All results of all pages as a workbook."""
    # XlsxWriter takes a tenth of a second that no other search should wait for.
    from kb.views.hits_sheet import MOST_ROWS, about_hits, hits_xlsx

    hits = hits_of(kb, found.ranking[:MOST_ROWS])
    about = about_hits(request, found, str(kb.home.root), date.today())
    write_xlsx(path, hits_xlsx(hits, about), f"{len(hits)} 条")


def _answer_all(arguments: argparse.Namespace, kb: KnowledgeBase, filters: Filters) -> None:
    """A line of JSON for each query of a file: the hits of its first page, none put together."""
    if unused := [name for name in ("save", "xlsx", "facets", "no_group") if getattr(arguments, name)]:
        raise KbError(f"--queries 不能和 --{unused[0].replace('_', '-')} 一起用。")
    for text in _queries(Path(arguments.queries)):
        found = _answer(kb, arguments.top, arguments.plain, Query(text, filters))
        print(answer_json(text, found.understood, list(map(hit_format, found.hits))))


def _answer(kb: KnowledgeBase, top: int, plain: bool, query: Query) -> Answer:
    """The hits, and how the query was understood; plainly: as it is."""
    return Answer(Understood(query.text), search(query, kb, top)) if plain else answer(query, kb, top, date.today())


def _queries(path: Path) -> Iterator[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise KbError(f"{path}：不是 UTF-8 编码的文本，请另存为 UTF-8。") from error
    except OSError as error:
        raise KbError(f"{path}：打不开这个文件，请检查路径和权限。") from error
    return filter(str.strip, lines)
