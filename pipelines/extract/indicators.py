"""Names for figures: what is counted or measured, from the words of its clause, of its list or of what stood before."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipelines.extract.figures import Figure
from pipelines.extract.phrases import Clauses, clean, completed

_LIST_JOIN = re.compile(r"(?:[、和与及]|以及|\s)*")
_PARTS = re.compile("、|(?<=”)\s*(?=“)|和|与|(?<!普)及(?!格|时|以上|其)|以及")
# Names that stand for nothing without what they are of.
_GENERIC = re.compile(
    r"(?:(?:(?:全球|全国|全省|乡镇|街道|行政村|[省市县乡村]级|农村|城镇|城乡|地市)?(?:完成|覆盖|达标|合格|利用|普及|增长)率"
    r"|.{0,2}(?:占比|比重|比例|总量|总数|总额|规模|数量|增速|总产值|人数|销量|增长|总规模))"
    r"|占.{0,24}|.{0,2}|(?:惠及|覆盖|服务|带动|提供|支撑|吸引|受益|募集|包括|涵盖|涉及|发布|累计支撑|收到|节约|节省).{0,8})")
_TRANSITIVE = re.compile("(?:惠及|覆盖|服务|带动|提供|支撑|吸引|包括|涵盖|涉及|发布|收到|节约|节省|已覆盖)(?:近|约|各类|全国|了)?")
_GRANT = re.compile(r"对(?P<who>[^。；]{2,80}?)的?(?:，|再|可|分别|一次性|按|根据|参照|给予|奖励|补助|补贴|资助|每(?!个)|最高|予以)")
_PAID_BEFORE = re.compile(r"(?:奖励|补助|补贴|资助|奖补|扶持|给予|最高|予以|每[^，。；]{1,6}|第[一二三四五]年)(?:一次性|不超过|总额|共|给予)*$")
_PAID_AFTER = re.compile(r"的?[^，。；]{0,10}?(?:奖励|补助|补贴|资助|奖补|扶持|贴息|经费)")
_THRESHOLD = re.compile(r"(?:在|达到|达|超过|不低于)?\d[^，、]*?以[上下]$")
_FIGURES_OF_A_LIST = re.compile(r"(?:\d[^、，。]{0,8}、)+(?=\d)")
_PAID = re.compile(r"奖励|补助|补贴|资助|奖补|扶持|贴息|经费")
_PAYING = re.compile(r"(?:(?:一次性|单个|每个?|每家|累计|最高|分别|给予|按|额外|再|企业|项目|财政|资金|金额|单位|予以|年|第[一二三四五]年|共)*(?:奖励|补助|补贴|资助|奖补|扶持|贴息|给予|支持)?(?:资金|金额)?)")
_SHARE_OF = re.compile(r"(?:按照?(?:不超过|其|该)?|给予)(?P<base>[^，。；]{2,24}?)的?(?:不超过|最高)?$")


def name_indicators(text: str, figures: Sequence[Figure], former: Collection[int]) -> list[str | None]:
    """The indicator of every figure, in order; those whose index is in `former` begin with 原有.

    `text` is folded, with time blanked out (phrases.BLANK).
    """
    namer = _Namer(Clauses(text, figures))
    names = []
    for index, figure in enumerate(figures):
        name = _with_ending(text, figure, namer.subject(index))
        names.append(f"原有{name}" if name and index in former else name or None)
    return names


class _Namer:
    """Subjects of figures in order; a later one may lean on an earlier one."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.text = clauses.text
        self.figures = clauses.figures
        self._bases: list[str] = []

    def subject(self, index: int) -> str:
        """What the figure is of, before the ending that its kind asks for; figures come in order."""
        figure = self.figures[index]
        if figure.category == "zero":
            base, name = self._nothing(index)
        elif figure.noun and "所有" in self.text[figure.start:figure.end]:
            base = name = ""
        else:
            base, name = self._listed(index) or self._granted(index) or self._counted(index) or self._measured(index)
        self._bases.append(base)
        return name

    def _earlier(self, index: int) -> str:
        """The subject that this figure leans on: the last one of its sentence, else the clause before."""
        clause = self.clauses.start(self.figures[index].start)
        floor = max(self.clauses.sentence_start(self.figures[index].start), self.clauses.start(clause - 1) if clause else 0)
        near = self.figures[index - 1].end > floor if index else False
        before = self.clauses.clause_before(index)
        return self._bases[index - 1] if index and self._bases[index - 1] and (near or not before) else before

    def _nothing(self, index: int) -> tuple[str, str]:
        """What does not happen, with whose it is: 信息零延误 → 信息延误."""
        figure = self.figures[index]
        left = self.clauses.left(index)
        if "零" not in self.text[figure.start:figure.end]:
            return figure.noun or left, figure.noun or left
        owner = self._bases[index - 1] if not left and index and self.figures[index - 1].category == "zero" else left
        return owner, owner + figure.noun.removeprefix("发生")

    def _listed(self, index: int) -> tuple[str, str] | None:
        """The part of 甲、乙、丙分别 … that belongs to this figure, in a list of nothing but figures."""
        first, last = self._list_of(index)
        count = last - first + 1
        if count < 2 or self.clauses.right(index) and index == last and self.figures[index].category == "count":
            return None
        at = self.figures[first].start
        head = self.text[self.clauses.start(at):at]
        apart = head.find("分别")
        subject = clean(head[:apart] if apart >= 0 else head)
        ending = ""
        if _PAYING.fullmatch(subject):
            grant = self._grant(index)
            subject, ending = (grant, "奖励") if grant else (subject, "")
        if not subject and first >= count:
            earlier = self._bases[first - count + index - first]
            return earlier, earlier
        parts = [part for part in _PARTS.split(subject) if part.strip()]
        if len(parts) < count:
            return None
        name = completed(parts[-count:])[index - first] + ending
        return name, name

    def _list_of(self, index: int) -> tuple[int, int]:
        """First and last index of the figures that stand in a list with this one."""
        first = last = index
        while first > 0 and self._adjoin(first - 1):
            first -= 1
        while last + 1 < len(self.figures) and self._adjoin(last):
            last += 1
        return first, last

    def _adjoin(self, index: int) -> bool:
        one, two = self.figures[index], self.figures[index + 1]
        return (one.category == two.category or "bare" in (one.category, two.category) or two.category == "points"
                ) and _LIST_JOIN.fullmatch(self.text, one.end, two.start) is not None

    def _grant(self, index: int) -> str:
        """Whom a grant is for: 对新认定的企业，给予 … → 新认定的企业."""
        at = self.figures[index].start
        matches = list(_GRANT.finditer(self.text, self.clauses.sentence_start(at), at))
        if not matches:
            return ""
        who = clean(_THRESHOLD.sub("", _FIGURES_OF_A_LIST.sub("", matches[-1]["who"])))
        return who.rpartition("的")[2] if len(who) > 30 and len(who.rpartition("的")[2]) > 3 else who

    def _granted(self, index: int) -> tuple[str, str] | None:
        """A sum or a share that is paid out: who gets it, and that it is 奖励, 补助 …"""
        first, last = (self.figures[at] for at in self._list_of(index))
        if first.category not in ("money", "percent", "duration"):
            return None
        before = self.text[self.clauses.start(first.core_start):first.core_start]
        share = _SHARE_OF.search(before) if first.category == "percent" else None
        after = _PAID_AFTER.match(self.text, last.end)
        if not (_PAID_BEFORE.search(before) or after or share):
            return None
        paid = self._paid(first, last)
        who = self._grant(index) or self._earlier(index) or self.clauses.left(index)
        if not paid or not who:
            return None
        if share:
            return who, f"{who}{paid}占{clean(share['base'])}比例"
        each = re.search("(?:每|单个|第[一二三四五]年)[^，。；按]{0,8}", self.clauses.left(index))
        ending = "年限" if first.category == "duration" else "金额"
        return who, f"{who}{_PAID.sub('', each.group()) if each else ''}{paid}{ending}"

    def _paid(self, first: Figure, last: Figure) -> str:
        """奖励, 补助 … of the clause of a list of figures, else the last one before it in the sentence."""
        clause = _PAID.search(self.text, self.clauses.start(first.core_start), last.end + 12)
        before = _PAID.findall(self.text, self.clauses.sentence_start(first.start), first.start)
        return clause.group() if clause else before[-1] if before else ""

    def _counted(self, index: int) -> tuple[str, str] | None:
        """Named on the right: 新建3所学校, 90%的事项网上可办."""
        if self.figures[index].category in ("rank", "coverage") or self.figures[index].op.endswith("_by"):
            return None
        left, predicate = self.clauses.left(index), self.clauses.predicate(index)
        if predicate and left:
            return left, left + predicate
        noun = self.clauses.noun(index)
        if not noun or _PAYING.fullmatch(self.clauses.right(index)):
            return None
        figure = self.figures[index]
        measured = left or (self._bases[index - 1] if self._list_of(index)[0] < index else "")
        if measured and figure.op in (">=", "<=") and figure.category in ("money", "size") and (
                self.text.startswith("的", figure.end)):
            return measured, measured
        owned = self.text[:figure.start].endswith("的")
        if len(noun) > 4 and not owned:
            return noun, noun
        owner = left if len(left) <= 20 else ""
        if not owner and len(noun) <= 2 or _TRANSITIVE.fullmatch(owner):
            return noun, f"{self._earlier(index)[:20]}{owner}{noun}"
        former = self.text[:figure.start].endswith(("从", "由"))
        return owner if former and owner else f"{owner}{noun}", f"{owner}{noun}"

    def _measured(self, index: int) -> tuple[str, str]:
        """Named on the left, or by what stood before."""
        left = self.clauses.left(index)
        if left and not _GENERIC.fullmatch(left):
            return left, left
        earlier = self._earlier(index)
        if not left:
            return earlier, earlier
        left = re.sub("^占(全球|世界|全国|全省).*", r"\1占比", left)
        return earlier or left, earlier + left


def _with_ending(text: str, figure: Figure, subject: str) -> str:
    """The name with what its kind adds: 率 to coverage, 排名 to ranks, 年均增长 to yearly rates, 比例 to shares."""
    words = text[max(0, figure.start - 12):figure.end]
    if figure.category == "coverage":
        return (subject + figure.noun).replace("覆盖覆盖", "覆盖")
    if figure.category == "rank":
        return f"{subject}{figure.noun}排名".replace("排名排名", "排名")
    if figure.op.endswith("_by") and "年均" in words and "年均" not in subject and subject:
        return f"{subject}年均增长"
    if figure.category == "percent" and text.startswith("的", figure.end) and subject and not re.search("[率比重例]$", subject):
        return f"{subject}比例"
    return subject
