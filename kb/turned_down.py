"""Why a statement that comes near a commitment was not taken for its evidence: one Chinese sentence, by feature."""

from __future__ import annotations

import re

from kb.commitments import Commitment
from kb.figures import compare_figures, promised
from kb.letters import alike, letter_pairs
from kb.reported_figures import measured_in
from kb.statements import Statement
from pipelines.extract.word_lists import alternation

_INTENTION = re.compile(r"下一步|明年|计划(?=\d|于|在)|拟(?:于|在|新)|(?<![㐀-鿿])将|争取|力争")
_PAPER = "方案|办法|规划|条例|意见|细则|目录|清单|标准|预案|纲要|报告|指南|规定|制度|图集|导则"
_PROMISED_PAPER = re.compile(rf"(?:出台|印发|制定|制订|编制|修订|起草|发布|公布)[^，]*?(?P<paper>{_PAPER})")
_UNDER_WAY = re.compile(alternation("compare_under_way.txt"))
_SAME_INDICATOR = 0.4  # as in kb.figures
_IN_COMMON = 0.12  # share of the commitment's letter pairs; below it two statements have a word or two in common
_LONGEST = 24  # letters of another commitment that are quoted


def why_not(commitment: Commitment, statement: Statement, rival: Commitment | None, answered: bool) -> str:
    """The reason; `rival` is the other commitment that the statement answers, `answered` tells of better evidence."""
    own = commitment.statement
    if rival is not None:
        return f"它更像是另一项任务的结果：“{_shortened(rival.record.quote)}”。"
    if _INTENTION.search(statement.text):
        return "只是打算，还不是结果。"
    return (_other_figures(own, statement) or _other_paper(own, statement)
            or _other_matter(own, statement, answered))


def _other_figures(own: Statement, statement: Statement) -> str | None:
    """The names of two figures in one unit that measure different things."""
    pairs = [(target, actual) for target in promised(own) for actual in statement.quantities
             if measured_in(target.unit)[0] == measured_in(actual.unit)[0] and target.indicator and actual.indicator
             and alike(target.indicator, actual.indicator) < _SAME_INDICATOR]
    if not pairs or compare_figures(own, [statement]):
        return None
    target, actual = max(pairs, key=lambda pair: alike(pair[0].indicator, pair[1].indicator))
    return f"指标不同：计划说的是“{target.indicator}”，这里说的是“{actual.indicator}”。"


def _other_paper(own: Statement, statement: Statement) -> str | None:
    found = _PROMISED_PAPER.search(own.text)
    if not found or found["paper"] in statement.text:
        return None
    return f"计划要出的是{found['paper']}，这里没有提到。"


def _other_matter(own: Statement, statement: Statement, answered: bool) -> str:
    pairs = letter_pairs(own.text)
    common = sum((pairs & letter_pairs(statement.text)).values()) / max(1, sum(pairs.values()))
    if common < _IN_COMMON:
        return "说的是另一件事：与计划几乎没有共同的用词。"
    if answered:
        return "相关，但已有更直接的依据。"
    if statement.problem:
        return "只是说到问题，没有说此事项做了什么。"
    if _UNDER_WAY.search(statement.text):
        return "只是泛泛说到同一领域的工作，没有说到此事项。"
    return "用词相近，但说的不是同一件事，把握不足。"


def _shortened(quote: str) -> str:
    plain = quote.rstrip("，；。、")
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
