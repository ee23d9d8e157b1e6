"""Quantities that are said without a numeral: nothing happens, everything is done, a rank, a doubling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract.figures import Figure
from pipelines.extract.numerals import parse_number
from pipelines.rules import Rule, rule

_LOSS = (r"(?:事故|灾害|灾难|火灾|伤亡|死亡|死人|群死群伤|风险|返贫|疫情|案件|事件|险情|中毒|溺水|爆炸|踩踏|溃坝|决口|垮坝|倒塌|污染|感染|暴发|群体|上访|违法|欠薪)")
_ZERO_OF = (r"(?:事故|伤亡|死亡|伤害|发生|延误|失误|投诉|违纪|感染|差错|次生|新增|缺陷|上访|案件|发案|火情|火灾|灾情|灾害|损失|欠薪|拖欠|失联|漏报|疏漏|失分|"
            r"信访|积压|违规|违法|溺亡|逃票|举报|瞒报|扣分|滞留|排队|中断|泄漏|污染|溢出|缺陷|返贫|辍学|复发|处罚|纠纷|遗漏|退件|误差|隐患|重大|较大|亡人|一般|"
            r"安全|责任|起|吸毒|涉|病例|确诊|越级|进京|食品|人员|特别|生产)")
_OBJECT = r"[^，。；、！]{2,40}?"
_DONE = (r"(?:完成|建成|摘帽|纳入|设立|组建|到位|落实|整改|达标|开工|投产|投用|脱贫|覆盖|接入|办结|销号|解决|清退|关闭|关停|淘汰|退出|交付|竣工|通过|兑现|化解|消除|拆除|"
         r"开通|上线|取消|免除|免征|达到|配备|安装|入库|公开|转移|搬迁|入住|签约|启动|建立|实现|开设|安置|接种|销毁|清零|改造|清理|发放|下达|下放|完工|贯通|通车|联网|备案|登记|验收|"
         r"复工|还清|修复|治理|移交|签订|落地|实行|推行|更新|并网|通(?!过))")
_SCOPE = r"(?:全国|全省|全市|全区|全县|世界|全球|亚洲|国内|同类|全行业|行业|省内|榜单|国际|中西部|中部|西部|东部|东北|长三角|副省级城市|国家|我国|省会城市|同期|历史)"
_PLACED = r"(?:位居|位列|稳居|跃居|跃升至?|升至|升到|上升到|保持|蝉联|进入|跻身|迈入|排名|排在|列|居于|居|名列|排|前移至|晋升|荣获|获得?|挺进|迈进|进)"


def _zero(noun: str) -> str:
    return "人" if re.search(r"死人|伤亡$|死亡(?:人数)?$|亡人$|溺亡", noun) else "起"


def _achieved(verb: str, what: str) -> str:
    """How the share of those that have it is called: 建成站点 → 站点建成, 通硬化路 → 通硬化路."""
    return f"{what}{verb}" if verb in ("建成", "完成", "配备", "接入") else f"通{what}" if verb == "通" else what


# Each gives (op, value, unit, what is counted).
STATES: tuple[Rule, ...] = (
    rule("does not happen", rf"(?:不发生|未发生|没有发生|不再发生|避免发生|未出现|不出现)(?P<noun>{_OBJECT})?(?=的?(?:底线|目标)|[，。；、！]|$)",
         lambda m: ("=", 0.0, _zero(m["noun"] or ""), m["noun"] or ""), ("全年未发生重大火灾。", ("=", 0.0, "起", "重大火灾"))),
    rule("none happens", rf"无(?P<noun>[^，。；、！无]{{2,16}}?)发生(?=[，。；、！]|$)", lambda m: ("=", 0.0, _zero(m["noun"]), m["noun"]),
         ("实现无重大事故发生。", ("=", 0.0, "起", "重大事故"))),
    rule("nobody dies", r"不(?P<noun>死人|亡人)", lambda m: ("=", 0.0, "人", "死亡人数"), ("力争不死人", ("=", 0.0, "人", "死亡人数"))),
    rule("nothing of the kind", rf"(?<![归清为到从十百千\d])零(?P<noun>{_ZERO_OF}[^，。；、！”“]{{0,10}})", lambda m: ("=", 0.0, _zero(m["noun"]), m["noun"]),
         ("实现信息零延误。", ("=", 0.0, "起", "延误")), ("零售", None)),
    rule("rules out", rf"杜绝(?P<noun>[^，。；！]{{0,30}}?{_LOSS}[^，。；、！]{{0,6}})(?=[，。；！]|$)", lambda m: ("=", 0.0, _zero(m["noun"]), m["noun"]),
         ("坚决杜绝重特大事故。", ("=", 0.0, "起", "重特大事故")), ("杜绝迟报漏报", None)),
    rule("covers all", r"(?<!健)(?:100%)?“?(?:全|(?<=实现)全[面员域])覆盖”?(?!的|式|、全|率|面)", lambda m: ("=", 100.0, "%", "覆盖率"),
         ("实现培训全覆盖。", ("=", 100.0, "%", "覆盖率")), ("全覆盖的网络", None)),
    rule("all done", rf"(?:全部|悉数)(?:实现|如期|按期|按时|高质量|得到|予以|组建|基本|已|提前)*(?P<verb>{_DONE}(?:到位|摘帽|达标|完成)?)(?![^，。；]{{0,12}}\d)",
         lambda m: ("=", 100.0, "%", m["verb"] + "率"), ("任务全部完成。", ("=", 100.0, "%", "完成率")), ("全部工作", None)),
    rule("every one of them", rf"所有(?P<noun>[^，。；：、\d所有]{{2,14}}?)(?:均|都|全部|基本)?(?P<verb>实现|建成|完成|接入|达到|配备|通(?!过))(?P<what>[^，。；：、\d]{{0,14}})(?![^，。；]*\d)",
         lambda m: ("=", 100.0, "%", m["noun"] + _achieved(m["verb"], m["what"]) + "率"), ("所有行政村都通硬化路", ("=", 100.0, "%", "行政村通硬化路率")), confidence=0.7),
    rule("all of them removed or reached", r"(?P<verb>取消|覆盖|淘汰|关闭|关停|消除|退出|整治)了?(?:全国|全省|全市|全县|全区)?所有(?P<noun>[^，。；：\d所有]{2,16}?)(?=[，。；]|以及|$)",
         lambda m: ("=", 100.0, "%", m["noun"] + m["verb"] + "率"), ("取消所有收费站点。", ("=", 100.0, "%", "收费站点取消率")), confidence=0.7),
    rule("ordinal rank", rf"(?:{_PLACED}[^，。；、\d]{{0,4}}?)?(?P<scope>{_SCOPE}?)第(?P<n>[一二三四五六七八九十\d]+)(?P<unit>[位名])",
         lambda m: ("<=", parse_number(m["n"]), "名", m["scope"]), ("综合得分位居全省第2位", ("<=", 2.0, "名", "全省"))),
    rule("ordinal rank by its verb", rf"(?P<verb>{_PLACED})(?P<scope>[^，。；、\d]{{0,8}}?)第(?P<n>[一二三四五六七八九十\d]+)(?![至、\-届次批期章条款项节代方线版个轮类部时课责书要步关动资议产季梯])",
         lambda m: ("<=", parse_number(m["n"]), "名", m["scope"]), ("稳居世界第二", ("<=", 2.0, "名", "世界"))),
    rule("first of a region", rf"(?P<scope>{_SCOPE})第(?P<n>[一二三四五六七八九十]+)大?(?=[^届次批期章条款项节代方线版个轮类部时课责书要步关动资议产季梯家]|$)",
         lambda m: ("<=", parse_number(m["n"]), "名", m["scope"]), ("成为世界第一大市场", ("<=", 1.0, "名", "世界"))),
    rule("among the first", rf"(?:{_PLACED}[^，。；、\d]{{0,4}}?)?(?P<scope>{_SCOPE}?)前(?P<n>[一二两三四五六七八九十百\d]+)(?P<unit>[位名强])",
         lambda m: ("<=", parse_number(m["n"]), "名", m["scope"]), ("进入全国前10名", ("<=", 10.0, "名", "全国"))),
    rule("among the first by its verb", rf"(?P<verb>{_PLACED})(?P<scope>[^，。；、\d]{{0,8}}?)前(?P<n>[一二两三四五六七八九十百]+|\d+)(?=[，。；、的]|$)",
         lambda m: ("<=", parse_number(m["n"]), "名", m["scope"]), ("稳居全国前三", ("<=", 3.0, "名", "全国"))),
    rule("first place", rf"(?P<verb>{_PLACED})(?P<scope>[^，。；、\d]{{0,8}}?)(?:首位|榜首|之首|第一位)", lambda m: ("<=", 1.0, "名", m["scope"]),
         ("产量居全国首位", ("<=", 1.0, "名", "全国"))),
    rule("doubles", r"(?:再|接近|将近|近|约|实现|力争)?翻(?P<n>[一两二三])?番(?:以上)?", lambda m: ("increase_by", float(2 ** parse_number(m["n"] or "一") - 1), "倍", ""),
         ("产值翻一番", ("increase_by", 1.0, "倍", "")), ("收入翻两番", ("increase_by", 3.0, "倍", ""))),
)
_CATEGORY = {"起": "zero", "人": "zero", "%": "coverage", "名": "rank", "倍": "times"}


def find_states(text: str) -> Iterator[Figure]:
    """Quantities without a numeral of their own, as figures whose `noun` is what they say."""
    for each in STATES:
        for match in each.pattern.finditer(text):
            op, value, unit, noun = each.gives(match)
            for start, end, part in _each_loss(match, noun):
                yield Figure(start, end, start, end, op, value, None, _zero(part) if unit in "起人" else unit,
                             _CATEGORY[unit], each.confidence, part)


def _each_loss(match: re.Match[str], noun: str) -> list[tuple[int, int, str]]:
    """Start, end and noun of every loss that one verb rules out: 杜绝火灾和人员伤亡."""
    parts = list(re.finditer(r"(?:(?!和|及(?!以上|其)|与).)+", noun)) if match.group().startswith("杜绝") else []
    if len(parts) < 2 or not all(re.search(_LOSS, part.group()) for part in parts):
        return [(match.start(), match.end(), noun)]
    at = match.start("noun")
    return [(match.start() if part is parts[0] else at + part.start(), at + part.end(), part.group()) for part in parts]
