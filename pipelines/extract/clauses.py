"""A text with its figures: the clause that each stands in, what names it on the left and on the right."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from pipelines.extract.figures import Figure
from pipelines.extract.phrases import DEED, clean, completed, counted, hide_brackets, noun_and_predicate, subject_of
from pipelines.extract.word_lists import alternation

_BOUNDARY = re.compile(r"[，。；：！？|\t\n]")
_STOP = re.compile(r"[，。；：！？、|\t\n）”]")
# A verb between a counted noun and the figure of what it reaches: 16个基地|覆盖|8个县.
_REACHING = re.compile("(?:(?P<verb>覆盖|惠及|带动|涉及|服务|吸引|辐射)|尚余|还剩|只剩|剩余|尚有|仍有)$")
# The first of two nouns that share a count has at most so many characters; the second ends at a mark or at 全部.
_SHORT_OF_PAIR = 3
_SECOND_OF_PAIR = re.compile(r"[^，。；、：\d\0]{2,12}?(?=[，。；：\0]|全部|均|$)")
# A noun of so many characters borrows no ending from the next of its list: 救灾款和重建资金.
_COMPLETE = 3
# How a bound goes on, from its last character, where it qualifies what follows.
_QUALIFYING = re.compile(".的|[上下](?![，。；、）]|$)")
_QUALIFYING_A_COUNT = re.compile(".(?![，。；、）]|$)")
_BRACKET = re.compile("（[^（）]{0,80}）")
_SENTENCE_ENDS = "。；！？\n"
# A clause is read at most so many characters back.
_REACH = 160
# A list before 等 is kept in a name of at most so many characters.
_LONGEST_LISTED = 20
# Names are at most so long.
_LONGEST_NOUN, _LONGEST_PREDICATE, _LONGEST_QUALIFIED = 30, 24, 40
# Categories of figures that are named by what stands behind them.
NAMED_BEHIND = ("count", "people", "spoken", "bare")
# What these make is named without what it does: 组成六个督导组.
_MAKING = re.compile("(?:组成|组建|成立|建立|设立|选派|派出|抽调|新设|设)$")
_LISTED_NOUN = re.compile(r"[^\d（）]{2,12}、[^\d]{2,30}?(?P<of>等(?!级)|的)(?P<noun>[^\d、的]{2,20})$")
_LIST_ENDS = re.compile("[，。；：）]")
_DONE_AT_ONCE = re.compile("(?:完成|实现|达到|建成|开展|得到|通过|纳入|参加)")
# Who does it and where stands before these; what is done behind them: 窗口人员深入企业|开展|宣讲.
_DONE_INSIDE = re.compile("[^的，。；、]{2,30}(?:组织开展?|开展|举办|召开|建起)(?P<what>[^的，。；、]{2,})$")
_LONGEST_LABEL = 12
_DEED_BEHIND = re.compile(
    "的[^的，。；、]{0,6}(?:检查|排查|整治|改造|治理|监测|摸底|评估|巡查|建设|维修|养护|加固|普查|清查|鉴定|编制)$")
_ONLY_DONE = re.compile(f"前?{DEED}")
_JOINED = re.compile("(?:和|与|及|以及)$")
# Members of a list that are looked through for the predicate that they share.
_LONGEST_LIST = 12


@cache
def _lead_in() -> re.Pattern[str]:
    return re.compile(alternation("clause_lead_ins.txt"))


def _what_is_done(words: str) -> str:
    """The words of a clause without who does it where: 队员进社区|开展|宣讲 → 宣讲."""
    inside = _DONE_INSIDE.match(words)
    return inside["what"] if inside else words


class Clauses:
    """What stands on either side of each figure of a text; `text` is folded, with time blanked out."""

    def __init__(self, text: str, figures: Sequence[Figure]) -> None:
        self.text = text
        self.figures = figures
        self._hidden = hide_brackets(text)
        self._borders = [0, *(m.end() for m in _BOUNDARY.finditer(self._hidden))]
        self._figure_starts = [figure.start for figure in figures]
        self._starts: dict[int, int] = {}
        self._right_ends: dict[int, int] = {}
        self._rights: dict[int, str] = {}
        self._sentences = [0, *(at for at in self._borders[1:] if self._hidden[at - 1] in _SENTENCE_ENDS)]

    def start(self, at: int) -> int:
        """Where the clause around `at` begins; a bracket that is still open there begins one."""
        if at not in self._starts:
            self._starts[at] = self._find_start(at)
        return self._starts[at]

    def _find_start(self, at: int) -> int:
        floor = max(0, at - _REACH)
        opened = self.text.rfind("（", floor, at)
        inside = opened > self.text.rfind("）", floor, at)
        return max(self._borders[bisect_right(self._borders, at) - 1], opened + 1 if inside else 0, floor)

    def sentence_start(self, at: int) -> int:
        """Where the sentence around `at` begins; a semicolon ends one."""
        return self._sentences[bisect_right(self._sentences, at) - 1]

    def left(self, index: int) -> str:
        """The phrase before a figure in its clause, behind the words that name the figure before it."""
        figure = self.figures[index]
        start = self.start(figure.start)
        if index and self.figures[index - 1].end > start and not self.is_qualified(index):
            start = self.figures[index - 1].end
            if self.figures[index - 1].category in NAMED_BEHIND and self.right(index - 1):
                start = self._right_end(index - 1)
                if start >= figure.start:
                    reaching = _REACHING.search(self.text[max(0, start - _REACH):start])
                    return reaching["verb"] or "" if reaching else clean(noun_and_predicate(self.right(index - 1))[1])
        if index and self._says_again(index - 1) and self.text.startswith("的", self.figures[index - 1].start - 1):
            return self.left(index - 1)
        words = self.text[start:figure.start]
        return clean(_what_is_done(words))

    def _says_again(self, index: int) -> bool:
        """Whether the next figure counts the members of the households that this one counts: 64户|218人."""
        figure, follower = self.figures[index], self._follower(index)
        return follower is not None and follower.start == figure.end and (figure.unit, follower.unit) == ("户", "人")

    def label(self, index: int) -> str:
        """What stands before a colon that opens the clause of a figure: 续建项目：甲至乙等|9项; "" where none does."""
        start = self.start(self.figures[index].start)
        if not start or self.text[start - 1] != "：":
            return ""
        before = self.start(start - 1)
        words = self.text[before:start - 1].strip()
        return words if len(words) <= _LONGEST_LABEL else ""

    def is_qualified(self, index: int) -> bool:
        """Whether the figure before is a bound that qualifies this one's noun: 年出栏500头以上的|养殖场占比达73%."""
        figure, bound = self.figures[index], self.figures[index - 1] if index else None
        start = self.start(figure.start)
        if bound is None or bound.op not in (">=", "<=") or bound.start < start or bound.category == "rank":
            return False
        if self.text[max(0, bound.start - 1):bound.start] in ("从", "由"):
            return False
        alone = index < 2 or self.figures[index - 2].end <= start
        near = figure.start - start <= _LONGEST_QUALIFIED
        counts = bound.category in ("money", "size") and figure.category == "count"
        qualifying = _QUALIFYING_A_COUNT if counts else _QUALIFYING
        return alone and near and qualifying.match(self.text, bound.end - 1) is not None

    def clause_before(self, index: int) -> str:
        """The nearest clause of the same sentence, before the figure's, that names something; "" where none does."""
        floor = self.sentence_start(self.figures[index].start)
        at = self.start(self.figures[index].start)
        for _ in range(_LONGEST_LIST):
            if at <= floor:
                break
            start = self.start(at - 1)
            words = self._before_figures(start, at - 1)
            subject = "" if _lead_in().match(self.text[start:at]) else clean(subject_of(_what_is_done(words)))
            if len(subject) > 1 and not _ONLY_DONE.fullmatch(subject):
                return subject
            at = start
        return ""

    def _before_figures(self, start: int, end: int) -> str:
        """The words of a stretch up to its first figure, so that no name holds one."""
        first = bisect_left(self._figure_starts, start)
        return self.text[start:min([end, *self._figure_starts[first:first + 1]])]

    def right(self, index: int) -> str:
        """The words behind a figure that may name it, "" where they do not."""
        if index not in self._rights:
            self._rights[index] = self._words_behind(index)
        return self._rights[index]

    def _words_behind(self, index: int) -> str:
        end = self._right_end(index)
        words = counted(self.text[self._right_start(index):end])
        follower = self._follower(index)
        return _REACHING.sub("", words) if follower and follower.start == end else words

    def _right_end(self, index: int) -> int:
        """Where the words behind a figure end: at a mark (inside a bracket also at 、) or at the next figure."""
        if index not in self._right_ends:
            self._right_ends[index] = self._find_right_end(index)
        return self._right_ends[index]

    def _find_right_end(self, index: int) -> int:
        figure = self.figures[index]
        floor = max(0, figure.start - _REACH)
        inside = self.text.rfind("（", floor, figure.start) > self.text.rfind("）", floor, figure.start)
        limit = min(len(self.text), figure.end + _REACH)
        start = self._right_start(index)
        stop = _STOP.search(self.text if inside else self._hidden, start, limit)
        end = stop.start() if stop else max(start, limit)
        following = self.figures[index + 1:index + _LONGEST_LIST]
        follower = next((each for each in following if each.start >= start), None)
        return min(end, follower.start) if follower else end

    def _right_start(self, index: int) -> int:
        """Where the words behind a figure begin: behind a bracket that stands there."""
        at = self.figures[index].end
        bracket = _BRACKET.match(self.text, at)
        return bracket.end() if bracket else at

    def _follower(self, index: int) -> Figure | None:
        return self.figures[index + 1] if index + 1 < len(self.figures) else None

    def noun(self, index: int) -> str:
        """What the right side counts: 乡镇建立队伍 becomes 建立队伍的乡镇, also where a list shares the verb."""
        if self._says_again(index):
            return self.noun(index + 1)
        words = self._listed_noun(index) or self._pair(index) or self.right(index)
        noun, predicate = noun_and_predicate(words)
        if predicate and self.text.startswith("、", self._right_end(index)):
            predicate = ""
        follower = self._follower(index)
        if follower and self._right_end(index) == follower.start:
            predicate = ""
        shared = self._shared_deed(index) if words and not predicate else ""
        if shared:
            return _JOINED.sub("", words)[:_LONGEST_NOUN] + shared
        if words and not predicate and self._runs_on(index):
            full, predicate = noun_and_predicate(_JOINED.sub("", self.right(index + 1)))
            noun = _JOINED.sub("", words)
            open_ended = len(noun) < _COMPLETE or noun[-1] in "级类型"
            noun = completed([noun, full])[0] if open_ended and len(noun) < len(full) else noun
        made = _MAKING.search(self.text[max(0, self.figures[index].start - 4):self.figures[index].start])
        if not noun or made or not predicate:
            return noun[:_LONGEST_NOUN]
        return f"{predicate[:_LONGEST_PREDICATE]}的{noun}"

    def bare_noun(self, index: int) -> str:
        """What a count counts, without what is done by it: 小区 of 14个小区完成改造; "" where nothing stands there."""
        if self.figures[index].category not in NAMED_BEHIND:
            return ""
        return noun_and_predicate(self._listed_noun(index) or self._pair(index) or self.right(index))[0]

    def _pair(self, index: int) -> str:
        """Two short nouns that one count is of: 37件|建议、提案, 310栋|C、D级房屋."""
        end = self._right_end(index)
        first = self.text[self._right_start(index):end]
        if not 1 <= len(first) <= _SHORT_OF_PAIR or not self._hidden.startswith("、", end):
            return ""
        match = _SECOND_OF_PAIR.match(self._hidden, end + 1)
        follower = self._follower(index)
        if not match or not counted(first) or (follower and follower.start < match.end()):
            return ""
        second = noun_and_predicate(self.text[end + 1:match.end()])[0]
        return f"{first}、{second}" if second else ""

    def _listed_noun(self, index: int) -> str:
        """The noun behind a list of its qualities or kinds: 特色鲜明、实力强的|园区, 终端、视频等产业 as a whole."""
        start = self.figures[index].end
        stop = _LIST_ENDS.search(self._hidden, start, start + _REACH)
        if not stop:
            return ""
        match = _LISTED_NOUN.match(self._hidden[start:stop.start()])
        follower = self._follower(index)
        if not match or (follower and follower.start < stop.start()):
            return ""
        if match["of"] == "等" and match.end() <= _LONGEST_LISTED:
            return self.text[start:start + match.end()].lstrip("的")
        return self.text[start + match.start("noun"):start + match.end("noun")]

    def _shared_deed(self, index: int) -> str:
        """What the last of a list says is done to all of it: 8座水库、4座水闸和9座泵站|的检查; "" where nothing is."""
        last = index
        while self._runs_on(last) and last - index < _LONGEST_LIST:
            last += 1
        deed = _DEED_BEHIND.search(self.right(last)) if last > index else None
        return deed.group() if deed else ""

    def _runs_on(self, index: int) -> bool:
        """Whether only the noun and 、 or 和 stand between this figure and the next."""
        follower = self._follower(index)
        between = self.text[self.figures[index].end:follower.start] if follower else ""
        return re.fullmatch("[^，。；：]{1,14}(?:、|和|与|及|以及)", between) is not None

    def predicate(self, index: int) -> str:
        """What is done where the verb follows the figure or its list at once: 70%以上|完成培训 gives 培训."""
        for at in range(index, min(index + _LONGEST_LIST, len(self.figures))):
            words = self.right(at)
            if words or not self.text.startswith("、", self.figures[at].end):
                break
        done = _DONE_AT_ONCE.match(words)
        if done:
            return words[done.end():][:_LONGEST_PREDICATE]
        return words[:_LONGEST_PREDICATE] if words.startswith("用于") else ""
