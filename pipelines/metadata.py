"""What kind of document it is, whose, for where and when (eval/GUIDELINE.md: metadata)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from pipelines import issuers
from pipelines.dates import issue_date, publish_date
from pipelines.document import Block, Metadata
from pipelines.fold import fold, fold_document
from pipelines.periods import read_period
from pipelines.places import Place, completed_from, gazetteer, place_at_start, places_in
from pipelines.rules import Rule, rule
from pipelines.titles import Title, find_title, find_titles

# The kind that a title names; the first rule that matches decides. Read on what a notice forwards where it is one.
TITLE_RULES: tuple[Rule, ...] = (
    rule("five-year plan", "(?:十[一二三四五]?五|五年).*(?:规划|纲要|计划)|规划.*五年", lambda _: "five_year_plan",
         ("某市应急管理“十四五”规划", "five_year_plan"), ("五年发展规划", "five_year_plan"), ("三年行动计划", None)),
    rule("summary", "总结|(?:完成|进展|落实)情况", lambda _: "summary", ("某局2020年工作总结", "summary")),
    rule("report", "报告|情况的?(?:汇报|通报)|白皮书|公报|蓝皮书|年报", lambda _: "report", ("政府工作报告", "report")),
    rule("plan", "要点|计划|方案|规划|安排|纲要|(?:目标|任务)(?:清单|分工)?$|部署|工作思路|行动(?:$|[（(])",
         lambda _: "plan",
         ("某市2023年工作要点", "plan"), ("制造业提升行动方案（2022—2024）", "plan")),
    rule("policy", "意见|办法|措施|政策|细则|规定|规范|规则|条例|决定|指南|指引|批复|决议|标准|通则|预案|制度|通知"
                   "|通告|公告|清单|准则|守则", lambda _: "policy",
         ("支持企业发展若干政策措施", "policy")),
)
# The same from the opening of a body without a title.
OPENING_RULES: tuple[Rule, ...] = (
    rule("reports", "(?:向大会|向会议).{0,4}(?:报告|作|汇报)|(?:现就|现将).{0,30}(?:报告|汇报)如下|报告如下"
                    "|作政府工作报告", lambda _: "report",
         ("现在，我代表市人民政府，向大会报告工作", "report"), ("现就全县教育工作情况报告如下", "report"),
         ("向大会作政府工作报告", "report")),
    rule("makes a five-year plan", "十[一二三四五]?五.{0,400}(?:制定|制订|编制)(?:了)?本(?:专项)?规划",
         lambda _: "five_year_plan",
         ("为推进“十四五”时期应急管理事业发展，编制本规划。", "five_year_plan")),
    rule("makes a plan", "(?:制定|制订|编制|提出)(?:本|如下|以下)?(?:年度)?(?:工作|实施|行动|专项|发展|建设"
                         "|重点)*(?:方案|计划|要点|规划|安排|战略)",
         lambda _: "plan", ("结合我省实际，制定本实施方案。", "plan"), ("特制订本行动计划", "plan")),
    rule("makes policy", "(?:提出|制定|制订|出台|现将).{0,12}(?:意见|措施|政策|办法|细则|规定|规范|指南|指引"
                         "|标准)(?:如下|。)?"
         "|(?:本|该)(?:办法|细则|规定|规范|政策|措施|指南)|(?:通知|公告|明确|批复|要求|政策措施)如下|印发给你们|第一条",
         lambda _: "policy", ("现提出如下意见。", "policy"), ("制定若干政策措施如下。", "policy"),
         ("现将有关事项通知如下：", "policy")),
    rule("looks back", r"^[一二]、.{0,20}(?:回顾|取得|成效|完成情况|进展)|^(?:今年|去年|20\d\d年|\d{1,2}月)以来，",
         lambda _: "report", ("一、2022年工作回顾", "report"), ("今年以来，我区审批局率先推行改革。", "report")),
)
_FORWARDED = re.compile("(?:印发|转发|发布|下发)(.{4,80}?)(?:的通知|的函|$)")
_GOVERNMENT_REPORT = re.compile("政府工作报告|报告政府工作|政府工作，|报告工作，")
_OPENING_CHARACTERS = 400
_OPENING_BLOCKS = 12
_HEAD_BLOCKS = 60
_ADDRESSES_ALL = re.compile("^各省、|各省、自治区、直辖市")
# How a document speaks of its own place; bare names of offices (省财政厅, 市教育局) are those of that level.
_OFFICE = "[一-龥]{2,8}?(?:厅|局|委|办)"
_SELF = {"province": re.compile(f"[全我本]省|省委、?省政府|[全我本]自治区|(?<![一-龥])省{_OFFICE}"),
         "city": re.compile(f"[全我本]市|市委、?市政府|[全我本]州|(?<![一-龥])市{_OFFICE}"),
         "county": re.compile(f"[全我本][县区旗]|县委、?县政府|区委、?区政府|(?<![一-龥])[县区]{_OFFICE}")}
_OFTEN = 4  # times: a place named less is only mentioned
_NATION = re.compile("我国|全国|党中央|国务院|中华人民共和国")


def read_metadata(blocks: Sequence[Block], source: str) -> Metadata:
    """The metadata of cleaned blocks; `source` is the file's name, used where the text itself has no title.

    Names of issuer and region are in simplified characters, title and doc_number verbatim.
    """
    title = find_title(blocks)
    lines = _folded_lines(blocks)
    text = "\n".join(lines)
    folded_title = fold(title.text) if title else ""
    issuer = _issuer(blocks, lines, title)
    place, level = _place(lines, folded_title, issuer, text)
    issued, published = issue_date(lines), publish_date(lines)
    kind = _kind(lines, folded_title)
    dated = issued or published
    if town := issuers.town_of(issuer, text):
        issuer, place, level = town + (issuer or "")[1:], Place(county=town), "county"
    return Metadata(
        title=title.text if title else None, doc_type=kind,
        issuer=issuers.with_place(issuer, place) if issuer else None,
        region=place.name if place else None, level=level,
        period=read_period(folded_title, text, source, dated.year if dated else None, kind in ("report", "summary"),
                           bool(_GOVERNMENT_REPORT.search(folded_title or text[:_OPENING_CHARACTERS]))),
        issue_date=issued, publish_date=published, doc_number=_doc_number(blocks))


def _folded_lines(blocks: Sequence[Block]) -> list[str]:
    """The text of each block, folded: all at once, which takes a tenth of the time of one after another."""
    folded = fold_document("\n".join(block.text for block in blocks))
    starts = accumulate((len(block.text) + 1 for block in blocks), initial=0)
    return [folded[start:start + len(block.text)] for start, block in zip(starts, blocks, strict=False)]


def _kind(lines: Sequence[str], title: str) -> str:
    forwarded = _FORWARDED.search(title)
    for rules, text in ((TITLE_RULES, forwarded.group(1) if forwarded else title), (TITLE_RULES, title)):
        for each in rules if text else ():
            if match := each.pattern.search(text):
                return str(each.gives(match))
    for each in OPENING_RULES:
        for line in lines[:_OPENING_BLOCKS]:
            if match := each.pattern.search(line):
                return str(each.gives(match))
    return "other"


def _issuer(blocks: Sequence[Block], lines: Sequence[str], title: Title | None) -> str | None:
    """The most trusted name; a signature that does not show whose body it is only where nothing else is found."""
    titles = ([title.text] if title else []) + [each.text for each in find_titles(blocks)]
    signed = issuers.signature(lines)
    choices = (issuers.on_behalf(lines), signed if signed and issuers.is_public(signed) else None,
               *map(issuers.in_title, titles), issuers.printed(lines), issuers.labelled(lines), signed,
               issuers.on_cover(lines))
    return next(filter(None, choices), None)


def _place(lines: Sequence[str], title: str, issuer: str | None, text: str) -> tuple[Place | None, str | None]:
    """The region and its level; (None, "national") for documents of the central authorities."""
    if issuer and issuers.is_national(issuer):
        return None, "national"
    named = (issuer and place_at_start(issuer)) or _in_title(title)
    if named:
        place = completed_from(named[0], text)
        return place, place.level
    if any(_ADDRESSES_ALL.search(line) for line in lines[:6]):
        return None, "national"
    return _from_self_reference(text)


def _in_title(title: str) -> tuple[Place, int] | None:
    """The place that a title names: at its start, after its year, or in full anywhere."""
    start = re.sub(r"^(?:(?:19|20)\d\d\s*年?度?|关于|印发|[“\"《数字智慧])+", "", title)
    found = place_at_start(start)
    if found:
        return found
    place = next(places_in(title), None)
    return (place, 0) if place else None


def _from_self_reference(text: str) -> tuple[Place | None, str | None]:
    """The region of a body that speaks of 全省, 我市, 本县: the place of that level that the text names most."""
    counts = {level: len(pattern.findall(text)) for level, pattern in _SELF.items()}
    level = max(counts, key=lambda each: counts[each])
    named = Counter(places_in(text))
    if counts[level] < 2 or counts[level] * 2 < len(_NATION.findall(text)):
        return _dominant(named)
    names = Counter({place: count for place, count in named.items() if place.level == level})
    for short, entry in gazetteer().by_short_name.items():
        if entry.level == level and short in text:
            names[gazetteer().place(entry)] += text.count(short)
    return (names.most_common(1)[0][0] if names else None), level


def _dominant(named: Counter[Place]) -> tuple[Place | None, str | None]:
    """The place that a text without 全省 or 我市 is about, named often and hardly any beside it; else the nation."""
    (place, count), total = (named.most_common(1) or [(Place(), 0)])[0], named.total()
    return (place, place.level) if count >= _OFTEN and count >= 0.6 * total else (None, "national")


_NUMBER = r"[一-龥]{1,12}(?:[发函办字〕]|[一-龥])*\s*[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*第?\s*\d{1,4}\s*号"
_NUMBER_ALONE = re.compile(rf"[（(]?(?P<n>{_NUMBER})[）)]?(?:[\s　]+签发人.*)?")
_NUMBER_FIRST = re.compile(rf"[（(](?P<n>{_NUMBER})[，,].{{4,40}}[）)]$")  # （岭政发〔2021〕31号，2021年12月6日印发）
_NUMBER_LABELLED = re.compile(rf"(?:文\s*号|发文字号|文件编号)\s*[：:]\s*(?P<n>{_NUMBER})")


def _doc_number(blocks: Sequence[Block]) -> str | None:
    """The number that stands on a line of its own or beside its label in the head; a number in a sentence is cited."""
    for block in blocks[:_HEAD_BLOCKS]:
        text = block.text.strip()
        match = (_NUMBER_ALONE.fullmatch(text) or _NUMBER_FIRST.match(text)
                 or (_NUMBER_LABELLED.search(text) if len(text) < 200 else None))
        if match:
            return match["n"]
    return None
