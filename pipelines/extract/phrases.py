"""Phrases that may name a figure: what is stripped off them, what they lend each other."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.extract.word_lists import alternation
from pipelines.needs import quick

# Stands for characters that were read as time.
BLANK = "\0"
_BRACKETED = re.compile("（[^（）]{0,80}）|“[^“”]{0,60}”|《[^《》]{0,80}》")
_EDGES = f" \t\u3000，、；：。）|{BLANK}"
_ENUMERATED = re.compile("^(?P<first>[^、]*)、.*?等(?!级)(?P<noun>(?=..)[^、]*)$")
# Two short members of a list are named with what sums them up: 低保、五保等救助金.
_SHORT_LIST = re.compile("[^、]{2,6}、[^、]{2,6}等[^、]{2,6}")
# 平均 belongs to a noun this short: 平均亩产.
_AVERAGE = re.compile("平均.{1,2}")
_WHERE = re.compile(
    "^在[^，。；]{2,40}?等(?:重点)?(?:领域|行业|地区|区域|方面)|^在[^，。；]{2,40}?(?:支持|帮助|指导|推动|带动|配合|协助|努力)下，?")
# A noun this short says nothing without the list that it ends: 停电等问题.
_SHORT = 3
_ADVERB = re.compile("(?:全面|依法|均|都|也|已|基本|率先|共同|分别|全部)$")
_WHEN_AT_END = re.compile(f"[于在自至到]?{BLANK}+$")
# Words between two figures that only say how the first became the second: 12个|优化调整为|14个.
_CHANGES = re.compile(".{0,8}[为至到成达]")
# Adverbs and causes that begin what is said of a subject.
_SAID_OF = re.compile(
    "(?:快速|平稳|较快)增长|持续|不断|稳步|稳定|显著|明显|全面(?!从严)|正式|加快|逐步|进一步|更加|深入|大幅|有序|得到"
    "|[给让使](?!用|利)|受(?=[^益灾助训理]).*影响|因(?!素)")
# A predicate has at least so many characters.
_SHORTEST_PREDICATE = 3
# What is done, without what it is done to: 新开工, 建成投用.
DEED = f"(?:基本|主体|全部|当年|现场|新|再|已|拟|[一二三]期)*(?:{alternation('deeds.txt')}){{1,2}}"
_RATE = re.compile("(?:率|占比|比例|比重|指数|数|额|量|值|收入)$")
# A rate with whose it is: 行政村|通公路率.
_RATE_OF = re.compile(
    "[^、]{1,6}?(?:县|乡镇|镇|村|社区|街道|学校|医院|机构|企业|单位|家庭|人口)(?P<said>.{2,10}(?:率|占比|比例))")
# A heading of more characters is a sentence.
_LONGEST_TOPIC = 12
_NO_TOPIC = re.compile(
    r"[，。；、：“”\d的]|(?:工作|任务|目标|指标|安排|计划|规划|回顾|成效|成就|措施|举措|要求|情况|问题|方面|附件|清单|工程)$")


@cache
def _opening() -> re.Pattern[str]:
    # A verb before 率 opens nothing: 完成率, 建设率.
    return re.compile(f"(?:(?:{alternation('clause_openings.txt')})(?!率)|[{_EDGES}])+")


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(quick(f"(?:{alternation('clause_closings.txt')}|[{_EDGES}的])$"))


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(quick(f"[于在自至到]?{BLANK}+|{alternation('clause_verbs.txt')}"))


@cache
def _not_counted() -> re.Pattern[str]:
    return re.compile(alternation("not_counted.txt"))


@cache
def _part_ending() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation('part_endings.txt')})$")


def hide_brackets(text: str) -> str:
    """The text with brackets, quotations and titles blanked out, so that their punctuation ends nothing."""
    return _BRACKETED.sub(lambda m: "口" * len(m.group()), text)


@lru_cache(maxsize=512)
def clean(words: str) -> str:
    """A phrase without what its clause opens and closes with, and without a list before 等."""
    words = _ENUMERATED.sub(_one_of_the_list, _WHERE.sub("", words.strip(_EDGES)))
    opening = _opening().match(words)
    if opening and opening.end() < len(words) and not _AVERAGE.fullmatch(words):
        words = words[opening.end():]
    closing = _closing().search(words)
    while closing and words:
        words = words[:closing.start()]
        closing = _closing().search(words)
    return "" if opening and _opening().fullmatch(words) else _balanced(words.strip(_EDGES).replace(BLANK, ""))


def _one_of_the_list(match: re.Match[str]) -> str:
    """What a list before 等 sums up, with its first member where the noun is short: 停电、停水等问题 → 停电等问题."""
    first = match["first"]
    if _SHORT_LIST.fullmatch(match.group()):
        return match.group()
    return f"{first}等{match['noun']}" if len(match["noun"]) < _SHORT <= len(first) + 2 <= 10 else match["noun"]


def _balanced(words: str) -> str:
    """The words with an open bracket closed, and without a quotation mark that has no counterpart."""
    if words.count("“") != words.count("”"):
        words = words.replace("“", "").replace("”", "")
    return words + "）" * (words.count("（") - words.count("）"))


@lru_cache(maxsize=512)
def counted(words: str) -> str:
    """The words behind a figure where they may name it, "" where they go on otherwise (和, 以上, 增加到)."""
    words = _WHEN_AT_END.sub("", words.strip(" \u3000")).strip(BLANK).lstrip("的")
    return "" if _not_counted().match(words) or _CHANGES.fullmatch(words) else words


@lru_cache(maxsize=512)
def noun_and_predicate(words: str) -> tuple[str, str]:
    """The words behind a figure parted at their verb: 乡镇|建立队伍; the predicate is "" where there is none."""
    verb = _verb().search(words, 1)
    if verb and len(words) - verb.start() >= _SHORTEST_PREDICATE:
        predicate = words[verb.start():].strip(BLANK).replace(BLANK, "")
        return _ADVERB.sub("", words[:verb.start()]), predicate
    return words.replace(BLANK, ""), ""


def subject_of(words: str) -> str:
    """What a clause is about, without what it says of it: 数据体系持续完善 → 数据体系."""
    said = _SAID_OF.search(words, 2)
    return words[:said.start()] if said else words


@lru_cache(maxsize=512)
def heading_topic(title: str) -> str:
    """The short noun phrase of a folded heading (水利投资稳中有进 → 水利投资), "" where it is none."""
    topic = clean(subject_of(title.strip(_EDGES)))
    return topic if 1 < len(topic) <= _LONGEST_TOPIC and not _NO_TOPIC.search(topic) else ""


def completed(parts: list[str]) -> list[str]:
    """Each part with the ending that it leaves to the last: 进口、出口通关时间 → 进口通关时间, 出口通关时间."""
    tail = parts[-1]
    rates = _RATE.search(tail) is not None
    if all((_RATE if rates else _part_ending()).search(part) for part in parts[:-1]):
        return parts
    for size in (3, 2, 1):
        at = tail.find(parts[0][-size:])
        if 0 <= at <= len(tail) - size:
            return [part + tail[at + size:] for part in parts[:-1]] + [tail]
    if rate := _RATE_OF.fullmatch(tail):
        return [part if _RATE.search(part) else part + rate["said"] for part in parts[:-1]] + [tail]
    graded = re.search(".*?级(.*)", tail)
    return [part + (graded[1] if graded else tail[len(part):]) for part in parts[:-1]] + [tail]
