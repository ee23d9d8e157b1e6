"""Phrases around a figure: the clause it stands in, what names it on the left and on the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pipelines.extract.figures import Figure

_LEXICON = Path(__file__).parent.parent / "lexicon"
# Stands for characters that were read as time.
BLANK = "\0"
_BOUNDARY = re.compile("[，。；：！？\n]")
_BRACKETED = re.compile("（[^（）]{0,80}）|“[^“”]{0,60}”|《[^《》]{0,80}》")
_REACH = 160
_STOP = re.compile(r"[，。；：！？、\n）”]")
_EDGES = " \u3000，、；：。）\0"
# After these a figure's right side names nothing.
_NO_NOUN = re.compile(
    r"(?:(?:压缩|缩短|扩大|拓展|上升|下降|减少|发展|跃升|攀升|调整|恢复)(?:到|至|为)|和|与|及|以及|并|以(?![^，]{2,24}(?:为|的))|于|后|前|时|到|至|则|等|来|之|增|提|降|左|在|为(?!民)|由|的?是|比|较|，|则|者|且|但|起|[中上下里内](?:[，。；、]|$)|占|达|超)")
_ENUMERATED = re.compile(r"^.*、[^、]*?等(?!级)(?=..)")


@cache
def lexicon_pattern(name: str) -> str:
    """The regular expressions of a lexicon file as one alternation, longest first."""
    lines = (_LEXICON / name).read_text(encoding="utf-8").splitlines()
    return "|".join(sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True))


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(f"(?:{lexicon_pattern('clause_openings.txt')}|[{_EDGES}])+")


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(f"(?:{lexicon_pattern('clause_closings.txt')}|[{_EDGES}的])$")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(lexicon_pattern("clause_verbs.txt"))


def hide_brackets(text: str) -> str:
    """The text with brackets, quotations and titles blanked out, so that their punctuation ends nothing."""
    return _BRACKETED.sub(lambda m: "口" * len(m.group()), text)


def clean(words: str) -> str:
    """A phrase without what its clause opens and closes with, and without a list before 等."""
    words = _ENUMERATED.sub("", words.strip(_EDGES))
    opening = _opening().match(words)
    if opening and opening.end() < len(words):
        words = words[opening.end():]
    closing = _closing().search(words)
    while closing and words:
        words = words[:closing.start()]
        closing = _closing().search(words)
    return "" if opening and words and _opening().fullmatch(words) else words.strip(_EDGES).replace(BLANK, "")


# Categories of figures that are named by what stands behind them.
_NAMED_BEHIND = ("count", "people", "spoken", "bare")


class Clauses:
    """A text with its figures: what stands on either side of each. `text` has time blanked out (BLANK)."""

    def __init__(self, text: str, figures: Sequence[Figure]) -> None:
        self.text = text
        self.figures = figures
        self._hidden = hide_brackets(text)
        self._borders = [m.end() for m in _BOUNDARY.finditer(self._hidden)]

    def start(self, at: int) -> int:
        """Where the clause around `at` begins, at most 160 characters back."""
        before = [border for border in self._borders if border <= at]
        opened = self.text.rfind("（", 0, at)
        if opened > self.text.rfind("）", 0, at):
            before.append(opened + 1)
        return max([*before, at - _REACH, 0])

    def sentence_start(self, at: int) -> int:
        """Where the sentence around `at` begins; a semicolon ends one."""
        return max((border for border in self._borders if border <= at and self._hidden[border - 1] in "。；！？\n"), default=0)

    def left(self, index: int) -> str:
        """The phrase before a figure in its clause, behind the words that name the figure before it."""
        figure = self.figures[index]
        start = self.start(figure.start)
        if index and self.figures[index - 1].end > start:
            start = self.figures[index - 1].end
            if self.figures[index - 1].category in _NAMED_BEHIND and self.right(index - 1):
                start = self._right_end(index - 1)
                if start >= figure.start:
                    return clean(_split(self.right(index - 1))[1])
        return clean(self.text[start:figure.start])

    def clause_before(self, index: int) -> str:
        """The nearest clause of the same sentence, before the figure's, that names something."""
        at = self.start(self.figures[index].start)
        floor = self.sentence_start(self.figures[index].start)
        while at > floor:
            start = self.start(at - 1)
            words = clean(self.text[start:at - 1])
            if len(words) > 1:
                return words
            at = start
        return ""

    def _right_end(self, index: int) -> int:
        figure = self.figures[index]
        inside = self.text.rfind("（", 0, figure.start) > self.text.rfind("）", 0, figure.start)
        stop = _STOP.search(self.text if inside else self._hidden, figure.end)
        end = stop.start() if stop else len(self.text)
        if index + 1 < len(self.figures):
            end = min(end, max(figure.end, self.figures[index + 1].start))
        return end

    def right(self, index: int) -> str:
        """The words behind a figure that may name it, "" where they do not."""
        words = self.text[self.figures[index].end:self._right_end(index)].replace(BLANK, "").strip(" \u3000")
        words = re.sub("^（[^（）]*）", "", words).lstrip("的")
        return "" if _NO_NOUN.match(words) else words

    def noun(self, index: int) -> str:
        """What the right side counts: 乡镇建立队伍 becomes 建立队伍的乡镇, also where a list shares the verb."""
        words = self._listed_noun(index) or self.right(index)
        noun, predicate = _split(words)
        if index + 1 < len(self.figures) and self._right_end(index) == self.figures[index + 1].start:
            predicate = ""
        if not predicate and words and index + 1 < len(self.figures) and self._runs_on(index):
            following = self.right(index + 1)
            predicate = _split(following)[1]
            noun = _completed_by(re.sub("(?:和|与|及|以及)$", "", words), _split(following)[0])
        made = re.search("(?:组成|组建|成立|建立|设立|选派|派出|抽调|新设|设)$", self.text[:self.figures[index].start])
        if not noun or made:
            return noun
        return f"{predicate[:24]}的{noun}" if predicate else noun[:30]

    def _listed_noun(self, index: int) -> str:
        """The noun behind a list of its qualities or kinds: 特色鲜明、实力强的|园区, 终端、视频等|产业."""
        end = min([m.start() for m in re.finditer("[，。；：）]", self._hidden[self.figures[index].end:])][:1] or [0])
        words = self._hidden[self.figures[index].end:][:end]
        match = re.match(r"[^\d（）]{2,12}、[^\d]{2,30}?(?:等(?!级)|的)(?P<noun>[^\d、的]{2,20})$", words)
        if not match or index + 1 < len(self.figures) and self.figures[index + 1].start < self.figures[index].end + end:
            return ""
        return self.text[self.figures[index].end:][match.start("noun"):match.end("noun")]

    def _runs_on(self, index: int) -> bool:
        """Whether only the noun and 、 or 和 stand between this figure and the next."""
        between = self.text[self.figures[index].end:self.figures[index + 1].start]
        return re.fullmatch(r"[^，。；：]{1,14}(?:、|和|与|及|以及)", between) is not None

    def predicate(self, index: int) -> str:
        """What is done where the verb follows the figure at once: 70%以上|完成培训 gives 培训."""
        words = self.right(index)
        match = re.match("(?:完成|实现|达到|建成|开展|得到|通过|纳入|参加)", words)
        if match:
            return words[match.end():][:20]
        if words.startswith("用于"):
            return words[:20]
        if not words and index + 1 < len(self.figures) and self.text[self.figures[index].end] == "、":
            return self.predicate(index + 1)
        return ""


