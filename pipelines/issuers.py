"""Who issued a document: the signature, the title, the line of printing, the report's opening, the source line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipelines.dates import DATE, is_signature_date
from pipelines.fold import fold
from pipelines.places import Place, place_at_start

_KIND = ("(?:人民政府(?:办公厅|办公室)?|委员会(?:办公厅|办公室)?|领导小组(?:办公室)?|指挥部(?:办公室)?"
         "|联席会议(?:办公室)?|管委会|办公厅|办公室|"
         "(?:总|支|大)队|(?:总|分)?局|厅|委|部|总?署|院|中心|联合会|总会|协会|学会|银行|集团|公司|大学|学院|总社|法院"
         "|检察院|政府|县委|市委|省委|区委|组|(?<!公)司|办)")
_BODY = re.compile(rf"[一-龥（）()、“”]{{1,40}}{_KIND}")
_SIGNATURE = re.compile(rf"[一-龥（）()、“”\s　]{{1,60}}{_KIND}(?:[\s　]*[（(](?:代章|盖章|章)[）)])?")
_BEFORE_TITLE_WORDS = (r"(?=\s*(?:关于|印发|转发|发布|对|[“\"《]|(?:19|20)\d\d|十[一二三四五]?五|年度|工作|办公|部门"
                       r"|政务|法治|信息公开|网络|党组|贯彻|推进|"
                       "落实|开展|加强))")
_TITLE_BODY = re.compile(rf"^(?:(?:19|20)\d\d\s*年?度?\s*)?(?P<body>[一-龥、\s]{{2,40}}?{_KIND})(?:\s*办公室)"
                         rf"?{_BEFORE_TITLE_WORDS}")
_PRINTED = re.compile(rf"^(?P<body>[一-龥、\s　]{{3,40}}?{_KIND})[\s　]*{DATE}[\s　]*印发$")
_PRINTED_BY = re.compile(rf"^[（(].{{0,40}}{DATE}(?P<body>[一-龥、\s　]{{3,40}}?{_KIND})(?:印发|发布)[）)]$")
_SIGNED_LINE = re.compile(rf"^(?P<body>[一-龥、]{{3,40}}{_KIND})[\s　]+{DATE}$")
_ON_BEHALF = re.compile(r"(?:代表|受)(?P<body>国务院|[一-龥]{0,12}?人民政府|[一-龥]{1,12}?(?:常务委员会"
                        r"|政府))(?:委托)?[,，、]?(?:向|作|就|现)")
_LABELLED = re.compile(rf"(?:来源|发布机构|发布单位|发文机关|发文单位|制发机关)\s*[：:]\s*(?P<body>[一-龥、]{{2,40}}"
                       rf"?{_KIND})(?=\s|$|[，；|])")
_SPACED_OUT = re.compile(r"(?<=[一-龥])[ 　](?=[一-龥](?:[ 　]|$))")
_BETWEEN_BODIES = re.compile(r"\s+|(?<=办公厅)(?=[一-龥])")
_STAMP = re.compile(r"[\s　]*[（(](?:代章|盖章|章)[）)]$")
_BARE_OFFICE = re.compile("(?:省|市(?!场)|县|区(?!域)|州|旗)")
_TOWNS = frozenset("镇乡")
_NO_BODY = re.compile("^(?:各|有关|相关|本|全|我|该|责任|牵头|主要)|单位$|[，。；]")
_COVER_LINES = 15
_COVER_MONTH = re.compile(r"(?:20\d\d|[二一][一二三四五六七八九〇○零OΟ]{3})"
                          r"\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月$")
_LAST_LINES = 40  # a signature stands near the notice's or the document's end
_NATIONAL = re.compile("^(?:国务院|中共中央|中央|全国|国家|最高人民|中华人民共和国|中国(?!共产党.{2,6}[省市县区])"
                       "|[^省市县区州]{2,10}部(?:办公厅)?$|[^省市县区州]{2,8}总局"
                       "|审计署|海关总署|[^省市县区州]{2,10}部[^省市县区州]{1,8}司$)")


def signature(folded: Sequence[str]) -> str | None:
    """The bodies above a date that stands alone, joined by 、, or beside a date at a line's end; lines are folded."""
    lines = [line.strip() for line in folded]
    for n, line in enumerate(lines):
        if match := _SIGNED_LINE.fullmatch(line):
            return _tidy(match["body"])
        if is_signature_date(line) and (bodies := _bodies_above(lines, n)):
            return "、".join(bodies)
    return None


