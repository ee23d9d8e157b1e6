"""The numbering families of Chinese official documents: 第一章 / 第一节 / 一、 / （一） / 1. / (1) / ① / 一是."""

from __future__ import annotations

import re
from dataclasses import dataclass

ORDINAL_RANK = 8  # 一是…二是… subdivide a paragraph and open no item of their own
CHINESE = r"[一二三四五六七八九十百〇零]{1,5}"


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the start of a stretch: `rank` orders the families from outermost, `end` is its last offset."""

    text: str
    rank: int
    end: int


@dataclass(frozen=True, slots=True)
class Family:
    """One way of numbering; group 1 of the pattern is the number as the outline shows it."""

    name: str
    rank: int
    pattern: re.Pattern[str]
    examples: tuple[tuple[str, str | None], ...]


def _family(name: str, rank: int, pattern: str, *examples: tuple[str, str | None]) -> Family:
    return Family(name, rank, re.compile(pattern), examples)


# GB/T 9704-2012 §7.3.3 names 一、 （一） 1. （1）; plans in book form put 篇, 章 and 节 above them.
FAMILIES = (
    _family("part", 0, rf"[ \t　]*【?(第{CHINESE}(?:[篇编]|部分))】?[\s　：、]*",
            ("第一篇 开启新征程", "第一篇"), ("第二部分：重点任务", "第二部分")),
    _family("chapter", 1, rf"[ \t　]*(第(?:{CHINESE}|\d+)章)[\s　：、]*",
            ("第三章 强化基础", "第三章"), ("第十二章、保障措施", "第十二章"), ("本章规定", None)),
    _family("section", 2, rf"[ \t　]*(第(?:{CHINESE}|\d+)节)[\s　：、]*", ("第一节 指导思想", "第一节")),
    _family("article", 3, rf"[ \t　]*(第(?:{CHINESE}|\d+)条)[\s　：、]+",
            ("第五条　市级财政安排专项资金。", "第五条"), ("第五条规定的情形", None)),
    _family("cardinal", 3, rf"[ \t　]*({CHINESE})[ 　]*[、．][\s　]*",
            ("一、总体要求", "一"), ("十二、强化保障", "十二"), ("二 、建设思路", "二"), ("一方面、要", None)),
    _family("bracketed cardinal", 4, rf"[ \t　]*（[ 　]*({CHINESE})[ 　]*）[\s　、]*", ("（三）抓好落实", "三"),
            ("（ 十 ）抓好落实", "十"), ("（试行）", None)),
    _family("figure", 5, r"[ \t　]*(\d{1,3})(?:[、．]|\.(?!\d))[\s　]*", ("1.压实责任", "1"), ("12、压实责任", "12"),
            ("3.5万亩", None), ("2024年", None)),
    _family("bracketed figure", 6, r"[ \t　]*(?:（[ 　]*(\d{1,2})[ 　]*）|\d{1,2}）)[\s　、]*", ("（1）排查隐患", "1"),
            ("（2024）5号", None)),
    _family("circled figure", 7, r"[ \t　]*([①-⑳])[\s　]*", ("①开展巡查", "①")),
    _family("ordinal", ORDINAL_RANK,
            r"[ \t　]*([一二三四五六七八九十]{1,2}(?:是(?!否|不是)|要(?=[坚加强全深推完健突抓着积持大严进]))"
            r"|第[一二三四五六七八九十]{1,2}(?=，))[，：]?",
            ("第二，加大投入", "第二"), ("第一批", None),
            ("一是加强排查", "一是"), ("十一是加强排查", "十一是"), ("一要坚持", "一要"), ("一是否", None)),
)
# Where a number may begin inside a paragraph: after a full stop or semicolon, or where a lead-in announces 一是.
INLINE = re.compile(rf"(?<=[。；：！，、”）])[ 　]*(?=[一二三四五六七八九十]{{1,2}}是(?!否|不是))"
                    r"|(?<=[。；：！）])[ 　]*(?=\d{1,2}[．、.](?!\d))"
                    rf"|(?<=[。；：！])[ 　]*(?=（(?:{CHINESE}|\d{{1,2}})）|[①-⑳]|{CHINESE}、)"
                    r"|(?<=[^①-⑳])(?=[①-⑳])")
_FIRST = re.compile(r"第?(?:一|1)(?:[篇编章节条]|部分)?|①|一[是要]")


def is_first(number: str) -> bool:
    """Whether a number begins its family (一, 第一章, 1): a text whose headings begin with 四 has lost its head."""
    return bool(_FIRST.fullmatch(number))


def read_number(text: str, at: int = 0) -> Number | None:
    """The number that folded text carries at an offset, or None."""
    for family in FAMILIES:
        match = family.pattern.match(text, at)
        if match:
            return Number(match.group(1) or match.group().strip(" 　）"), family.rank, match.end())
    return None