def _split(words: str) -> tuple[str, str]:
    """Noun and predicate of the words behind a figure."""
    verb = _verb().search(words, 1)
    if verb and len(words) - verb.start() > 2:
        return _ADVERB.sub("", words[:verb.start()]), words[verb.start():]
    return words, ""


_ADVERB = re.compile("(?:全面|依法|均|都|也|已|基本|率先|共同|分别|全部)$")


def _completed_by(noun: str, full: str) -> str:
    """The noun with the ending that a list leaves to its last part: 高精度 + 中精度监测站点 → 高精度监测站点."""
    return completed([noun, full])[0] if full and len(noun) < len(full) else noun


# Nouns of measure that end parts of a list as well as its last one.
_SHARED_ENDING = (
    r"(?:面积|人数|增加值|总额|收入|产量|产值|投资|占比|比重|比例|率|时间|时限|成本|数量|总量|规模|条数|浓度|费用|支出|税收|金额|里程|装机|用户数|价格|户数|企业|项目"
    r"|指数|次数|额|数|量|县|区|市|镇|村|站|所|场|家|员|人|机构|基地|平台|中心|工程|学校|社区)")


def completed(parts: list[str]) -> list[str]:
    """Each part with the ending that it leaves to the last: 进口、出口通关时间 → 进口通关时间, 出口通关时间."""
    tail = parts[-1]
    if all(re.search(f"{_SHARED_ENDING}$", part) for part in parts[:-1]):
        return parts
    for size in (3, 2, 1):
        at = tail.find(parts[0][-size:])
        if 0 <= at <= len(tail) - size:
            return [part + tail[at + size:] for part in parts[:-1]] + [tail]
    ending = re.search(".*?级(.*)", tail)
    return [part + (ending[1] if ending else tail[len(part):]) for part in parts[:-1]] + [tail]