def _bodies_above(lines: Sequence[str], date_line: int) -> list[str]:
    bodies: list[str] = []
    for line in reversed(lines[max(0, date_line - 12):date_line]):
        if not _SIGNATURE.fullmatch(line) or _NO_BODY.search(line):
            break
        parts = [_tidy(part) for part in _BETWEEN_BODIES.split(_SPACED_OUT.sub("", line)) if part]
        bodies[:0] = parts if all(_BODY.fullmatch(part) for part in parts) else [_tidy(line)]
    return bodies


def on_cover(folded: Sequence[str]) -> str | None:
    """The bodies above or beside a month that stands in the head without a day, as on the cover of a plan."""
    lines = [line.strip().strip("（）") for line in folded[:_COVER_LINES]]
    for n, line in enumerate(lines):
        month = _COVER_MONTH.search(line)
        if month and not month.start() and n and (bodies := _bodies_above(lines, n)):
            return "、".join(bodies)
        if month and _SIGNATURE.fullmatch(line[:month.start()].strip()) and not _NO_BODY.search(line):
            return "、".join(_bodies_above([line[:month.start()].strip()], 1))
    return None


def in_title(title: str) -> str | None:
    """The body that the title begins with: 某市应急管理局2021年工作要点 -> 某市应急管理局."""
    match = _TITLE_BODY.match(fold(title).strip())
    body = _tidy(match["body"]) if match else ""
    return body if body and not _NO_BODY.search(body) else None


def printed(folded: Sequence[str]) -> str | None:
    """The office in the line of printing: 某市人民政府办公室 2020年12月10日印发."""
    return _first(_PRINTED, folded) or _first(_PRINTED_BY, folded[:_COVER_LINES])


def on_behalf(folded: Sequence[str]) -> str | None:
    """The body in whose name a report is given: 我代表市人民政府，向大会报告工作."""
    for line in folded[:12]:
        if match := _ON_BEHALF.search(line):
            return _tidy(match["body"])
    return None


def labelled(folded: Sequence[str]) -> str | None:
    """The body that the page names as source or publisher; a newspaper or site is none."""
    return _first(_LABELLED, folded)


def _first(pattern: re.Pattern[str], folded: Sequence[str]) -> str | None:
    for line in folded:
        match = pattern.search(line.strip()) if len(line) < 200 else None
        if match and not _NO_BODY.search(match["body"]):
            return _tidy(match["body"])
    return None


def town_of(body: str | None, text: str) -> str | None:
    """The full name of the town or township whose bare office (镇人民政府) issues a folded text: 柳溪镇; else None."""
    if body is None or body[0] not in _TOWNS:
        return None
    name = rf"[一-龥]{{2,3}}{body[0]}"
    found = Counter(re.findall(rf"(?<![一-龥]){name}(?=第|人民政府|政府)|(?<=[在是于]){name}", text))
    return found.most_common(1)[0][0] if found else None


def is_national(body: str) -> bool:
    """Whether the body, the first of several joined by 、, belongs to the central authorities."""
    first = body.split("、")[0]
    return bool(_NATIONAL.match(first)) and place_at_start(first) is None


def is_public(body: str) -> bool:
    """Whether the name shows whose body it is: the nation's, a place's, or a bare office of the place (市教育局)."""
    return is_national(body) or place_at_start(body) is not None or bool(_BARE_OFFICE.match(body))


def with_place(body: str, place: Place | None) -> str:
    """The body's name with its place in full: 浙江应急管理厅 -> 浙江省应急管理厅, 市教育局 -> 绍兴市教育局."""
    found = place_at_start(body)
    if found:
        named, length = found
        written = body[:length]
        return body if written.endswith(tuple("省市县区旗州盟")) else named.smallest + body[length:]
    if place and _BARE_OFFICE.match(body):
        return _name_at_level(place, body[0]) + body[1:]
    return body


def _name_at_level(place: Place, level: str) -> str:
    """The place's name as an office of that level (省, 市, 县 …) bears it."""
    return (place.province or level) if level == "省" or place.level == "province" else place.smallest


def _tidy(body: str) -> str:
    return re.sub(r"[\s　]+", "", _STAMP.sub("", body.strip()))
