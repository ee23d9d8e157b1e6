"""Which sentences are headings or run-in titles, and under which path of headings every other sentence stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.document import Section, Span
from pipelines.numbering import is_first
from pipelines.sentences import Sentence

# Ranks beside the nine numbering families: a chapter of a text that numbers none, a title that opens a paragraph,
# one in the middle of a paragraph.
CHAPTER_TITLE = -1
PARAGRAPH_TITLE, INNER_TITLE = 9, 10
_LONGEST_HEADING = 60
_LONGEST_NUMBERED_TITLE = 42
_LONGEST_TITLE = {PARAGRAPH_TITLE: 32, INNER_TITLE: 20}
_HABIT, _FEWEST_TITLES = 0.5, 3
# A title names a matter; who reads figures, dates or a colon reads a record.
_NO_TITLE = re.compile(r"\d\s*(?:[%‰个家万亿人项次起月日座所条处米亩吨份户套辆台名场倍元支批间栋盏株]|公[里顷斤]"
                       r"|年[底内前])"
                       r"|同比|[较比]上年|[：；]|代表$|^(?:各位|同志们|现将|特此|注|附)")
# What an applicant must be, hand in or expect is listed behind such a sentence: nobody promises it.
_CONDITIONS = re.compile(r"(?:下列|如下|以下)[^：。]{0,40}(?:条件|情形|情况|信息|材料|资料|文件|证件|流程)"
                         r"[^：。]{0,40}：\s*$")
# An article of a regulation that speaks as law is no title.
_LAW = re.compile(r"(?:适用|负责|应当?|不得|必须|须|可以|是指|按照?|依照|规定)")
_WHO_AND_WHEN = re.compile(r"\s*(?:总?牵头|主办|责任|落实|配合|协办|参与|完成|办理)(?:责任)?"
                           r"(?:单位|部门|领导|科室|股室|处室|人|时限|时间|期限)：")
_ARTICLE = re.compile(r"第.+条")
_CHAPTER = re.compile(r"(?:(?:20\d\d|今|去|明|过去[一五])年)?(?:的|度|政府|主要|重点|总体)*(?:工作|目标|任务|要求|思路)"
                      r"[^，。]{0,14}$|[^，。]{0,12}(?:回顾|打算|展望)$")
_DATE_LINE = re.compile(r"^[\d〇零一二三四五六七八九十年月日\s()（）]+$")
_LABEL = re.compile(r"^(?:表|图|专栏|附表|附件|附)\s*[\d一二三四五六七八九十]*")
_SIGNATURE = re.compile(r"(?:局|厅|委|委员会|政府|办公室|领导小组|办事处|党组)$")
_NO_HEADING = (re.compile(r"[，\t]"), _NO_TITLE, _DATE_LINE, _LABEL, _SIGNATURE)
# 以项目为抓手 names a means; 是, 为, 有 and the like make a statement.
_CLAIM = re.compile(r"[是让将把被了]|为(?!重点|核心|主|牵引|抓手|基础|导向|引领|支撑|动力|本|先|民)|有(?![效序力关机])")
_SETS_A_TIME = re.compile(r"^(?:今年|去年|同时|当前|目前|近年来|一年来|五年来|我国|我市|会议)")


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence that is no heading, with the headings above it, outermost first."""

    sentence: Sentence
    path: tuple[Section, ...]


def _body(text: str, sentence: Sentence) -> str:
    return text[sentence.body:sentence.span.end].strip()


def _title_of(text: str, sentence: Sentence) -> str:
    return _body(text, sentence).rstrip("。；：，！ 　")


def _is_whole_block(sentence: Sentence) -> bool:
    return sentence.first and sentence.last


def _spelled_out(text: str, sentences: Sequence[Sentence], index: int) -> bool:
    """Whether what follows a heading-like block belongs under it: a deeper number or an unnumbered paragraph.

    Lines that only say who does it and by when (责任单位：…) spell nothing out.
    """
    here = sentences[index].number
    if index + 1 == len(sentences) or here is None or _WHO_AND_WHEN.match(text, sentences[index + 1].body):
        return False
    following = sentences[index + 1].number
    return following is None or following.rank > here.rank


def _opens_block_alone(text: str, sentences: Sequence[Sentence], index: int) -> bool:
    """Whether a numbered block of one sentence is a heading: it lacks a full stop, or what follows spells it out."""
    sentence = sentences[index]
    closed = sentence.close in ("。", "；", "！")
    if not sentence.first or not closed:
        return sentence.first
    return _spelled_out(text, sentences, index) and not _title_of(text, sentence).endswith("）")


def _place(sentences: Sequence[Sentence], index: int) -> int | None:
    """Where a run-in title might stand here: the rank of its number, or of a title that opens or splits a paragraph."""
    sentence = sentences[index]
    if sentence.close != "。" or sentence.last:
        return None
    following = sentences[index + 1].number
    if sentence.number:
        return sentence.number.rank if following is None or following.rank > sentence.number.rank else None
    if following is not None:
        return None
    return PARAGRAPH_TITLE if sentence.first else INNER_TITLE


def _looks_like_title(text: str, sentences: Sequence[Sentence], index: int, place: int) -> bool:
    """Whether the sentence is short, names a matter and is followed by more than itself."""
    title = _title_of(text, sentences[index])
    if not 4 <= len(title) <= _LONGEST_TITLE.get(place, _LONGEST_NUMBERED_TITLE) or _NO_TITLE.search(title):
        return False
    if place not in _LONGEST_TITLE:
        return not (_is_article(sentences[index]) and _LAW.search(title))
    states = _CLAIM.search(title) or _SETS_A_TIME.match(title)
    return not states and _length_of_what_follows(text, sentences, index, place) > 1.2 * len(title)


