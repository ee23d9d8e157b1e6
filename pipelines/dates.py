"""Full dates in official writing, and the lines that give a document's own dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipelines.rules import Rule, rule

_CHINESE_DIGITS = {char: str(n % 10) for n, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0",
                                                                                "O": "0", "Ο": "0"}
_FIGURES = (r"(?P<y>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<m>1[0-2]|0?[1-9])\s*(?:月|[-/.])"
            r"\s*(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s*日?")
_COUNT = "[一二三四五六七八九十]"
_CHARACTERS = (rf"(?P<cy>[二一][一二三四五六七八九〇○零OΟ]{{3}})\s*年\s*(?P<cm>{_COUNT}{{1,2}})\s*月"
               rf"\s*(?P<cd>{_COUNT}{{1,3}})\s*日")
DATE = f"(?:{_FIGURES}|{_CHARACTERS})"


def _from_match(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    try:
        if groups["y"]:
            return date(int(groups["y"]), int(groups["m"]), int(groups["d"]))
        year = int("".join(_CHINESE_DIGITS[char] for char in groups["cy"]))
        return date(year, _below_hundred(groups["cm"]), _below_hundred(groups["cd"]))
    except ValueError:
        return None


def _below_hundred(text: str) -> int:
    """二十八 -> 28."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(_CHINESE_DIGITS[text])
    return 10 * int(_CHINESE_DIGITS.get(tens, "1")) + int(_CHINESE_DIGITS.get(ones, "0"))


# In order of trust. The first group of rules gives the date of signing or issuing, the second that of the web page.
ISSUE_RULES: tuple[Rule, ...] = (
    rule("label", rf"(?:成文|印发|发文|签发|制发|生成)(?:日期|时间)\s*[：:]\s*{DATE}", _from_match,
         ("成文日期：2022年7月28日", date(2022, 7, 28)), ("发布日期：2022-07-28", None)),
    rule("signature", rf"^(?:[^\d，。；：]{{2,40}}[\s　]*)?{DATE}\s*(?:签发)?$", _from_match,
         ("2022年7月28日", date(2022, 7, 28)), ("二〇二一年十二月三日", date(2021, 12, 3)),
         ("某市应急管理局 2022年2月22日", date(2022, 2, 22)), ("2022年7月28日起施行", None)),
    rule("printed", rf"^[^\d，。；：]{{2,40}}\s*{DATE}\s*印发$", _from_match,
         ("某市人民政府办公室 2020年12月10日印发", date(2020, 12, 10))),
    rule("printed by", rf"^[（(].{{0,40}}{DATE}[^，。；]{{0,30}}(?:印发|发布)[）)]$", _from_match,
         ("（岭政发〔2021〕31号，2021年12月6日某区人民政府印发）", date(2021, 12, 6))),
    rule("meeting", rf"^[—\-（(\s]*{DATE}\s*在?.{{4,60}}(?:会议?上|会上|会议|通过)[）)]?$", _from_match,
         ("——2023年1月5日在某市第九届人民代表大会第三次会议上", date(2023, 1, 5))),
)
PUBLISH_RULES: tuple[Rule, ...] = (
    rule("publish label", rf"(?:发布|发表|公布|公开|上网|上传|更新|添加|录入)(?:日期|时间)\s*[：:]?\s*{DATE}",
         _from_match,
         ("发布日期 : 2023-02-24", date(2023, 2, 24)), ("成文日期：2022年7月28日", None)),
    rule("bare label", rf"^[\-\s]*(?:日期|时间)\s*[：:]\s*{DATE}|来源[：:].{{0,40}}\s{DATE.replace('?P<', '?P<z')}",
         lambda match: _from_match(match) if match.group("y") or match.group("cy") else _from_page_line(match.group()),
         ("日期：2021-05-19", date(2021, 5, 19)), ("来源：某局 2021-05-19 14:48", date(2021, 5, 19))),
    rule("bare time", rf"^{_FIGURES}\s*\d\d?:\d\d(?::\d\d)?$",
         lambda match: date(int(match["y"]), int(match["m"]), int(match["d"])),
         ("2021-05-19 14:48", date(2021, 5, 19))),
)
_FULL_DATE = re.compile(DATE)
# A date that is the document's own stands in no paragraph; each form of it holds a year.
_LONGEST_LINE = 200
_YEAR = re.compile(r"(?:19|20)\d\d|[二一][一二三四五六七八九〇○零OΟ]{3}")


def _from_page_line(text: str) -> date | None:
    match = _FULL_DATE.search(text)
    return _from_match(match) if match else None


def issue_date(lines: Sequence[str]) -> date | None:
    """When the document was signed or issued: the first of its folded lines of the most trusted kind."""
    return _first(ISSUE_RULES, lines)


def publish_date(lines: Sequence[str]) -> date | None:
    """When the document was put on the web page, by its folded lines."""
    return _first(PUBLISH_RULES, lines)


def is_signature_date(text: str) -> bool:
    """Whether a folded line is a date alone (as below a signature)."""
    return bool(_FULL_DATE.fullmatch(text.strip()))


def _first(rules: Sequence[Rule], lines: Sequence[str]) -> date | None:
    short = [line.strip() for line in lines if len(line) < _LONGEST_LINE and _YEAR.search(line)]
    for each in rules:
        for line in short:
            found: date | None = each.gives(match) if (match := each.pattern.search(line)) else None
            if found:
                return found
    return None
