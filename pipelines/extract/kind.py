"""Whether a stretch is a record at all, and whether it is a task, a target or a result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pipelines.document import Metadata, Quantity, Section
from pipelines.fold import fold
from pipelines.rules import Rule, rule

_LEXICON = Path(__file__).parent.parent / "lexicon"

# What a chapter holds, by the words of its heading; the first row that matches decides.
HEADINGS: tuple[Rule, ...] = (
    rule("look-back", r"回顾|成效|成绩|成就|完成情况|(?:工作|任务|实施|执行)进展|工作情况|开展情况|主要做法|工作总结|取得.{0,8}(?:成效|成绩|进展|成就)|发展(?:现状|基础)|现状|"
         r"过去|“?十三五”?(?:时期|期间)|上年|去年|建设成果|发展成果", lambda m: "result",
         ("一、2024年工作回顾", "result"), ("（一）主要成效", "result"), ("第一节 发展基础", "result"), ("三、强化基础设施", None)),
    rule("goals", r"目标|主要指标|预期指标", lambda m: "goal", ("（三）主要目标", "goal"), ("二、发展目标", "goal"),
         ("三、指标体系", None)),
    rule("look-ahead", r"打算|下一步|下步|明年|来年|下年度?|工作(?:计划|安排|思路|重点|举措|建议)|展望|重点任务|主要任务|保障措施|今年", lambda m: "task",
         ("三、下一步工作打算", "task"), ("四、2025年工作思路", "task"), ("一、总体思路", None)),
    rule("no records", r"^(?:综合)?分析|^[^，]*(?:指导思想|原则|总体要求|总体思路|形势(?!.*(?:平稳|稳定|向好|好转))|机遇|挑战|问题|不足|困难|短板|差距|体会|经验|启示|背景|依据|定位|适用范围|附则|名词解释|"
         r"编制说明)[^，]{0,5}$", lambda m: "none",
         ("第二节 面临形势", "none"), ("三、存在的主要问题", "none"), ("一、指导思想", "none"), ("机遇与挑战并存", "none"), ("综合分析国内外形势，机遇大于挑战", "none"), ("安全形势总体平稳", None),
         ("针对需求不足的矛盾，多措并举扩大消费", None), ("（二）加强道路养护", None)),
)
_PROBLEM_TASK = re.compile(r"(?:针对|解决|整改|治理|化解|破解|应对|防范|补齐|整治|攻克|聚焦|打通|突破|缩小).{0,12}(?:问题|困难|挑战|短板|差距|机遇)")
# In a summary 重点任务 and 工作举措 tell what was done; only these words announce what comes next.
_NEXT = re.compile(r"打算|下一?步|下一?年|明年|来年|思路|安排|展望|计划|谋划")
_HAN = re.compile("[㐀-鿿]")
_YEAR = re.compile(r"(20\d\d)年")

NOT_RECORDS: tuple[Rule, ...] = (
    rule("guiding thought", r"以.{0,60}为(?:指导|指引|遵循|统领)[，。]|高举.{0,20}旗帜", lambda m: "preamble",
         ("坚持以新发展理念为指导，全面落实部署。", "preamble"), ("以项目建设为抓手，推进改革。", None)),
    rule("purpose of the document", r"^为(?:了|进一步|深入|全面|扎实|切实|认真|更好|加快|充分|积极)?.{4,160}(?:制定|制订|编制|提出)(?:本|如下|以下|此)",
         lambda m: "preamble", ("为深入推进乡村振兴，结合我市实际，制定本方案。", "preamble")),
    rule("forwarding", r"现将.{2,80}(?:印发|发给|报告|汇报|公布|通报)|请.{0,20}(?:认真|遵照|结合实际).{0,12}(?:贯彻)?(?:执行|落实)|特此(?:通知|报告|通报)|予以审议",
         lambda m: "notice", ("现将《2024年工作要点》印发给你们，请认真贯彻执行。", "notice")),
    rule("address", r"^(?:各位|同志们|委员长|主任、)|[们者员]：$|^(?:主送|抄送|抄报|附件|附表|附注|注|备注|联系人|联系电话|公开方式|信息来源|来源|责任编辑|编辑|审核|此件)|印发$|党派[^，]{0,4}委",
         lambda m: "address", ("抄送：市委办公室。", "address"), ("各位代表！", "address"), ("附件：任务分解表", "address")),
    rule("lead-in", r"(?:如下|以下(?:工作|任务|问题|方面|几点|几个方面)?|主要(?:有|是|表现在))[：:，。]?$", lambda m: "lead-in",
         ("重点抓好以下工作：", "lead-in"), ("现汇报如下：", "lead-in")),
    rule("key year", r"[是为].{0,40}(?:之年|关键(?:时|期)|关键[一]年|重要一年|攻坚期|窗口期|机遇期)[。，；]?", lambda m: "analysis",
         ("2024年是实施规划的关键之年。", "analysis")),
    rule("what it is", r"^[^，；]{2,20}(?:，[^，]{0,20})?是[^，；]{0,24}(?:重要|核心|关键|必然|根本|基础性?|有力|主要|基本)的?(?:引擎|支撑|要素|要求|保障|抓手|途径|力量|任务|内容|底座|体现)"
         r"|^[^，。]{2,12}是[^，。]{2,8}之[本基源要重义][、。，]", lambda m: "analysis",
         ("产业是乡村振兴的重要支撑。", "analysis"), ("教育是民生之基。", "analysis"), ("实施强基工程是今年头等大事", None)),
    rule("quoted word", r"(?:总书记|总理|主席|报告|书记|省长|市长|会议)(?:[^，。]{0,20})(?:指出|强调|要求|提出)[，：]", lambda m: "analysis",
         ("会议指出，要加快发展。", "analysis")),
)
PROBLEMS: tuple[Rule, ...] = (
    rule("want", r"不(?:够|足|强|高|到位|平衡|充分|完善|健全|牢固?|均衡|深入|紧密|规范|匹配|适应|及时|快|多|大|实|细|彻底|合理|优|力)|薄弱|短板|有待|亟待|亟需|尚未|尚需|滞后|欠缺|"
         r"仍(?:然|旧|有|存|处|较|未|需)|还(?:不|没|有|需|存在)|偏[低少慢弱高]|差距|任重道远|瓶颈|严峻|隐患较多|风险较[高大]|难度较?大|压力较?大|难点|矛盾(?:突出|凸显)|缺口|缺乏|时有发生|参差不齐",
         lambda m: "problem", ("部分乡镇监管力量不足。", "problem"), ("基础设施建设仍有短板。", "problem"), ("全面完成改造任务。", None)),
)
# States that are to be reached: what a target says where no action opens it.
STATES: tuple[Rule, ...] = (
    rule("figure reached", r"达到?|不(?:低|少|高|多)于|不超过|控制在|保持在|稳定在|提[高升]到|提[高升]至|规模[^，]{0,12}(?:超过?|突破|过)|收入|产值|总量|降[低至到]|下降|增长|[^，]{2}率|占比|比[例重]|实现.{0,20}全覆盖|全覆盖|全部|所有|应.尽",
         lambda m: "state", ("粮食产量达到128万吨以上", "state"), ("事故起数下降10%", "state"), ("新建学校3所", None)),
    rule("nothing happens", r"(?:力争|确保|坚决|实现|保持|做到).{0,30}(?:不发生|不出现|零(?!星)|杜绝|不死人|无)", lambda m: "state",
         ("确保全年不发生重大事故", "state")),
    rule("better state", r"(?:显著|明显|大幅|持续|全面|进一步|更加|不断|稳步|逐步|有效|基本|初步).{0,3}(?:提升|提高|增强|改善|完善|健全|形成|优化|扩大|建立|成型|加强|建成|下降|遏制|"
         r"稳定|夯实|降低|拓展|协调|有力|显现|好转|向好|高效|便捷|普遍)", lambda m: "state",
         ("群众满意度明显提升", "state"), ("服务体系基本形成", "state")),
)
# A count behind such a verb is work to be done, wherever the verb stands (每年遴选100项).
_BUILDS = re.compile(r"(?:培育|遴选|举办|组织|开展|实施|推动|打造|新建|改造|建设|选派|给予|资助|支持|安排|培训|完成)[^，]{0,30}\d")
_LOOKS_BACK = re.compile(r"过去[一两三五十]?年|去年|上年[，度末底]|以来[，累已]|五年来|累计|已[经建完实达成]")
_GOALS_FOLLOW = re.compile(r"目标(?:任务)?(?:是|为)?：")
_PROBLEMS_FOLLOW = re.compile(
    r"(?:但|也|还|仍|依然|尚|清醒地?|必须)[^；。]{0,16}(?:存在|面临|看到|有)[^；。]{0,24}(?:问题|不足|短板|困难|差距|挑战)[^，；。]{0,6}(?:：|$)"
    r"|(?:问题|困难|短板|差距)[^，。；]{0,8}(?:主要有|主要是|表现在|表现为|如下)")
_YEAR_FIRST = re.compile(r"(?:展望|面向|迈入|进入)?(?:(20\d\d)年|明年|新的一年|下一步|来年|下一阶段)")
_LEAD_WORDS = re.compile(
    r"^[\s，]*(?:(?:到|至)?20\d\d年(?:年?[底末])?(?:前|之前|以前)?|“?十[三四五]五”?(?:期间|末|时期)?|[年岁]底前?|年内|全年|今年|明年|上半年|下半年|\d{1,2}月(?:底|\d+日)?前?|力争|确保|争取|努力|"
    r"全市|全省|全县|全区|全国|每年|每季度|每半年|每月|每周|我市|我省|我县|我区|累计|同时|其中|[，、：]|[（(]?[一二三四五六七八九十\d]+[）)、.．]|[一二三四五六七八九十]+是|——)+")


@cache
def _action_verbs() -> frozenset[str]:
    lines = (_LEXICON / "verbs.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def opens_with_action(text: str) -> bool:
    """Whether folded text begins, behind dates and 力争, with a verb of action or an adverbial that leads to one."""
    start = _LEAD_WORDS.sub("", text)
    return any(start[:size] in _action_verbs() for size in (3, 2, 1))


def heading_role(title: str, metadata: Metadata) -> str | None:
    """What the chapter under a heading holds: result | goal | task | none, or None where its words do not tell."""
    folded = fold(title)
    first = metadata.period[0] or metadata.period[1]
    years = [int(year) for year in _YEAR.findall(folded)]
    if _PROBLEM_TASK.search(folded):
        return None
    found = [r.gives(m) for r in HEADINGS if (m := r.pattern.search(folded))]
    if metadata.doc_type == "summary" and found and found[0] == "task" and not _NEXT.search(folded):
        return None
    if found and found[0] == "result" and opens_with_action(folded):
        return None
    if years and first and "result" not in found and _is_ahead(min(years), first, metadata.doc_type):
        return "task"
    return found[0] if found else None


def _is_ahead(year: int, first: int, doc_type: str) -> bool:
    """Whether a chapter about `year` looks ahead: 2025年重点工作 in the summary of 2024, in the report given in 2025."""
    return doc_type == "summary" and year > first or doc_type == "report" and year >= first


def _default_role(metadata: Metadata) -> str:
    return "result" if metadata.doc_type in ("summary", "report") else "task"


def role_of(path: Sequence[Section], metadata: Metadata, has_outline: bool) -> str:
    """What the place of a sentence makes of it: result | goal | task | none | preamble; the innermost heading
    decides, but under the goals a heading such as 产业发展取得成效 is a goal as well, and a summary tells of its goals' results."""
    roles = [role for section in path if (role := heading_role(section.title, metadata))]
    if metadata.doc_type == "summary" and "task" not in roles:
        roles = [role for role in roles if role != "goal"]
    if roles:
        return "goal" if roles[-1] == "result" and "goal" in roles else roles[-1]
    if not path and has_outline:
        return "preamble"
    return _default_role(metadata)