def _is_article(sentence: Sentence) -> bool:
    return sentence.number is not None and bool(_ARTICLE.fullmatch(sentence.number.text))


def announces_conditions(words: str) -> bool:
    """Whether the numbered items behind a sentence of folded text are conditions, papers or cases, no commitments."""
    return words.rstrip().endswith("：") and bool(_CONDITIONS.search(words))


def _length_of_what_follows(text: str, sentences: Sequence[Sentence], index: int, place: int) -> int:
    """Letters that an unnumbered title may head: the rest of its paragraph, or the sentence behind an inner one."""
    following = sentences[index + 1]
    if place == INNER_TITLE:
        return len(_body(text, following))
    last = index + 1
    while not sentences[last].last:
        last += 1
    return sentences[last].span.end - following.span.start


def _follows_title(text: str, sentences: Sequence[Sentence], index: int) -> bool:
    """Whether the sentence before is a numbered one or may be a title that opens the paragraph."""
    before = _place(sentences, index - 1) if index else None
    return before is not None and before != INNER_TITLE and _looks_like_title(text, sentences, index - 1, before)


def title_habits(text: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Places where this document sets run-in titles: at least half of its items open with what looks like one.

    A title in the middle of a paragraph is a habit where titles follow the numbered ones (1.甲。乙。丙丁…). Without
    this, “发展海洋经济。” in running text reads as a title: in one report 65 of 68 such sentences are records.
    """
    tally: dict[int, list[bool]] = {}
    for index in range(len(sentences) - 1):
        place = _place(sentences, index)
        if place is not None and (place != INNER_TITLE or _follows_title(text, sentences, index)):
            tally.setdefault(place, []).append(_looks_like_title(text, sentences, index, place))
    fewest = dict.fromkeys(_LONGEST_TITLE, _FEWEST_TITLES)
    return frozenset(place for place, seen in tally.items()
                     if sum(seen) >= max(_HABIT * len(seen), fewest.get(place, 1)))


def _line_heading(text: str, sentence: Sentence) -> bool:
    """Whether an unnumbered block is a heading: a short line without a full stop."""
    title = _title_of(text, sentence)
    fits = not sentence.close and 4 <= len(title) <= _LONGEST_TITLE[PARAGRAPH_TITLE]
    return fits and _is_whole_block(sentence) and not any(pattern.search(title) for pattern in _NO_HEADING)


def _opens_chapters(text: str, sentences: Sequence[Sentence], index: int) -> bool:
    """Whether a line without a number is the first heading of a text that numbers none: 2017年工作回顾.

    The title of the document stands above its first sentence.
    """
    begun = any(each.close == "。" for each in sentences[:index])
    return begun and bool(_CHAPTER.match(_title_of(text, sentences[index])))


def _heading_rank(text: str, sentences: Sequence[Sentence], index: int, habits: frozenset[int],
                  outline: Sequence[Section]) -> int | None:
    """The rank of a heading or run-in title, None for any other sentence and for the rows of a table."""
    sentence = sentences[index]
    if "\t" in text[sentence.span.start:sentence.span.end]:
        return None
    if announces_conditions(text[sentence.span.start:sentence.span.end]):
        return None
    if sentence.number and sentence.last:
        short = 0 < len(_title_of(text, sentence)) <= _LONGEST_HEADING
        return sentence.number.rank if short and _opens_block_alone(text, sentences, index) else None
    if index + 1 == len(sentences):
        return None
    if not sentence.number and _line_heading(text, sentence):
        if (not outline or not outline[0].number) and _opens_chapters(text, sentences, index):
            return CHAPTER_TITLE
        return PARAGRAPH_TITLE if outline else None
    if not outline and not sentence.number:
        return None
    place = _place(sentences, index)
    return place if place in habits and _looks_like_title(text, sentences, index, place) else None


def read_outline(text: str, folded: str, sentences: Sequence[Sentence]) -> tuple[tuple[Section, ...], list[Placed]]:
    """Sections of a document and its other sentences under them; titles are verbatim, without number and full stop."""
    outline: list[Section] = []
    placed: list[Placed] = []
    stack: list[tuple[int, Section, int]] = []
    habits = title_habits(folded, sentences)
    for index, sentence in enumerate(sentences):
        stack = [entry for entry in stack if entry[0] != INNER_TITLE or entry[2] == sentence.block]
        if sentence.number:
            stack = [entry for entry in stack if entry[0] < sentence.number.rank]
        rank = _heading_rank(folded, sentences, index, habits, outline)
        if rank is None:
            placed.append(Placed(sentence, tuple(section for _, section, _ in stack)))
            continue
        stack = [entry for entry in stack if entry[0] < rank]
        section = _section(text, sentence, len(stack) + 1)
        outline.append(section)
        stack.append((rank, section, sentence.block))
    return tuple(outline), placed


def _section(text: str, sentence: Sentence, level: int) -> Section:
    start, end = sentence.span.start, sentence.span.end
    title = text[sentence.body:end].strip().rstrip("。；：，！.;:, 　")
    return Section(level, sentence.number.text if sentence.number else "", title,
                   Span(start, start + len(text[start:end].rstrip())))


def has_preamble(outline: Sequence[Section]) -> bool:
    """Whether what stands before the first heading is a preamble: the outermost headings begin with a first number."""
    return any(not section.number or is_first(section.number) for section in outline if section.level == 1)
