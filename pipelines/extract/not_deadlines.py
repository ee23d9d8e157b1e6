"""Time words that are no deadline: bases of comparison, and times inside the names of papers, tasks and systems."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.rules import rule, table

MARK = "▲"  # stands for the time phrase in the text that the rules see
CONTEXT = 40  # characters of the sentence that the rules see on either side

# 2023年出台行动方案 dates the action, 2023年行动方案 names the paper.
_WRITING = (r"制定|制订|编制|印发|出台|发布|下达|拟定|起草|提出|形成|报送|签订|公布|完成|启动|实施|开展|建立|建成|推动"
            r"|组建|组织|达|选择|培育|打造")
_PAPER = (r"(?:要点|计划|方案|清单|规划|工作报告|白皮书|目录|台账|预算|决算|任务书|责任书|指南|名单|蓝皮书|年鉴"
          r"|公报|大纲|纲要)")
_CHANGED = r"(?:提高|增加|增长|减少|下降|降低|上升|提升|降|升|扩大|缩短|压减|变)"


def _because(reason: str) -> Callable[[re.Match[str]], str]:
    """A reader that gives the reason, whatever the match."""
    return lambda match: reason


NOT_DEADLINES = table(
    rule("compared with",
         rf"(?<!占)(?<!对)[较比]{MARK}|(?:相较?|[低高好优快多少慢强]|不亚)于{MARK}|超过{MARK}|{MARK}(?:的)?(?:水平"
         rf"|同期|不变价|基数|基础上)", _because("comparison"), (f"较{MARK}提高5个百分点", "comparison"),
         (f"恢复到{MARK}水平", "comparison"), (f"占比{MARK}达到", None)),
    rule("together with", rf"[与同和以]{MARK}(?:的)?[^，。；]{{0,8}}(?:相比|持平|相当|为基)", _because("comparison"),
         (f"与{MARK}相比", "comparison"), (f"以{MARK}为基期", "comparison")),
    rule("short of", rf"[与同和]{MARK}(?:的|初)?[^，。；]{{0,12}}(?:落差|差距|差异|偏差|不符|出入)",
         _because("comparison"), (f"与{MARK}设想有落差", "comparison")),
    rule("the most since then", rf"(?:[为是]|创下?|达到?){MARK}的?(?:最|新[高低])|{MARK}的?最[高低大小好佳快多少优]",
         _because("comparison"), (f"为{MARK}最高的一年", "comparison"), (f"{MARK}最迟完成", None)),
    rule("before and after compared", rf"{MARK}的?(?:对比|对照|比较|变化|差异|落差|反差|差距)", _because("comparison"),
         (f"{MARK}对比图", "comparison"), (f"{MARK}开展对比", None)),
    rule("seen from", rf"(?:[从就]|按照?|根据){MARK}[^，。；]{{0,20}}?(?:来?看|分析|判断|测算|推算)(?=，|$)",
         _because("comparison"), (f"从{MARK}事故情况看，", "comparison"), (f"从{MARK}起开展", None)),
    rule("what came upon them",
         rf"(?:面对|应对|因为?|由于|受|遭受|遭遇|经历|经受|抗击|战胜|克服|吸取|汲取|针对){MARK}的?(?!$|，|。)"
         rf"[^，。；]{{0,20}}", _because("cause"), (f"面对{MARK}两轮强降雨", "cause"), (f"因{MARK}洪水冲毁", "cause"),
         (f"因此{MARK}前", None)),
    rule("left over from",
         rf"{MARK}(?:的|所)?(?:工作)?(?:结转|遗留|剩余|安排|下达|部署|确定|排定|承诺|预定|预期|既定|计划|预算|盘子"
         rf"|未完成"
         r"|未开工|未销号|顺延|通报|排查出?|签约|立项)[^，。；]{0,2}的", _because("name"),
         (f"{MARK}结转的隐患", "name"), (f"{MARK}安排的12公里", "name"), (f"{MARK}安排资金", None)),
    rule("called so", rf"作为{MARK}[^，。；]{{0,8}}(?:工程|任务|重点|工作|大事|主线|抓手|目标)", _because("name"),
         (f"作为{MARK}头号工程", "name")),
    rule("what years brought",
         rf"{MARK}的(?:工作)?(?:盘子|打算|设想|部署|预期(?!目标[是为：])|成绩|成就|实践|探索|历程|经验|奋斗|努力|变化|发展)",
         _because("name"), (f"{MARK}的成绩来之不易", "name")),
    rule("changed from", rf"[从由自]{MARK}的?[^，。；]{{0,24}}?(?:{_CHANGED}[了]?[到至为]|{_CHANGED}了?\d|跃升|跃居)",
         _because("comparison"), (f"从{MARK}的12万人增加到20万人", "comparison"),
         (f"由{MARK}的8%降至5%", "comparison")),
    rule("times as much", rf"{MARK}的[^，。；]{{0,6}}倍", _because("comparison"), (f"是{MARK}的3倍", "comparison")),
    rule("paper",
         rf"{MARK}(?!计划[^，。；的和、])(?:的)?(?:(?!{_WRITING})[^，。；、]){{0,12}}?{_PAPER}(?!的?(?:编制|制定|修订"
         rf"|起草|执行|印发|总?投资|落地))", _because("name"), (f"对照{MARK}工作要点", "name"),
         (f"细化{MARK}政府重点任务清单", "name"), (f"{MARK}制定实施方案", None)),
    rule("tasks of a year",
         rf"{MARK}(?:的)?[^，。；]{{0,10}}?(?:目标任务|预期目标|主要目标|工作任务|工作目标|任务目标|[各]项工作|目标"
         rf"|工作)(?=[，。；、的]|$|和|圆满|全面|顺利|作)(?<!作目标)", _because("name"),
         (f"完成{MARK}招生目标任务。", "name"), (f"做好{MARK}的工作，", "name"), (f"{MARK}工作组建", None)),
    rule("what a year is", rf"(?:^|[，。；])?{MARK}，?是(?!否)", _because("statement"),
         (f"{MARK}是关键一年", "statement")),
    rule("issued then",
         rf"{MARK}[^，。；《》]{{0,36}}(?:印发|发布|出台|制定|修订|公布|颁布|施行|签订|签署|下发)的(?:[〓《]|"
         rf"[^，。；]{{0,14}}(?:意见|通知|办法|方案|规划|文件|规定|条例|政策|标准|规程))", _because("name"),
         (f"根据{MARK}省政府办公厅印发的通知", "name"), (f"{MARK}出台的政策", "name"), (f"{MARK}印发方案", None)),
    rule("bracket of a name", rf"（{MARK}(?:版|修订版?|修正|年版|本)?）|{MARK}(?:版|修订|修正|启用)", _because("name"),
         (f"三年行动计划（{MARK}）", "name"), (f"{MARK}版", "name")),
    rule("system",
         rf"{MARK}(?:(?!各级|各地|各部门|加强|做好|落实|强化|建立|制定|完善|健全)[^，。；]){{0,24}}?(?:制度|机制"
         rf"|水位|调度运用)", _because("name"), (f"落实{MARK}值班制度", "name"), (f"{MARK}限制水位", "name"),
         (f"{MARK}建立", None)),
    rule("held under that name",
         rf"(?:举办|召开|办好|承办|筹办|参加|组织参加|出席|迎接|做好|备战|服务保障){MARK}[^，。；]{{0,24}}?"
         r"(?:大会|论坛|峰会|博览会|展览会|年会|大赛|运动会|锦标赛|节|交易会|洽谈会|考试|高考|中考)", _because("name"),
         (f"办好{MARK}中国国际进口博览会", "name"), (f"{MARK}举办博览会", None)),
    rule("campaign", rf"{MARK}[^，。；]{{0,24}}?(?:主题|宣传|系列|等)[^，。；]{{0,4}}活动", _because("name"),
         (f"开展{MARK}等系列活动", "name"), (f"结合{MARK}组织开展演练", None)),
    rule("facing a year", rf"(?:面向|放眼|着眼){MARK}(?:的|，)?", _because("name"), (f"面向{MARK}的科技项目", "name")),
    rule("listed under that name", rf"(?:列入|纳入|入选|获评)[^，。；]{{0,8}}{MARK}", _because("name"),
         (f"列入市政府{MARK}实事", "name")),
    rule("yearly assessment", rf"开展{MARK}[^，。；]{{2,16}}(?:评价|评估|考核|评选|申报|认定)工作", _because("name"),
         (f"开展{MARK}数字化发展评价工作", "name")),
    rule("condition", rf"对[^，。；]{{0,6}}{MARK}[^，。；]{{1,36}}的", _because("condition"),
         (f"对{MARK}完工的项目", "condition")),
    rule("what was done then", rf"对{MARK}(?:[新已]?(?:建成?|投产|认定|立项|发生|完工|验收|排查|入库|交付|办结|受理))",
         _because("condition"), (f"对{MARK}建成项目开展检查", "condition"), (f"对{MARK}工作", None)),
)
