"""Names of parts and shares of what stood before: 其中二级企业30家, 含上年结转8处, 完成年度任务的85%."""

from __future__ import annotations

import re
from typing import Any

from pipelines.extract.figures import Figure
from pipelines.extract.phrases import clean
from pipelines.rules import Rule, rule

_IS_A_RATE = re.compile("[率比例重度平值数]$")
# A task named in at most so many characters (目标任务) is said of what stood before.
_BARE_TASK = 4
_MARKS = "，。；、"

# All are searched in what stands in the clause before a figure's number.
TASK_SHARE = rule(
    "share of a task",
    rf"完成(?:全年|今年|当年|年初)?(?P<task>[^{_MARKS}]{{0,10}}?(?:任务|目标|计划)(?:任务)?)[数量]?的?$",
    lambda m: m["task"], ("完成全年目标任务的", "目标任务"), ("完成改造", None))
PART_SHARE = rule(
    "share that a part holds",
    r"^(?:其中)?，?(?P<part>[^，。；\d]{2,30}?)占(?:到|了|比)?(?:将近|接近|近|约|超过?|不足)?$",
    lambda m: m["part"], ("其中返乡青年占到", "返乡青年"), ("占比", None))
BOUNDED_PART = rule(
    "part whose share is said at once", r"^其中，?(?P<part>[^，。；、\d]{2,14})$", lambda m: m["part"],
    ("其中女职工", "女职工"), ("其中有", None))
GRADED_PART = rule(
    "part by its grade",
    rf"其中[，：]?(?P<grade>[^{_MARKS}]{{0,4}}[级类型等甲星][^{_MARKS}]{{0,2}})(?P<noun>[^{_MARKS}]{{2}})$",
    lambda m: (m["grade"], m["noun"]), ("其中二级企业", ("二级", "企业")), ("其中税收收入", None))
CARRIED_OVER = rule(
    "what is carried over",
    rf"(?:含|包括)(?P<part>(?:上年|去年|往年|历年|以前年度|前期|跨年)[^{_MARKS}\d]{{2,6}}?)的?$",
    lambda m: m["part"], ("含上年结转", "上年结转"), ("含改建", None))
SAME_AGAIN = rule(
    "some of the same", r"^(?:其中|剩余|余下|其余|另有|尚有|还有)[，：]?(?:有|已有|的)?$", lambda m: True,
    ("其中", True), ("其余的", True), ("其中企业", None))

# Amounts of a plan, before their share: 占年度计划|2亿元的90%.
PLANNED = rule(
    "amount of a plan",
    r"(?:占|完成|达到?|为)?了?(?P<task>(?:全年|年度|年初|当年|今年|目标)?(?:任务|目标|计划)(?:任务)?)[数量]?$",
    lambda m: m["task"], ("占年度计划", "年度计划"), ("列入计划的", None))
MISSED_TARGET = rule(
    "target that is missed",
    rf"(?:距离?|离|低于|高于|未能?(?:达到|实现|完成))[^{_MARKS}\d]{{0,8}}?(?P<target>目标|预期|计划|预算|定下|确定|提出|要求)的?$",
    lambda m: m["target"] if m["target"] in ("预期", "计划", "预算") else "目标",
    ("距年初定下的", "目标"), ("未能实现规划提出的", "目标"), ("高于去年", None))
SHORTFALL = rule(
    "what a target is missed by", r"(?:还|仍|尚|相)差(?:近|约|大约)?$", lambda m: "与目标差距",
    ("还差", "与目标差距"), ("较差", None))


def planned_name(before: str) -> str:
    """What a plan is called whose amount stands behind `before`, "" where none does."""
    return _given(PLANNED, before) or ""


def target_name(before: str, figure: Figure) -> str:
    """目标 or 与目标差距 where `before` says that the figure is one, else ""."""
    return _given(SHORTFALL if figure.category == "points" else MISSED_TARGET, before) or ""


def share_name(before: str, figure: Figure, earlier: str) -> str:
    """The name of a percentage of a task or of a whole, "" where it is none; `earlier` is the subject before it."""
    if figure.category != "percent":
        return ""
    task = TASK_SHARE.pattern.search(before)
    if task:
        name: str = TASK_SHARE.gives(task)
        return f"{earlier if len(name) <= _BARE_TASK else ''}{name}完成率"
    part = _given(PART_SHARE, before) or _bounded_part(before, figure)
    if not part:
        return ""
    whole = f"{earlier}中" if earlier and before.startswith("其中") else ""
    return f"{whole}{clean(part)}占比"


def _bounded_part(before: str, figure: Figure) -> str:
    """The part that a share is of whose bound follows at once: 其中女职工不低于|30%; "" where a rate is named."""
    if figure.op.endswith("_by"):
        return ""
    part = clean(_given(BOUNDED_PART, before[:len(before) - figure.core_start + figure.start]) or "")
    return "" if _IS_A_RATE.search(part) else part


def part_name(before: str, earlier: str, named_behind: bool) -> str:
    """The name of a part of `earlier`: of a grade, or carried over; "" where the words before say neither."""
    graded = _given(GRADED_PART, before)
    if graded and earlier.endswith(graded[1]):
        return f"{earlier.removesuffix(graded[1])}{graded[0]}{graded[1]}"
    carried = _given(CARRIED_OVER, before)
    return f"{carried}的{earlier}" if isinstance(carried, str) and earlier and not named_behind else ""


def _given(each: Rule, words: str) -> Any:
    match = each.pattern.search(words)
    return each.gives(match) if match else None
