"""Names for sums and shares that are paid out: who gets them, and that they are 奖励, 补助 …"""

from __future__ import annotations

import re

from pipelines.extract.clauses import Clauses
from pipelines.extract.figures import Figure
from pipelines.extract.phrases import clean

_KINDS = "奖励|补助|补贴|资助|奖补|扶持|贴息"
PAYING = re.compile(
    "(?:(?:一次性|单个|每个?|每家|累计|最高|分别|给予|按|额外|再|企业|项目|财政|资金|金额|单位|予以|年|第[一二三四五]年|共)*"
    f"(?:{_KINDS}|给予|支持)?(?:资金|金额)?)")
_KIND = re.compile(f"{_KINDS}|经费")
_GRANT = re.compile(
    f"对(?P<who>[^。；]{{2,80}}?)的?(?:，|再|可|分别|一次性|按|根据|参照|给予|{_KINDS}|每(?!个)|最高|予以)")
_PAID_BEFORE = re.compile(
    f"(?:{_KINDS}|给予|最高|予以|每[^，。；]{{1,6}}|第[一二三四五]年)(?:一次性|不超过|总额|共|给予)*$")
_PAID_AFTER = re.compile(f"的?[^，。；]{{0,10}}?(?:{_KINDS}|经费)")
_SHARE_OF = re.compile("(?:按照?(?:不超过|其|该)?|给予)(?P<base>[^，。；]{2,24}?)的?(?:不超过|最高)?$")
_EACH = re.compile("(?:每|单个|第[一二三四五]年)[^，。；按]{0,8}")
_THRESHOLD = re.compile(r"(?:在|达到|达|超过|不低于)?\d[^，、]*?以[上下]$")
_FIGURES_OF_A_LIST = re.compile(r"(?:\d[^、，。]{0,8}、)+(?=\d)")
# Longer names of who gets a grant are cut to their last noun.
_LONGEST_WHO = 30


def receiver(clauses: Clauses, index: int) -> str:
    """Whom the grant is for that a figure belongs to, "" where none is named: 对新认定的企业，给予 … → 新认定的企业."""
    at = clauses.figures[index].start
    matches = list(_GRANT.finditer(clauses.text, clauses.sentence_start(at), at))
    if not matches:
        return ""
    who = clean(_THRESHOLD.sub("", _FIGURES_OF_A_LIST.sub("", matches[-1]["who"])))
    noun = who.rpartition("的")[2]
    return noun if len(who) > _LONGEST_WHO and len(noun) > 3 else who


def grant_name(clauses: Clauses, index: int, first: Figure, last: Figure, fallback: str) -> tuple[str, str] | None:
    """Who gets the grant and the figure's name, None where nothing is paid.

    `first` and `last` are the ends of the list of figures that the figure stands in; `fallback` is who gets it where
    no 对 names them.
    """
    if first.category not in ("money", "percent", "duration"):
        return None
    before = clauses.text[clauses.start(first.core_start):first.core_start]
    share = _SHARE_OF.search(before) if first.category == "percent" else None
    if not (share or _PAID_BEFORE.search(before) or _PAID_AFTER.match(clauses.text, last.end)):
        return None
    kind, receiving = _kind(clauses, first, last), receiver(clauses, index)
    who = receiving or fallback
    if not kind or not who or (not receiving and kind in who):
        return None
    if share or first.whole:
        # The name's ending, 占…比例, comes with the share's own words where they hold it.
        return who, f"{who}{kind}占{clean(share['base'])}比例" if share else f"{who}{kind}"
    each = _EACH.search(clauses.left(index))
    ending = "年限" if first.category == "duration" else "金额"
    return who, f"{who}{_KIND.sub('', each.group()) if each and each.group() not in who else ''}{kind}{ending}"


def _kind(clauses: Clauses, first: Figure, last: Figure) -> str:
    """奖励, 补助 … of the clause of a list of figures, else the last one before it in the sentence."""
    clause = _KIND.search(clauses.text, clauses.start(first.core_start), last.end + 12)
    if clause:
        return clause.group()
    before = _KIND.findall(clauses.text, clauses.sentence_start(first.start), first.start)
    return before[-1] if before else ""
