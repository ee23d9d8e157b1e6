"""Names for figures: what is counted or measured, from the words of its clause, of its list or of what stood before."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipelines.extract.clauses import NAMED_BEHIND, Clauses
from pipelines.extract.figures import Figure
from pipelines.extract.grants import PAYING, grant_name, receiver
from pipelines.extract.parallels import LIST_JOIN
from pipelines.extract.parts import SAME_AGAIN, part_name, planned_name, share_name, target_name
from pipelines.extract.phrases import DEED, clean, completed

_PARTS = re.compile(r"、|(?<=”)\s*(?=“)|和|与|(?<!普)及(?!格|时|以上|其)|以及")
_REACHING = "惠及|覆盖|服务|带动|提供|支撑|吸引|包括|涵盖|涉及|发布|收到|节约|节省"
# What is done, without what it is done to: 新开工, 建成投用.
# Two characters that stand alone behind what is done: 组织演练, 刊发简报.
_NAMED_ALONE = re.compile("(?:组织|开展|举办|召开|刊发|印发|编印)..$")
# Units of things that stand in the landscape or are bought.
_OF_THINGS = frozenset("座处台套辆条艘架部所栋盏棵株头只") | {"公里", "千米", "米"}
_SHORT_RATE = "(?:按时|按期|如期|及时|群众|综合|抽检|实际|平均|居民|业主|企业)?(?!返贫|失业|死亡|出生|发病).{2}率"
# Names that stand for nothing without what they are of.
_GENERIC = re.compile(
    "(?:(?:全球|全国|全省|乡镇|街道|行政村|[省市县乡村]级|农村|城镇|城乡|地市)?(?:完成|覆盖|达标|合格|利用|普及|增长)率"
    f"|{DEED}|(?:日均|户均).{{2}}|(?:平均)?(?:办理|审批|办结|响应|处置|整改)(?:时限|时长|时间)"
    f"|{_SHORT_RATE}|.{{0,2}}(?:占比|比重|比例|增速|增长)|总量|总数|总额|规模|数量|总产值|人数|销量|总规模"
    "|总投资|投资额|总金额|合同额|签约额|销售额|总面积|总容量|覆盖面"
    f"|占.{{0,24}}|.{{0,2}}|(?:国家|乡镇|街道|[省市县区乡镇村])级"
    f"|(?!服务[业器贸型中平站点])(?:{_REACHING}|受益|募集|累计支撑).{{0,8}}|(?:高于|低于|快于|好于).*)")
_AMOUNT = "总量|总数|总额|规模|数量|人数|销量|金额|余额|产值|产量|收入|投资|面积|户数"
_OF_SOMETHING = re.compile(f"{_REACHING}|{_AMOUNT}|占比|比重|比例|增速|增长|均价|增幅|降幅|品种|户均|人均")
_TRANSITIVE = re.compile(f"(?:{_REACHING}|已覆盖)(?:近|约|各类|全国|了)?")
# Nouns this short need what stands before the figure to stand alone; what stands there is at most so long.
_SHORT_NOUN, _LONGEST_OWNER, _LONGEST_QUALIFIED = 4, 20, 16
# A name of two characters is completed by a subject of at most so many.
_SHORTEST_NAME, _LONGEST_SUBJECT = 2, 12
# The end of a share's name that the next share does not take over.
_OF_A_SHARE = re.compile("(?:..)?率$|(?:中[^中]{2,10})?(?:占比|比重|比例)$")
_ON_END = re.compile("连续$")
_WHAT_LASTS = re.compile(r"(?![^，。；]{0,6}[补奖]|以上|给予)[^，。；、的\d]{2,16}")
_STAYS = re.compile("稳定|保持|维持|达|未|没有|居|位|超|高于|低于")
# Names that lean on what the text is about where nothing before names it; "" is one.
_LEANS = re.compile(f"|{_SHORT_RATE}|{DEED}|总量|总数|总额|总投资|日均..|户均..|人均..|年均..")
# Between a fine and its word: 处1万元以上|5万元以下的罚款.
_FINED = re.compile("(?:[^，。；、]{0,10}以下)?的?罚款")
_STOP = re.compile("[。！？]")
# What is said of every member of the list before, each with a figure of its own: 增速分别.
_OF_ALL = re.compile("增速|增幅|降幅|涨幅|占比|均价|合格率|完成率")
# Figures of a list that are looked at for what they share.
_LONGEST_LIST = 40


def name_indicators(text: str, figures: Sequence[Figure], former: Collection[int],
                    topic: str = "") -> list[str | None]:
    """The indicator of every figure, in order; those whose index is in `former` begin with 原有.

    `text` is folded, with time blanked out (phrases.BLANK). A figure whose text names nothing has None.
    """
    namer = _Namer(Clauses(text, figures), topic)
    names = []
    for index, figure in enumerate(figures):
        name = _with_ending(text, figure, namer.subject(index))
        names.append(f"原有{name}" if name and index in former else name or None)
    return names


class _Namer:
    """Subjects of figures, asked for in order: a later one may lean on an earlier one."""

    def __init__(self, clauses: Clauses, topic: str) -> None:
        self.clauses = clauses
        self.topic = topic
        self.text = clauses.text
        self.figures = clauses.figures
        self._bases: list[str] = []
        self._leant_on: dict[int, str] = {}
        self._names: list[str] = []

    def subject(self, index: int) -> str:
        """What the figure is of, before the ending that its kind asks for."""
        figure = self.figures[index]
        if figure.category == "zero":
            base, name = self._nothing(index)
        elif part := self._part(index):
            base = name = part
        elif planned := self._planned(index):
            base, name = planned
        elif figure.category == "coverage" and "所有" in self.text[figure.start:figure.end]:
            base = name = ""
        else:
            base, name = (self._lasting(index) or self._listed(index) or self._granted(index) or self._counted(index)
                          or self._measured(index))
            # What a bound qualifies leaves its measure to the next of a list.
            base = self._bases[-1] if self.clauses.is_qualified(index) else base
        self._bases.append(base)
        self._names.append(name)
        return name

    def _earlier(self, index: int) -> str:
        """The subject that this figure leans on: the one before in this clause or the last, else the clause before."""
        if index not in self._leant_on:
            self._leant_on[index] = self._find_earlier(index)
        return self._leant_on[index]

    def _find_earlier(self, index: int) -> str:
        start = self.figures[index].start
        clause = self.clauses.start(start)
        floor = max(self.clauses.sentence_start(start), self.clauses.start(clause - 1) if clause else 0)
        before = self.clauses.clause_before(index)
        base = self._bases[index - 1] if index else ""
        if index and _STOP.search(self.text, self.figures[index - 1].end, start):
            return before
        return base if base and (self.figures[index - 1].end > floor or not before) else before

    def _counted_before(self, index: int) -> str:
        """What is counted in the clause where it is said to be done: 14个小区于10月|全部竣工."""
        figure = self.figures[index]
        done = re.search("全部|悉数", self.text[figure.start:figure.end])
        if not done or not index or self.figures[index - 1].end <= self.clauses.start(figure.start):
            return ""
        return self.clauses.bare_noun(index - 1)

    def _part(self, index: int) -> str:
        """The name of a share or a part of what stood before: 其中乡镇级12座, 含上年结转8处, 完成目标任务的85%."""
        figure = self.figures[index]
        before = self.text[self.clauses.start(figure.start):figure.core_start]
        if figure.category == "money" and _FINED.match(self.text, figure.end):
            return "罚款金额"
        if SAME_AGAIN.pattern.search(before[:figure.start - figure.core_start or None]):
            alike = (self._bases[at] for at in range(index - 1, -1, -1) if self.figures[at].unit == figure.unit)
            return next(alike, "")
        earlier = self._earlier(index)
        return share_name(before, figure, earlier) or part_name(before, earlier, bool(self.clauses.right(index)))

    def _lasting(self, index: int) -> tuple[str, str] | None:
        """For how long on end something happened: 水上交通连续|五年|未发生事故 → 水上交通连续未发生事故时间."""
        figure = self.figures[index]
        lasting = _ON_END.search(self.text, max(0, figure.core_start - 4), figure.core_start)
        what = _WHAT_LASTS.match(self.text, figure.end)
        if figure.category != "duration" or not lasting or not what:
            return None
        left = re.sub("连续$", "", self.clauses.left(index))
        if _GENERIC.fullmatch(left):
            left = self._completed(left, self._earlier(index))[1]
        return left if _STAYS.match(what.group()) else clean(what.group()), f"{left}连续{what.group()}时间"

    def _planned(self, index: int) -> tuple[str, str] | None:
        """The amount of a plan, its share that is done, the target that is missed and by how much."""
        figure = self.figures[index]
        before = self.text[self.clauses.start(figure.start):figure.start]
        if index and figure.category == "percent" and self.text[self.figures[index - 1].end:figure.start] == "的":
            before = self.text[self.clauses.start(figure.start):self.figures[index - 1].start]
            task = planned_name(before)
            return (self._bases[-1], f"{self._bases[-1]}{task}完成率") if task else None
        earlier = self._earlier(index)
        divided = self.text.startswith("的", figure.end)
        name = planned_name(before) if divided else target_name(before, figure)
        return (earlier, earlier + name) if earlier and name else None

    def _nothing(self, index: int) -> tuple[str, str]:
        """What does not happen, with whose it is: 信息零延误 → 信息延误."""
        figure = self.figures[index]
        left = self.clauses.left(index)
        if "零" not in self.text[figure.start:figure.end]:
            short = len(figure.noun) <= _SHORTEST_NAME and len(left) <= _LONGEST_SUBJECT
            name = left + figure.noun if short else figure.noun or left
            return name, name
        owner = self._bases[index - 1] if not left and index and self.figures[index - 1].category == "zero" else left
        return owner, owner + figure.noun.removeprefix("发生")

    def _listed(self, index: int) -> tuple[str, str] | None:
        """The part of 甲、乙、丙分别 … that belongs to this figure, in a list of nothing but figures."""
        first, last = self._list_of(index)
        count = last - first + 1
        if count < 2 or (index == last and self.figures[index].category == "count" and self.clauses.right(index)):
            return None
        subject, ending = self._subject_of_list(first)
        if not subject and first >= count:
            earlier = self._bases[index - count]
            return earlier, earlier
        if _OF_ALL.fullmatch(subject) and first >= count and "分别" in self._head(first):
            return self._bases[index - count], self._bases[index - count] + subject
        parts = [part for part in _PARTS.split(subject) if part.strip()]
        if len(parts) < count:
            return None
        name = completed(parts[-count:])[index - first] + ending
        return name, name

    def _subject_of_list(self, first: int) -> tuple[str, str]:
        """What stands before 分别 or the first figure, or whom a grant is for; and what is added to its parts."""
        head = self._head(first)
        subject = clean(head.partition("分别")[0])
        if PAYING.fullmatch(subject):
            who = receiver(self.clauses, first)
            return (who, "奖励") if who else (subject, "")
        return subject, ""

    def _head(self, first: int) -> str:
        """The words of a list's clause before its first figure."""
        at = self.figures[first].start
        return self.text[self.clauses.start(at):at]

    def _list_of(self, index: int) -> tuple[int, int]:
        """First and last index of the figures that stand in a list with this one."""
        first = last = index
        while first > 0 and self._adjoin(first - 1) and last - first < _LONGEST_LIST:
            first -= 1
        while last + 1 < len(self.figures) and self._adjoin(last) and last - first < _LONGEST_LIST:
            last += 1
        return first, last

    def _adjoin(self, index: int) -> bool:
        one, two = self.figures[index], self.figures[index + 1]
        alike = one.category == two.category or "bare" in (one.category, two.category) or two.category == "points"
        alike = alike or self._head(index).endswith("分别控制在")
        return alike and LIST_JOIN.fullmatch(self.text, one.end, two.start) is not None

    def _granted(self, index: int) -> tuple[str, str] | None:
        first, last = (self.figures[at] for at in self._list_of(index))
        if first.category not in ("money", "percent", "duration"):
            return None
        return grant_name(self.clauses, index, first, last, self._earlier(index) or self.clauses.left(index))

    def _counted(self, index: int) -> tuple[str, str] | None:
        """Named on the right: 新建3所学校, 90%的事项网上可办."""
        figure = self.figures[index]
        if figure.category in ("rank", "coverage"):
            return None
        if figure.op.endswith("_by") and (self.clauses.left(index) or figure.category not in NAMED_BEHIND):
            return None
        left, predicate = self.clauses.left(index), self.clauses.predicate(index)
        if predicate and left:
            return left, left + predicate
        noun = self.clauses.noun(index)
        if noun.rpartition("的")[2].startswith("目标") and (earlier := self._earlier(index)):
            return earlier, f"{earlier}目标"
        if re.fullmatch(DEED, noun) and self._follows_count(index):
            name = self._completed(noun, self._bases[-1])[1]
            return name, name
        paid = figure.category in ("money", "percent", "duration") and PAYING.fullmatch(self.clauses.right(index))
        if not noun or paid:
            return None
        measured = left or (self._bases[index - 1] if self._list_of(index)[0] < index else "")
        if measured and self._qualifies(figure):
            return measured, self._of_qualified(measured, noun)
        return self._with_owner(index, left, noun)

    def _follows_count(self, index: int) -> bool:
        """Whether a figure before it in its sentence counted something."""
        return (index > 0 and bool(self._bases[-1])
                and self.figures[index - 1].start >= self.clauses.sentence_start(self.figures[index].start))

    def _qualifies(self, figure: Figure) -> bool:
        """Whether a figure is a threshold of what follows: 收入突破100亿元的企业."""
        return (figure.op in (">=", "<=", "=") and figure.category in ("money", "size")
                and self.text.startswith("的", figure.end))

    def _of_qualified(self, measured: str, noun: str) -> str:
        """A short measure with what it qualifies: 总规模100亿元的基金 → 基金总规模."""
        if len(measured) > _SHORT_NOUN or len(noun) > _LONGEST_QUALIFIED or re.search("占|比", noun):
            return measured
        return noun + measured

    def _with_owner(self, index: int, left: str, noun: str) -> tuple[str, str]:
        """A noun behind the figure, with what stands before it where the noun is short or owned (甲的3项任务)."""
        before = self.text[max(0, self.figures[index].start - 1):self.figures[index].start]
        if len(noun) > _SHORT_NOUN and before != "的":
            return noun, noun
        listed = before in "和与及" or self._enumerates(index, left)
        owner = "" if len(left) > _LONGEST_OWNER or listed else left
        if _TRANSITIVE.fullmatch(owner) or (not owner and len(noun) <= 2):
            return noun, f"{self._earlier(index)[:_LONGEST_OWNER]}{owner}{noun}"
        return owner if owner and before in ("从", "由") else f"{owner}{noun}", f"{owner}{noun}"

    def _enumerates(self, index: int, left: str) -> bool:
        """Whether the words before a count only list what it counts: 甲、乙两个项目; 甲、乙、丙等5个镇."""
        figure = self.figures[index]
        listed = self.text.startswith("等", figure.core_start - 1) or left.count("、") + 1 == figure.value
        return "、" in left and listed

    def _measured(self, index: int) -> tuple[str, str]:
        """Named on the left, by the figure's own words (降低成本3亿元), or by what stood before."""
        figure = self.figures[index]
        if figure.category == "coverage" and (done := self._counted_before(index)):
            return done, done
        named = "" if figure.category in ("rank", "coverage") else clean(figure.noun)
        left = self.clauses.left(index) + named
        if not left and self._of_the_rate_before(index):
            return self._bases[-1], self._names[-1]
        if left.endswith("等"):
            left = self.clauses.label(index) or left
        if len(left) == _SHORTEST_NAME and self._stands_alone(index):
            return left, left
        if left and not _GENERIC.fullmatch(left):
            return left, left
        earlier = self._earlier(index)
        leans = _LEANS.fullmatch(left) and figure.category not in ("rank", "coverage")
        return self._completed(left, self.topic if leans and not earlier else earlier)

    def _of_the_rate_before(self, index: int) -> bool:
        """Whether points are those by which the share before them changed: 合格率98%，较上年提升|1.1个百分点."""
        figure, before = self.figures[index], self.figures[index - 1] if index else None
        return (before is not None and (figure.category, before.category) == ("points", "percent")
                and not before.op.endswith("_by") and not _STOP.search(self.text, before.end, figure.start))

    def _stands_alone(self, index: int) -> bool:
        """Whether two characters name a figure: what is organised (组织演练), a thing of a list (泵站3座、水闸5座)."""
        figure = self.figures[index]
        if _NAMED_ALONE.search(self.text, max(0, figure.start - 6), figure.start):
            return True
        listed = index and self.text.startswith(("、", "和"), self.figures[index - 1].end)
        return bool(listed) and figure.unit in _OF_THINGS

    def _completed(self, left: str, earlier: str) -> tuple[str, str]:
        """A name that says too little alone, completed by the subject before it."""
        if not left:
            return earlier, earlier
        if left.endswith("率"):
            earlier = _OF_A_SHARE.sub("", earlier)
        if re.fullmatch(DEED, left):
            earlier = re.sub(f"(?<=..){DEED}$", "", earlier)
        if re.fullmatch(_AMOUNT, left):
            earlier = re.sub(f"(?:{_AMOUNT})$", "", earlier) or earlier
        in_itself = len(left) == _SHORTEST_NAME and left[0] != "每" and not _OF_SOMETHING.fullmatch(left)
        if in_itself and len(earlier) > _LONGEST_SUBJECT:
            return left, left
        left = re.sub("^占(全球|世界|全国|全省).*", r"\1占比", left)
        return earlier or left, earlier + left



def _with_ending(text: str, figure: Figure, subject: str) -> str:
    """The name with what its kind adds: 率 to coverage, 排名 to ranks, 年均增长 to yearly rates, 比例 to shares."""
    if figure.category == "coverage":
        return (subject + figure.noun).replace("覆盖覆盖", "覆盖")
    if figure.category == "rank":
        return f"{subject}{figure.noun}排名".replace("排名排名", "排名")
    if figure.whole:
        return f"{subject}占{figure.whole}比例"
    yearly = "年均" in text[max(0, figure.start - 12):figure.end] and "年均" not in subject
    if subject and yearly and figure.op.endswith("_by"):
        return f"{subject}年均增长"
    shared = figure.category == "percent" and text.startswith("的", figure.end)
    if subject and shared and not re.search("[率比重例]$", subject):
        return f"{subject}比例"
    return subject
