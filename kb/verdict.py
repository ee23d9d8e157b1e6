"""What a report says of a commitment: one of the guideline's six verdicts, the figures side by side, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.evidence import Statement, alike
from pipelines.document import Quantity

VERDICTS = {"met": "已达到", "exceeded": "超额完成", "partly": "部分完成", "missed": "未达到", "progress": "有进展",
            "unreported": "未提及"}
# A figure decides only where the indicator is the same; half of the letter pairs is what the scorer asks as well.
_SAME_INDICATOR = 0.45
_EXCEEDED, _ALMOST, _ABOUT = 1.05, 0.9, 0.95  # guideline, verdicts: 5 % over; 90 %; 左右 within its rounding
_LOWER_IS_BETTER = re.compile(r"事故|死亡|伤亡|失业率|价格|受害率|损失|能耗|排放|污染|浓度|赤字|负债|辍学|漏损|大班额|发案|投诉|占比.{0,4}大班|时间|时限|成本|近视率|隐患|死淘|病死")
_DONE = re.compile(r"完成|建成|出台|印发|制定|制订|设立|成立|组建|建立|举办|召开|发布|开通|投用|投入使用|投运|竣工|上线|启用|挂牌|揭牌|落成|获批|获评|施行|实行|推开|全部|全面|实现|"
                   r"办结|签订|签约|颁布|通过|开工|启动|试运行|改革|提高|下调|清零|到位|覆盖|创成|验收|收官|开园|开馆|交付|搬迁|退出|延续")
_DISCRETE = re.compile(r"出台|印发|制定|制订|设立|成立|组建|建立|举办|召开|发布|开通|投用|竣工|上线|启用|挂牌|获批|创建|创成|修订|编制|建成|完成|办好|推开|启动|开工|提高|下调|修编|签订|开展一次|"
                       r"搭建|验收|评选|命名|调剂|实行|建好|配齐|完善.{0,8}政策|新一轮")
_OPEN_ENDED = re.compile(r"^(?:持续|继续|深入|大力|加快|加强|强化|推进|推动|促进|深化|优化|支持|鼓励|引导|探索|提升|扩大|发挥|落实|防范|构建|充分|主动|积极)")
_SHORT_OF = re.compile(r"尚未|未能|未完成|没有完成|未达|滞后|推迟|延期|延后|顺延|搁置|结转|只完成|仅完成|不理想|未实现|未按期|进展缓慢|进度偏慢|不及预期|低于目标|未建成|未落地|有差距|"
                       r"还有.{0,12}未|仍.{0,6}(?:突出|存在|偏|未|不)|不足|不够|短板|薄弱|尚有|个别")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict; `ratio` is actual over target, None where no figures were compared; `reason` is one Chinese sentence."""

    verdict: str
    target: Quantity | None
    actual: Quantity | None
    ratio: float | None
    reason: str


def judge(commitment: Statement, evidence: Sequence[Statement]) -> Judgement:
    """The verdict on a commitment (folded text) by the pieces of evidence that were found for it, best first."""
    if not evidence:
        return Judgement("unreported", None, None, None, "总结中没有找到与此事项相关的表述。")
    compared = _comparable(commitment, evidence)
    falls_short = any(_SHORT_OF.search(piece.text) for piece in evidence)
    if compared:
        return _by_figures(commitment, *compared)
    if falls_short:
        return _short_of(evidence)
    return _by_words(commitment, evidence)


def _comparable(commitment: Statement, evidence: Sequence[Statement]) -> tuple[Quantity, Quantity] | None:
    """The target and the actual figure that measure the same thing in the same unit, the most alike ones."""
    found = [(alike(target.indicator, actual.indicator), -place, target, actual)
             for target in commitment.quantities for place, piece in enumerate(evidence) for actual in piece.quantities
             if _same_measure(target, actual)]
    best = max(found, key=lambda f: f[:2], default=None)
    return (best[2], best[3]) if best and best[0] >= _SAME_INDICATOR else None


def _same_measure(target: Quantity, actual: Quantity) -> bool:
    rates = ("increase_by", "decrease_by")
    return target.unit == actual.unit and (target.op in rates) == (actual.op in rates)


def _is_ceiling(target: Quantity, commitment: Statement) -> bool:
    """Whether less is better: 以内, 控制在, or an indicator such as accidents and unemployment."""
    if target.op in (">=", "decrease_by"):
        return False
    return target.op == "<=" or bool(_LOWER_IS_BETTER.search(target.indicator or ""))


def _signed(quantity: Quantity, like: Quantity) -> float:
    """The value in the direction of `like`: a fall counts against a promised rise."""
    opposite = {quantity.op, like.op} == {"increase_by", "decrease_by"}
    return -quantity.value if opposite else quantity.value


def _by_figures(commitment: Statement, target: Quantity, actual: Quantity) -> Judgement:
    value = _signed(actual, target)
    figures = f"目标{target.text}，实际{actual.text}"
    if _is_ceiling(target, commitment):
        held = value <= target.value
        verdict = "met" if held else "partly" if target.value and value <= target.value * 1.1 else "missed"
        ratio = value / target.value if target.value else None
        return Judgement(verdict, target, actual, ratio, f"{figures}，{'未突破上限' if held else '超出上限'}。")
    ratio = value / target.value if target.value else 1.0
    floor = _ABOUT if re.search(r"左右|约|近", commitment.text) else 1.0
    verdict = ("exceeded" if ratio >= _EXCEEDED and target.value != 100 else "met" if ratio >= floor
               else "partly" if ratio >= _ALMOST else "missed")
    return Judgement(verdict, target, actual, ratio, f"{figures}，为目标的{ratio:.1%}。")


def _short_of(evidence: Sequence[Statement]) -> Judgement:
    done = any(_DONE.search(piece.text) and not _SHORT_OF.search(piece.text) for piece in evidence)
    if done:
        return Judgement("partly", None, None, None, "总结称已开展，同时承认尚有不足。")
    return Judgement("missed", None, None, None, "总结承认此事项未完成或仍未解决。")


def _by_words(commitment: Statement, evidence: Sequence[Statement]) -> Judgement:
    if commitment.quantities:
        return Judgement("progress", None, None, None, "总结提到此项工作，但没有给出承诺的那个数字。")
    if _DISCRETE.search(commitment.text) and not _OPEN_ENDED.search(commitment.text) and _DONE.search(evidence[0].text):
        return Judgement("met", None, None, None, "总结报告此项举措已完成。")
    return Judgement("progress", None, None, None, "总结提到此项工作的进展，没有说明是否完成。")
