"""Whether a stretch is a record at all, and whether it is a task, a target or a result."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.document import Metadata, Quantity
from pipelines.extract.actions import opens_with_action
from pipelines.extract.roles import PROBLEM_TASK, tells_results
from pipelines.extract.word_lists import alternation
from pipelines.rules import Table, first_match, rule, table

NOT_RECORDS = table(
    rule("guiding thought", r"以.{0,60}为(?:指导|指引|遵循|统领)[，。]|高举.{0,20}旗帜", lambda m: "preamble",
         ("坚持以新发展理念为指导，全面落实部署。", "preamble"), ("以项目建设为抓手，推进改革。", None)),
    rule("purpose of the document",
         r"^为(?:了|进一步|深入|全面|扎实|切实|认真|更好|加快|充分|积极)?.{4,160}(?:制定|制订|编制|提出)(?:本|如下|以下|此)",
         lambda m: "preamble", ("为深入推进乡村振兴，结合我市实际，制定本方案。", "preamble")),
    rule("forwarding", r"现将.{2,80}(?:印发|发给|报告|汇报|公布|通报)|特此(?:通知|报告|通报)|予以审议"
         r"|(?<!提)请[^，。]{0,12}审[议查]"
         r"|请.{0,20}(?:认真|遵照|结合实际).{0,12}(?:贯彻)?(?:执行|落实)", lambda m: "notice",
         ("现将《2024年工作要点》印发给你们，请认真贯彻执行。", "notice")),
    rule("address", rf"^(?:{alternation('address_lines.txt')})|[们者员]：$|印发$|党派[^，]{{0,4}}委",
         lambda m: "address", ("抄送：市委办公室。", "address"), ("各位代表！", "address"),
         ("附件：任务分解表", "address")),
    rule("lead-in", r"^(?:围绕|对照|按照|根据)(?:上述|以上|这[一些个])[^，。]{0,8}，[^，]{2,20}[。：]$"
         r"|(?:如下|以下(?:工作|任务|问题|方面|几点|几个方面)?|主要(?:有|是|表现在))[：，。]?$",
         lambda m: "lead-in", ("重点抓好以下工作：", "lead-in"),
         ("围绕上述目标，着力打好五场硬仗。", "lead-in"), ("现汇报如下：", "lead-in")),
    rule("announcement", r"：$", lambda m: "lead-in", ("改造内容包括以下几类：", "lead-in")),
    rule("definition", r"^本(?:标准|文件|课程|指南|规范|办法|细则|条例|规定)(?:适用|规定|由|自|所称|是|主要|中的)"
         r"|^(?:具体|主要)?包括",
         lambda m: "analysis", ("本办法自发布之日起施行。", "analysis"), ("包括接入层、平台层。", "analysis")),
    rule("thanks", r"表示(?:衷心|诚挚|崇高)?.{0,4}(?:感谢|敬意|问候)", lambda m: "address",
         ("向全体教师表示衷心的感谢！", "address")),
    rule("key year", r"[是为].{0,40}(?:之年|关键(?:时|期)|关键一年|重要一年|攻坚期|窗口期|机遇期)[。，；]?",
         lambda m: "analysis", ("2024年是实施规划的关键之年。", "analysis")),
    rule("what it is", r"^[^，；]{2,20}(?:，[^，]{0,20})?是[^，；]{0,24}"
         r"(?:重要|核心|关键|必然|根本|基础性?|有力|主要|基本)的?(?:引擎|支撑|要素|要求|保障|抓手|途径|力量|任务|内容|底座|体现"
         r"|基础|标志|载体|前提|组成部分)"
         r"|^[^，。]{2,12}是[^，。]{2,8}之[本基源要重义][、。，]",
         lambda m: "analysis", ("产业是乡村振兴的重要支撑。", "analysis"), ("教育是民生之基。", "analysis"),
         ("实施强基工程是今年头等大事", None)),
    rule("word of faith", r"^(?:我们)?(?:坚信|相信|深信|深知)|^让我们|^展望未来|一定(?:能够|会)[^，；]{2,}[。！]$",
         lambda m: "address", ("我们坚信，祖国统一一定能够实现！", "address"),
         ("让我们团结一心，再接再厉！", "address"), ("确保一定规模", None)),
    rule("comment", r"^这(?:是|就是|也是|既是|不仅是|充分|标志|意味|对于?|直接|关系)", lambda m: "analysis",
         ("这是转变发展方式的主攻方向。", "analysis"), ("这项工程年底前完工。", None)),
    rule("meaning of a word", r"^[^，。；]{2,30}是指", lambda m: "analysis",
         ("本办法所称测试主体是指提出测试申请的单位，", "analysis")),
    rule("quoted word", r"(?:总书记|总理|主席|报告|书记|省长|市长|会议)(?:[^，。]{0,20})(?:指出|强调|要求|提出)[，：]",
         lambda m: "analysis", ("会议指出，要加快发展。", "analysis")),
)
# A sentence that only says how things are; what is to be done about it may follow in its next clause.
STATEMENTS = table(
    rule("what something is",
         r"^(?![^，：。]{0,8}(?:重点|目标|关键|核心|任务|布局|思路|特别|尤其|主要)是)[^，：；。“”]{1,40}?"
         r"(?<![但可只于还凡若总要正别其先或便])是(?!否)[^，；。]*", lambda m: "analysis",
         ("制造业是我们的优势产业。", "analysis"), ("发展民主，健全法制，是社会主义制度的内在要求。", None),
         ("重点是完善交易平台。", None)),
    rule("what all this is", r"，(?:始终|就|都|也|既|均)?是[^，；。]{3,}[。！]$", lambda m: "analysis",
         ("发展民主，健全法制，是社会主义制度的内在要求。", "analysis")),
    rule("what it means", r"具有(?!示范|战略)[^，。]{0,14}意义|直接关系|关系(?:着|到)|在于|贵在|关键在|所在[。，！]"
         r"|决定着?.{2,20}[。！]$", lambda m: "analysis",
         ("创新创造关键在人。", "analysis"), ("建设具有示范意义的项目。", None)),
    rule("condition", r"^(?:只要|只有|唯有)[^。]{2,40}[就才][^，。]*", lambda m: "analysis",
         ("只有坚持改革开放，才能把事业推向前进。", "analysis")),
)
_URGES = re.compile(r"(?:我们|各级|各地|也|还|就|都|因此|为此)*(?:要(?![求素])|必须|应当?(?![急用对])|须|需要)")
PROBLEMS = table(
    rule("want", alternation("problem_words.txt"), lambda m: "problem",
         ("部分乡镇监管力量不足。", "problem"), ("基础设施建设仍有短板。", "problem"), ("全面完成改造任务。", None)),
)
# States that are to be reached: what a target says where no action opens it.
STATES = table(
    rule("figure reached", alternation("state_figures.txt"), lambda m: "state",
         ("粮食产量达到128万吨以上", "state"), ("事故起数下降10%", "state"), ("新建学校3所", None)),
    rule("nothing happens", r"(?:力争|确保|坚决|实现|保持|做到).{0,30}(?:不发生|不出现|零(?!星)|杜绝|不死人|无)",
         lambda m: "state", ("确保全年不发生重大事故", "state")),
    rule("better state", r"(?:显著|明显|大幅|持续|全面|进一步|更加|不断|稳步|逐步|有效|基本|初步).{0,3}"
         rf"(?:{alternation('better_states.txt')})", lambda m: "state",
         ("群众满意度明显提升", "state"), ("服务体系基本形成", "state")),
)
_REACHED, _STATED = table(STATES[0]), table(*STATES[:2])
# A count behind such a verb is work to be done, wherever the verb stands (每年遴选100项).
_BUILDS = re.compile(r"(?:培育|遴选|举办|组织|开展|实施|推动|打造|新建|改造|建设|选派|给予|资助|支持|安排|培训|完成)"
                     r"[^，]{0,30}\d")
# 检查处罚率达到20%: the verb is part of the indicator's name.
_RATE = re.compile(r"[^，]{0,24}[率占][^，]{0,3}(?:达|不|保持|稳定|控制|提|降|超|为|\d)")
# The verb qualifies the subject of the figure: 开展日间手术的病种增加到60个.
_OF_SOMETHING = re.compile(r"[^，\d]{2,30}的[^，的\d]{1,12}(?:[由从][^，]{1,12}?)?(?:要|应)?"
                           r"(?:增加|扩大|提高|提升|缩短|压缩|降低|减少|下降|控制|保持|稳定|达)[到至在]?[^，\d]{0,4}\d")
_SUBJECT_FIRST = re.compile(r"(?:今年|到?20\d\d年|全年|力争|确保)*[^，\d]{3,24}?"
                            r"(?:要|应|将|力争)?(?:稳定|保持|控制|增长|下降|达|不低|不少|超过|突破)")
_FOUR_LETTERS = re.compile("[㐀-鿿](?:[^㐀-鿿]*[㐀-鿿]){3}")

Judged = tuple[str, float] | None
"""Kind and confidence, None for what is no record."""


def _matches(rules: Table, text: str) -> bool:
    return first_match(rules, text) is not None


def tells_a_problem(text: str) -> bool:
    """Whether folded text says that something is wanting."""
    return _matches(PROBLEMS, text)


def is_goal(text: str, quantities: Sequence[Quantity]) -> bool:
    """Whether a clause of a preamble states a goal with a figure, a zero or a rank (the guideline's exception)."""
    return bool(quantities) and _matches(STATES, text) and not _matches(NOT_RECORDS, text)


def kind_of(text: str, role: str, quantities: Sequence[Quantity], metadata: Metadata) -> Judged:
    """What one stretch of folded text is; `role` says what its place makes of it (see roles.role_of)."""
    if role == "condition" or not _FOUR_LETTERS.search(text):
        return None
    if role == "preamble":
        return _in_preamble(text, quantities, metadata)
    if _matches(NOT_RECORDS, text):
        return None
    if role == "none":
        return ("target", 0.6) if is_goal(text, quantities) and not tells_a_problem(text) else None
    if role == "result":
        return None if tells_a_problem(text) and not quantities else ("result", 0.9)
    if not quantities and _only_states(text):
        return None
    return _goal(text, quantities) if role == "goal" else _task_or_target(text, quantities)


def _only_states(text: str) -> bool:
    """Whether a sentence says how things are or what is wanting, and none of its clauses what is to be done."""
    if found := first_match(STATEMENTS, text):
        return not any(map(_urges, text[found[1].end():].split("，")[1:]))
    return tells_a_problem(text) and not PROBLEM_TASK.search(text) and not any(map(_urges, text.split("，")))


def _urges(clause: str) -> bool:
    return bool(_URGES.match(clause)) or opens_with_action(clause)


def _in_preamble(text: str, quantities: Sequence[Quantity], metadata: Metadata) -> Judged:
    if quantities and tells_results(metadata):
        return "result", 0.7
    return ("target", 0.7) if is_goal(text, quantities) else None


def _goal(text: str, quantities: Sequence[Quantity]) -> Judged:
    counted_action = opens_with_action(text) and quantities and not _matches(_REACHED, text)
    return ("task", 0.6) if counted_action else ("target", 0.85)


def _task_or_target(text: str, quantities: Sequence[Quantity]) -> Judged:
    clauses = [clause for clause in text.split("，") if clause]
    if quantities and _states_a_figure(clauses[0]):
        return "target", 0.75
    if any(opens_with_action(clause) and not _RATE.match(clause) for clause in clauses):
        return "task", 0.95
    if not quantities:
        return "task", 0.85
    states_figure = any(_RATE.match(clause) or (_matches(_STATED, clause) and not _BUILDS.search(clause))
                        for clause in clauses)
    return ("target", 0.75) if states_figure else ("task", 0.85)


def _states_a_figure(clause: str) -> bool:
    """Whether a clause says what figure its subject is to reach: 粮食产量要稳定在5亿吨, 试点病种增加到60个."""
    if _OF_SOMETHING.match(clause):
        return True
    return not opens_with_action(clause) and bool(_SUBJECT_FIRST.match(clause)) and _matches(_REACHED, clause)