def announced_role(text: str, metadata: Metadata) -> str | None:
    """What a sentence announces for itself and the rest of its paragraph: goals, problems, or the year to come."""
    if _GOALS_FOLLOW.search(text):
        return "goal"
    if _PROBLEMS_FOLLOW.search(text):
        return "none"
    last = metadata.period[1]
    opening = _YEAR_FIRST.match(text)
    ahead = opening and (opening.group(1) is None or last is not None and int(opening.group(1)) > last)
    return "task" if ahead and metadata.doc_type == "summary" else None


def _matches(rules: Sequence[Rule], text: str) -> bool:
    return any(r.pattern.search(text) for r in rules)


def is_goal(text: str, quantities: Sequence[Quantity]) -> bool:
    """Whether a clause of a preamble states a goal with a figure, a zero or a rank (the guideline's exception)."""
    return bool(quantities) and _matches(STATES, text) and not _matches(NOT_RECORDS, text)


def kind_of(text: str, role: str, quantities: Sequence[Quantity], metadata: Metadata) -> tuple[str, float] | None:
    """Kind and confidence of one stretch of folded text, or None where it is no record."""
    if len(_HAN.findall(text)) < 4:
        return None
    if role == "preamble":
        return _kind_in_preamble(text, quantities, metadata)
    if _matches(NOT_RECORDS, text):
        return None
    if role == "none":
        return ("target", 0.6) if is_goal(text, quantities) and not _matches(PROBLEMS, text) else None
    if role == "result":
        return None if _matches(PROBLEMS, text) and not quantities else ("result", 0.9)
    return _task_or_target(text, role, quantities)


def _kind_in_preamble(text: str, quantities: Sequence[Quantity], metadata: Metadata) -> tuple[str, float] | None:
    if quantities and _LOOKS_BACK.search(text):
        return "result", 0.7
    if not is_goal(text, quantities) and not (quantities and _default_role(metadata) == "result"):
        return None
    return ("result", 0.7) if _default_role(metadata) == "result" else ("target", 0.7)


def _task_or_target(text: str, role: str, quantities: Sequence[Quantity]) -> tuple[str, float]:
    if role == "goal":
        counted_action = opens_with_action(text) and quantities and not _matches(STATES[:1], text)
        return ("task", 0.6) if counted_action else ("target", 0.85)
    if any(opens_with_action(clause) for clause in text.split("，")):
        return "task", 0.95
    states_figure = bool(quantities) and _matches(STATES[:2], text) and not _BUILDS.search(text)
    return ("target", 0.75) if states_figure else ("task", 0.85)


