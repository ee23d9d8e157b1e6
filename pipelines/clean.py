"""Cleaning: the blocks of a file without what is no part of the document, in ordered steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipelines.document import Block
from pipelines.fold import fold
from pipelines.furniture import ABOUT_RULES, LICENCE_RULES, LINE_RULES, TAIL_RULES
from pipelines.needs import quick
from pipelines.paragraphs import is_broken_at_links, join_at_links, join_wrapped, wrap_width
from pipelines.rules import Rule

Step = Callable[[list[Block]], list[Block]]

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_ENDS = _INVISIBLE + " \t\r\n\f\v\x1a\u3000\xa0\u2002\u2003\u2009"
_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?(\d{1,3})(?:\s*[/页／][共\s]*\d*\s*页?)?[-—–·\s]*")
_DASHED_PAGE_NUMBER = re.compile(r"[-—–·]+\s*\d{1,3}\s*[-—–·]+|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?")
_LEADER = re.compile(r"[.．·…‥]{4,}\s*\d{0,3}\s*$|[.．·…]{4,}\s*\d{1,3}\b")
_ABSTRACT = re.compile(r"^[【\[]?(?:概要描述|内容概要|内容摘要|摘要|概述|导读|简介)[】\]：:]")
_DATED_LINK = re.compile(r"^[•·▪■◆\-]?\s*\D{8}.{0,60}?\s*[\[（]?(?:20\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\]）]?$")
_MENU_WORD = re.compile("^(?:网站)?首页$|^(?:无障碍|登录|注册|English|政务公开|政务服务|互动交流|新闻中心|走进.{2,4})$")
_LONGEST_MENU_ITEM = 10
_SHORTEST_PAGE = 8  # lines: figures that follow each other faster number the rows of a table
_PROSE = 60  # characters: a line longer than this is a paragraph, not a link or a label


def clean(blocks: Iterable[Block]) -> list[Block]:
    """The blocks that belong to the document, joined to paragraphs; their text stays verbatim (white space aside)."""
    kept = list(blocks)
    for step in STEPS:
        kept = step(kept)
    return kept


def without_page_numbers(blocks: list[Block]) -> list[Block]:
    """Drop lines that are page numbers: “— 3 —” anywhere, bare figures where they count up through the file."""
    bare = [(n, int(match.group(1))) for n, block in enumerate(blocks)
            if not block.cells and (match := _PAGE_NUMBER.fullmatch(block.text.strip(_ENDS)))]
    gaps = [later[0] - earlier[0] for earlier, later in pairwise(bare) if later[1] > earlier[1]]
    rising = (len(gaps) >= 2 and len(gaps) >= 0.6 * (len(bare) - 1) and median(gaps) >= _SHORTEST_PAGE
              and len({number for _, number in bare}) >= 0.8 * len(bare))
    counted = {n for n, _ in bare} if rising else set()
    return [block for n, block in enumerate(blocks)
            if n not in counted and not _DASHED_PAGE_NUMBER.fullmatch(block.text.strip(_ENDS))]


def without_menus(blocks: list[Block]) -> list[Block]:
    """Drop runs of four or more very short lines among which stands a word that only a site's menu has."""
    short = [0 < len(block.text.strip(_ENDS)) <= _LONGEST_MENU_ITEM and not block.cells for block in blocks]
    return [block for run, marked in _runs(blocks, short)
            if not (marked and len(run) >= 4 and any(_MENU_WORD.match(b.text.strip(_ENDS)) for b in run))
            for block in run]


def without_link_lists(blocks: list[Block]) -> list[Block]:
    """Drop runs of three or more lines that are each a headline and its date."""
    dated = [bool(_DATED_LINK.match(fold(block.text.strip(_ENDS)))) and not block.cells for block in blocks]
    return [block for run, marked in _runs(blocks, dated)
            if not (marked and sum(bool(b.text.strip(_ENDS)) for b in run) >= 3) for block in run]


def without_tail(blocks: list[Block]) -> list[Block]:
    """Drop everything after “related documents”, “previous page” and the like, where no paragraph follows."""
    last_prose = max((n for n, block in enumerate(blocks) if _is_prose(block)), default=-1)
    for n in range(last_prose + 1, len(blocks)):
        rule = _matching(LINE_RULES, blocks[n])
        if rule and rule.name in TAIL_RULES:
            return blocks[:n] + [block for block in blocks[n:] if _matching(ABOUT_RULES, block)]
    return blocks


def without_page_lines(blocks: list[Block]) -> list[Block]:
    """Drop navigation, tools, counters and footers, line by line; what gives a date or a source stays."""
    return [block for block in blocks
            if _matching(ABOUT_RULES, block) or not _matching(LINE_RULES,
                                                              block) or _is_prose(block) or _is_sentence(block)]


