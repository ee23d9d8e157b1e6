"""Quantities that are said without a numeral: nothing happens, everything is done, a rank, a doubling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract.figures import Figure
from pipelines.extract.numerals import parse_number
from pipelines.extract.word_lists import alternation
from pipelines.rules import matches, rule, table

_LOSS = f"(?:{alternation('losses.txt')})"
_ZERO_OF = f"(?:{alternation('zero_nouns.txt')})"
_DONE = f"(?:{alternation('completion_verbs.txt')})"
_PLACED = f"(?:{alternation('ranking_verbs.txt')})"
_SCOPE = f"(?:{alternation('ranking_scopes.txt')})"
_SCOPED = r"(?P<scope>[^，。；、\d]{0,8}?)"
_PLACE = r"(?P<place>[一二两三四五六七八九十百\d]+)"
_CLOSED = "(?=[，。；、！]|$)"
# What may follow 第一 that makes it no place: 第一届, 第一时间, 第一产业, 第1至4项.
_NO_PLACE = "(?![至、\\-届次批期章条款项节代方线版个轮类部时课责书要步关动资议产季梯阶家])"
# 全 and the adverbs that stand between 全部 and its verb.
_ALL = "(?<!未)(?<!未能)(?<!没有)(?:全部|悉数)(?:实现|如期|按期|高质量|得到|予以|组建|基本|已|提前)*"
# 全部 and the noun that it counts, where the noun can carry out what follows.
_WHOLE_OF = f"(?:所有|全部(?={alternation('whole_nouns.txt')}))"
# Before 全部 these make it an attribute of what follows: 承担全部责任.
_ATTRIBUTIVE = f"(?<![的对把将以按为在从或和至不能未占足与向就含其各])(?<!{alternation('whole_objects.txt')})"
_NO_DEED = f"(?:{alternation('not_deeds.txt')})"
_WHEN = r"(?:[于在]?(?:\d{1,4}[年月日](?:[上中下]旬|[底末初])?)+[前内]?)?"


def _unit_of(noun: str) -> str:
    """人 of deaths, 起 of everything else that must not happen."""
    return "人" if re.search("(?:死人|伤亡|死亡|死亡人数|亡人)$|溺亡", noun) else "起"


def _none_of(match: re.Match[str]) -> tuple[str, float, str, str]:
    noun = match["noun"] or ""
    return "=", 0.0, _unit_of(noun), noun


def _all_of(name: str) -> tuple[str, float, str, str]:
    return "=", 100.0, "%", name


def _deed(words: str) -> str:
    """What is done, without the words that say it is done to the end: 处置完毕 → 处置."""
    return re.sub("(?<=..)(?:到位|完毕|完成|结束)$", "", words)


def _achieved(verb: str, what: str) -> str:
    """How the share of those that have it is called: 建成站点 → 站点建成, 通硬化路 → 通硬化路."""
    return f"{what}{verb}" if verb in ("建成", "完成", "配备", "接入") else f"通{what}" if verb == "通" else what


def _placed(match: re.Match[str]) -> tuple[str, float, str, str]:
    return "<=", parse_number(match["place"]), "名", match["scope"]


# Each gives (op, value, unit, what is counted); the guideline's rules on zero, full coverage, ranks and doublings.
STATES = table(
    rule("does not happen",
         "(?:不发生|未发生|没有发生|不再发生|未出现|不出现)(?P<noun>(?:(?!、[不未无零杜]|变[更化动]|改变)[^，。；！]){2,40}?)?"
         "(?=的?(?:底线|目标)|、[不未无零杜]|[，。；！]|$)",
         _none_of, ("全年未发生重大火灾。", ("=", 0.0, "起", "重大火灾")), ("未发生变更", None)),
    rule("none appears", rf"没有出现(?P<noun>[^，。；！]{{0,24}}?{_LOSS}[^，。；、！]{{0,6}}){_CLOSED}", _none_of,
         ("全年没有出现规模性返贫现象。", ("=", 0.0, "起", "规模性返贫现象")), ("没有出现明显通胀", None)),
    rule("nothing is received",
         rf"(?:没有|未)(?:收到|接到)(?P<noun>[^，。；！]{{0,20}}(?:投诉|举报|上访|报告|反映)){_CLOSED}",
         _none_of, ("全年未收到食品安全投诉。", ("=", 0.0, "起", "食品安全投诉"))),
    rule("not a single one", rf"(?:没有|无)一(?P<unit>[名人起例户家件])(?P<noun>[^，。；！]{{2,16}}){_CLOSED}",
         lambda m: ("=", 0.0, m["unit"], m["noun"]),
         ("没有一名学生辍学。", ("=", 0.0, "名", "学生辍学")), ("没有一个中心", None)),
    rule("not even one", rf"无一(?P<noun>{_LOSS}){_CLOSED}", _none_of,
         ("水库无一垮坝，", ("=", 0.0, "起", "垮坝")), ("无一遗漏", None)),
    rule("none happens", f"无(?P<noun>[^，。；、！无]{{2,16}}?)发生{_CLOSED}", _none_of,
         ("实现无重大事故发生。", ("=", 0.0, "起", "重大事故"))),
    rule("nobody dies", "不(?P<noun>死人|亡人)", lambda m: ("=", 0.0, "人", "死亡人数"),
         ("力争不死人", ("=", 0.0, "人", "死亡人数"))),
    rule("does not break or hurt", rf"不(?P<noun>垮坝|溃坝|溃堤|决堤|决口|伤亡|倒塌){_CLOSED}", _none_of,
         ("确保堤防不决口。", ("=", 0.0, "起", "决口")), ("不倒塌房屋", None)),
    rule("nothing of the kind", rf"(?<![归清为到从十百千\d])零(?P<noun>{_ZERO_OF}[^，。；、！”“]{{0,10}})", _none_of,
         ("实现信息零延误。", ("=", 0.0, "起", "延误")), ("发展新零售", None)),
    rule("rules out", f"杜绝(?P<noun>[^，。；！]{{0,30}}?{_LOSS}[^，。；、！]{{0,6}})(?=[，。；！]|$)", _none_of,
         ("坚决杜绝重特大事故。", ("=", 0.0, "起", "重特大事故")), ("杜绝迟报漏报", None)),
    rule("covers all",
         "(?<!健)(?:100%)?“?(?:全|(?<=实现)全[面员域])覆盖”?(?!的|式|、全|率|面)", lambda m: _all_of("覆盖率"),
         ("实现培训全覆盖。", ("=", 100.0, "%", "覆盖率")), ("全覆盖的网络", None)),
    rule("all done", rf"{_ALL}(?P<verb>{_DONE}(?:到位|摘帽|达标|完成)?)(?![^，。；]{{0,12}}\d)",
         lambda m: _all_of(m["verb"] + "率"), ("任务全部完成。", ("=", 100.0, "%", "完成率")), ("全部工作", None)),
    rule("all of it, in other words",
         rf"{_ATTRIBUTIVE}全部{_WHEN}(?!{_NO_DEED})(?P<verb>[^，。；、：！\d的（）“”百千万亿]{{2,10}}){_CLOSED}",
         lambda m: _all_of(_deed(m["verb"]) + "率"),
         ("病险水库全部挂牌督办。", ("=", 100.0, "%", "挂牌督办率")), ("承担全部责任。", None),
         ("隐患全部于9月底前销号。", ("=", 100.0, "%", "销号率"))),
    rule("every one of them",
         _WHOLE_OF + r"(?P<noun>[^，。；：、\d所有]{2,14}?)(?:均|都|全部|基本)?"
         r"(?P<verb>实现|建成|完成|接入|达到|配备|通(?!过))"
         r"(?P<what>[^，。；：、\d]{0,14})(?![^，。；]*\d)",
         lambda m: _all_of(f"{m['noun']}{_achieved(m['verb'], m['what'])}率"),
         ("所有行政村都通硬化路", ("=", 100.0, "%", "行政村通硬化路率")), confidence=0.7),
    rule("all of them removed or reached",
         r"(?P<verb>取消|覆盖|淘汰|关闭|关停|消除|退出|整治)了?(?:全国|全省|全市|全县|全区)?(?:所有|全部)"
         r"(?P<noun>[^，。；：\d所有]{2,16}?)(?=[，。；]|以及|$)",
         lambda m: _all_of(f"{m['noun']}{m['verb']}率"), ("取消所有收费站点。", ("=", 100.0, "%", "收费站点取消率")),
         confidence=0.7),
    rule("ordinal rank",
         rf"(?:{_PLACED}[^，。；、\d]{{0,4}}?)?(?P<scope>{_SCOPE}?)(?<![放摆][在到])第{_PLACE}[位名]", _placed,
         ("综合得分位居全省第2位", ("<=", 2.0, "名", "全省"))),
    rule("ordinal rank by its verb", rf"{_PLACED}{_SCOPED}第{_PLACE}{_NO_PLACE}", _placed,
         ("稳居世界第二", ("<=", 2.0, "名", "世界")), ("进入第二阶段", None)),
    rule("first of a region", rf"(?P<scope>{_SCOPE})第(?P<place>[一二三四五六七八九十]+)(?:大|{_NO_PLACE})", _placed,
         ("成为世界第一大市场", ("<=", 1.0, "名", "世界")), ("全国第一批试点", None)),
    rule("among the first", rf"(?:{_PLACED}[^，。；、\d]{{0,4}}?)?(?P<scope>{_SCOPE}?)前{_PLACE}[位名强]", _placed,
         ("进入全国前10名", ("<=", 10.0, "名", "全国"))),
    rule("among the first by its verb",
         rf"{_PLACED}{_SCOPED}前(?P<place>[一二两三四五六七八九十百]+|\d+)(?=[，。；、的]|$)",
         _placed, ("稳居全国前三", ("<=", 3.0, "名", "全国"))),
    rule("first place", rf"{_PLACED}{_SCOPED}(?:首位|榜首|之首|第一位)", lambda m: ("<=", 1.0, "名", m["scope"]),
         ("产量居全国首位", ("<=", 1.0, "名", "全国"))),
    rule("doubles", "(?:再|接近|将近|近|约|实现|力争)?翻了?(?P<times>[一两二三])?番(?:以上)?",
         lambda m: ("increase_by", 2.0 ** parse_number(m["times"] or "一") - 1, "倍", ""),
         ("产值翻一番", ("increase_by", 1.0, "倍", "")), ("收入翻两番", ("increase_by", 3.0, "倍", ""))),
)
_CATEGORY = {"%": "coverage", "名": "rank", "倍": "times"}


def find_states(text: str) -> Iterator[Figure]:
    """Quantities of folded text without a numeral of their own, as figures whose `noun` is what they say."""
    for each, match in matches(STATES, text):
        op, value, unit, noun = each.gives(match)
        for start, end, part in _each_loss(match, noun):
            core = match.span("verb") if "verb" in match.groupdict() else (start, end)
            own = _unit_of(part) if unit == "起" or part != noun else unit
            yield Figure(start, end, *core, op, value, None, own,
                         _CATEGORY[unit] if value else "zero", each.confidence, part)


def _each_loss(match: re.Match[str], noun: str) -> list[tuple[int, int, str]]:
    """Start, end and noun of every loss that one verb rules out: 杜绝火灾和人员伤亡."""
    parts = list(re.finditer("(?:(?!和|及(?!以上|其)|与).)+", noun)) if match.group().startswith("杜绝") else []
    if len(parts) < 2 or not all(re.search(_LOSS, part.group()) for part in parts):
        return [(match.start(), match.end(), noun)]
    at = match.start("noun")
    return [(match.start() if part is parts[0] else at + part.start(), at + part.end(), part.group())
            for part in parts]
