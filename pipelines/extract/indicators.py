"""Names for figures: what is counted or measured, from the words of its clause, of its list or of what stood before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extract.figures import Figure

_BOUNDARY = re.compile("[，。；：！？\n]")
_LIST_JOIN = re.compile(r"(?:[、和与及，]|以及|\s)*")
_BRACKETED = re.compile("（[^（）]*）|“[^“”]*”|《[^《》]*》")
# What a clause opens with before it names its subject: time, modality, verbs that only carry the figure.
_OPENING = re.compile(
    r"(?:截至|截止|到|至|自|从|在)?(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|前|以来|起|开始)?[，、]?(?:"
    r"力争|确保|努力|争取|保证|实现|完成|推动|推进|促进|带动|加快|全面|进一步|继续|持续|累计|总计|共计|合计|共|已经|已|我国|我省|我市|我区|我县|其中|全年|每年|各地"
    r"|今年|去年|明年|年末|年底前?|年内|使|将|把|让|有|约|近|预计|计划|拟|要|再|又|也|还|均|都|新|基本|初步|逐步|探索|支持|鼓励|引导|指导|督促|协助|争创|成功|打造|培育|建设|建成|形成"
    r"|新建|创建|组建|组织|开展|发展|达到|达|同比|比上年|较上年|环比|比去年|目前|并|且|和|与|及|以及|等|的|、|，|是|为|对|按照|按|整体|总体|平均|积极|大力|深入|稳步|强化|加强|至少|各|一是|二是|三是|四是|\s)")
_CLOSING = re.compile(
    r"(?:达到|达|为|是|有|了|约|近|共|已|均|都|分别|各|由|从|控制在|稳定在|保持在|维持在|控制|稳定|保持|实现|完成|提高到|提升到|提升至|提高至|降到|降至|增至|增加到|扩大到"
    r"|给予|最高|超过|突破|不低于|不少于|要|将|可|力争|确保|同比|比上年|较上年|环比|累计|共计|合计|总计|平均|年均|每年|按|全面|基本|比\d{4}年|较\d{4}年|于|的|至|到|、|：|在|以|占比达|\s)$")
_VERB = re.compile(r"(?:由|开展|实施|建立|建成|实现|进行|完成|达到|纳入|列入|用于|上线|出台|设置|签署|具备|开设|参与|参加|受益|通过|接入|获得|获|在(?!校|职|建|岗|编|册|线|用)|以|全部|均|都|为|并|将|得到|享受|达标|脱贫|搬迁)")
_GENERIC = re.compile(
    r"(?:完成率|全球占比|占比|比重|比例|总量|总数|总额|规模|数量|总规模|增速|增长率|年均增速|覆盖率|达标率|合格率|其中|占.{0,24}|总产值|产值|产量|面积|人数|销量|利用率|名义|实际|质量|全年)")
_GRANT = re.compile(r"对(?P<who>[^。；]{2,60}?)(?:的)?[，,]?(?:再|可|分别|一次性|按|根据|参照|给予|奖励|补助|补贴|资助|每|最高|依据|由|予以)")
_PAYING = re.compile(r"(?:奖励|补助|补贴|资助|奖补|扶持|给予|贴息|支持|经费|每[^，。]{1,6})")
# Where the parts of 甲、乙分别 share an ending, the last part shows it.
_SHARED_ENDING = re.compile(
    r"(?:面积|人数|增加值|总额|收入|产量|产值|投资|占比|比重|比例|覆盖率|普及率|率|时间|时限|成本|数量|总量|规模|条数|浓度|费用|支出|税收|金额|里程|装机|用户数|增长|价格|户数|企业|项目|指数|死亡人数|次数|额|数|量)$")


def name_indicators(text: str, figures: Sequence[Figure], former: Sequence[int]) -> list[str | None]:
    """The indicator of every figure, in order; figures whose index is in `former` begin with 原有."""
    names: list[str | None] = []
    subjects: list[str | None] = []
    for index in range(len(figures)):
        subject = _subject(text, figures, index, subjects)
        subjects.append(subject)
        name = _with_ending(text, figures[index], subject)
        names.append(f"原有{name}" if name and index in former else name)
    return names


def _subject(text: str, figures: Sequence[Figure], index: int, earlier: Sequence[str | None]) -> str | None:
    """What the figure is of, before the ending that its kind asks for."""
    figure = figures[index]
    if figure.category == "zero":
        return _zero_subject(text, figures, index)
    paired = _paired(text, figures, index)
    if paired:
        return paired
    left, right = _left(text, figures, index), _right(text, figures, index)
    if figure.category == "coverage" and figure.noun not in ("覆盖率",) and "所有" in text[figure.start:figure.end]:
        return ""
    if right and figure.category not in ("rank", "coverage", "times"):
        return f"{left}{right}" if len(right) <= 4 and left else right
    if _PAYING.fullmatch(left) or (_PAYING.search(left) and len(left) <= 10) or (not left and figure.category == "money"):
        grant = _GRANT.search(text, max(text.rfind(mark, 0, figure.start) for mark in "。；"), figure.start)
        if grant:
            return grant["who"] + (left or "奖励")
    before = _previous(text, figures, index, earlier)
    if left and _GENERIC.fullmatch(left) and before:
        return before + left
    return left or before or _clause_before(text, figure.start) or None


def _previous(text: str, figures: Sequence[Figure], index: int, earlier: Sequence[str | None]) -> str | None:
    """The subject of the figure before, where both stand in one sentence."""
    if index == 0 or "。" in text[figures[index - 1].end:figures[index].start]:
        return None
    return earlier[index - 1]


def _clause_start(text: str, at: int) -> int:
    """Where the clause around `at` begins; commas inside brackets do not count."""
    hidden = [m.span() for m in _BRACKETED.finditer(text, max(0, at - 120), at)]
    starts = [m.end() for m in _BOUNDARY.finditer(text, max(0, at - 120), at)
              if not any(a < m.start() < b for a, b in hidden)]
    return starts[-1] if starts else max(0, at - 120)


def _clean(words: str) -> str:
    """A phrase without what its clause opens and closes with."""
    words = words.strip(" \u3000，、；：。")
    while True:
        opening, closing = _OPENING.match(words), _CLOSING.search(words)
        if opening and opening.end() and opening.end() < len(words) + 1:
            words = words[opening.end():]
        elif closing:
            words = words[:closing.start()]
        else:
            return words.strip(" \u3000")


def _left(text: str, figures: Sequence[Figure], index: int) -> str:
    """The phrase before the figure in its clause, behind the figure before it."""
    start = _clause_start(text, figures[index].start)
    if index and figures[index - 1].end > start:
        start = figures[index - 1].end
    return _clean(text[start:figures[index].start])


def _right(text: str, figures: Sequence[Figure], index: int) -> str:
    """The noun phrase behind the figure; 乡镇建立队伍 becomes 建立队伍的乡镇."""
    figure = figures[index]
    stop = re.compile(r"[，。；：！？、\n）”]|$").search(_hidden_brackets(text), figure.end)
    end = stop.start() if stop else len(text)
    if index + 1 < len(figures):
        end = min(end, figures[index + 1].start)
    words = text[figure.end:end].strip(" \u3000").lstrip("的")
    if not words or re.match(r"(?:和|与|及|以及|并|用于|以|于|后|前|时|到|至|则|等|来|之|增|提|降|左|以上|，|在|为|由|为主|的|是|比|较)", words):
        return ""
    verb = _VERB.search(words, 2)
    if verb and len(words) - verb.start() > 3:
        rest = words[verb.start():][:24]
        return f"{rest}的{words[:verb.start()]}"
    return words[:30].rstrip("和与及等")


def _hidden_brackets(text: str) -> str:
    """The text with bracketed stretches blanked, so that their punctuation ends nothing."""
    return _BRACKETED.sub(lambda m: "口" * len(m.group()), text)


def _zero_subject(text: str, figures: Sequence[Figure], index: int) -> str:
    """What does not happen, with whose it is: 信息零延误 → 信息延误."""
    figure = figures[index]
    left = _left(text, figures, index)
    if "零" in text[figure.start:figure.end] and left:
        return left + figure.noun.removeprefix("发生")
    return figure.noun or left


def _clause_before(text: str, at: int) -> str:
    """The clause before the figure's, where the figure's own names nothing."""
    end = _clause_start(text, at)
    return _clean(text[_clause_start(text, end - 1):max(0, end - 1)]) if end > 1 else ""


def _list_of(text: str, figures: Sequence[Figure], index: int) -> tuple[int, int]:
    """First and last index of the figures that are listed with this one, with nothing but 、和 between."""
    first = last = index
    while first > 0 and _LIST_JOIN.fullmatch(text, figures[first - 1].end, figures[first].start):
        first -= 1
    while last + 1 < len(figures) and _LIST_JOIN.fullmatch(text, figures[last].end, figures[last + 1].start):
        last += 1
    return first, last


def _paired(text: str, figures: Sequence[Figure], index: int) -> str | None:
    """The part of 甲、乙、丙分别 … that belongs to this figure; None where the figures are no such list."""
    first, last = _list_of(text, figures, index)
    count = last - first + 1
    if count < 2:
        return None
    head = text[_clause_start(text, figures[first].start):figures[first].start]
    at = head.find("分别")
    head = _clean(head[:at] if at > 0 else head)
    parts = [part for part in re.split("、|和|与|及|以及", _BRACKETED.sub(lambda m: m.group().replace("、", "|"), head)) if part]
    if len(parts) < count:
        return None
    parts = [part.replace("|", "、") for part in parts[-count:]]
    return _completed(parts)[index - first]


def _completed(parts: list[str]) -> list[str]:
    """Each part with the ending that it leaves to the last: 进口、出口通关时间 → 进口通关时间, 出口通关时间."""
    tail = parts[-1]
    if all(_SHARED_ENDING.search(part) for part in parts[:-1]):
        return parts
    for size in (3, 2, 1):
        at = tail.find(parts[0][-size:])
        if at >= 0:
            ending = tail[at + size:]
            return [part + ending for part in parts[:-1]] + [tail]
    ending_match = re.search(".*?级(.*)", tail) or re.search(f"({_SHARED_ENDING.pattern})", tail)
    ending = ending_match[1] if ending_match else ""
    return [part + ending for part in parts[:-1]] + [tail]


def _with_ending(text: str, figure: Figure, subject: str | None) -> str | None:
    """The name with what its kind adds: 率 to coverage, 排名 to ranks, 年均增长 to yearly rates, 时限 to limits."""
    words = text[max(0, figure.start - 12):figure.end]
    if figure.category == "coverage":
        name = (subject or "") + figure.noun
        return name.replace("覆盖覆盖", "覆盖")
    if figure.category == "rank":
        return f"{subject or ''}{figure.noun}排名".replace("排名排名", "排名")
    if subject is None:
        return None
    if figure.op.endswith("_by") and "年均" in words and "年均" not in subject:
        return f"{subject}年均增长"
    if figure.category == "percent" and re.match("的", text[figure.end:]) and not re.search("[率比重例]$", subject):
        return f"{subject}比例"
    return subject