def without_contents(blocks: list[Block]) -> list[Block]:
    """Drop the table of contents: its head, dotted lines, and the headings after it that come again later."""
    later = _last_places(blocks)
    kept: list[Block] = []
    inside = False
    for n, block in enumerate(blocks):
        text = block.text.strip(_ENDS)
        if re.sub(r"\s", "", fold(text)) == "目录" or (_LEADER.search(text) and len(text) < 400):
            inside = True
        elif not (inside and text and len(text) < _PROSE and later[_letters(_without_number(text))] > n):
            inside = inside and not text
            kept.append(block)
    return kept


def without_abstract(blocks: list[Block]) -> list[Block]:
    """Drop a page's abstract (【概要描述】…) and the lines after it that come again later."""
    later = _last_places(blocks)
    kept: list[Block] = []
    inside = False
    for n, block in enumerate(blocks):
        text = block.text.strip(_ENDS)
        if _ABSTRACT.match(fold(text)):
            inside = True
        elif not (inside and (not text or later[_letters(text)] > n)) or _matching(ABOUT_RULES, block):
            inside = False
            kept.append(block)
    return kept


def with_whole_paragraphs(blocks: list[Block]) -> list[Block]:
    """Join the lines of a file that is hard-wrapped, or that breaks at links, to paragraphs."""
    if any(block.page is not None or block.cells for block in blocks):
        return blocks
    lines = [block.text.translate(dict.fromkeys(map(ord, _INVISIBLE))) for block in blocks]
    full = wrap_width(lines)
    if full:
        return [Block(text) for text in join_wrapped(lines, full)]
    return [Block(text) for text in join_at_links(lines)] if is_broken_at_links(lines) else blocks


def without_licence(blocks: list[Block]) -> list[Block]:
    """Drop sentences about the copyright of the capture."""
    return [block for block in blocks if not _matching(LICENCE_RULES, block)]


def trimmed(blocks: list[Block]) -> list[Block]:
    """White space taken off both ends; blocks of white space alone dropped."""
    return [replace(block, text=text) for block in blocks if (text := block.text.strip(_ENDS))]


STEPS: tuple[Step, ...] = (
    without_page_numbers, without_menus, without_contents, without_abstract, with_whole_paragraphs, without_link_lists,
    without_licence, without_tail, without_page_lines, trimmed,
)


def _matching(rules: Sequence[Rule], block: Block) -> Rule | None:
    text = fold(block.text.strip(_ENDS))
    return next((rule for rule in rules if rule.pattern.search(text)), None) if text else None


def _is_prose(block: Block) -> bool:
    text = block.text.strip(_ENDS)
    return len(text) > _PROSE and not _matching(LICENCE_RULES, block) and any(mark in text for mark in "。，,；;")


def _is_sentence(block: Block) -> bool:
    return block.text.strip(_ENDS).endswith(("。", "；"))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _without_number(text: str) -> str:
    """A line of contents without the page number at its end."""
    return re.sub(r"[\s.．·…]*\d{1,3}$", "", text)


class _LastPlaces(dict[str, int]):
    def __missing__(self, key: str) -> int:
        return -1


def _last_places(blocks: Sequence[Block]) -> _LastPlaces:
    """The number of the last block that has these letters; -1 for others."""
    return _LastPlaces({letters: n for n, block in enumerate(blocks) if (letters := _letters(block.text))})


def _runs(blocks: Sequence[Block], marked: Sequence[bool]) -> Iterable[tuple[list[Block], bool]]:
    """The blocks in runs of equal mark; blank lines belong to the run that they stand in."""
    run: list[Block] = []
    mark = False
    for block, here in zip(blocks, marked, strict=True):
        if block.text.strip(_ENDS) and here != mark:
            if run:
                yield run, mark
            run, mark = [], here
        run.append(block)
    if run:
        yield run, mark


_MOJIBAKE = re.compile(quick(
    r"[\x80-\x9f]+|[À-ÿ]{3,}|[\ue000-\uf8ff]+|�+|锟斤拷|烫烫烫|屯屯屯|[?？][;；][?？]?|[?]{2,}"))
_SURROUNDINGS = 10


def unreadable_stretches(text: str) -> list[str]:
    """Warnings in Chinese, one for each stretch that the source garbled; the text itself is kept as it is."""
    return [f"原文有无法辨认的文字“{match.group()}”，在“{_before(text, match.start())}”之后，请对照原件核对"
            for match in _MOJIBAKE.finditer(text)]


def _before(text: str, at: int) -> str:
    return text[max(0, at - _SURROUNDINGS):at].split("\n")[-1]
