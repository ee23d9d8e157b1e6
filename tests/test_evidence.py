"""What a plan promises part by part, what a report may answer with, and how alike the two are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from lines import read_lines

from kb.commitments import commitments_of, split_commitment
from kb.encoder import load_encoder
from kb.evidence import SIMILARITIES, similarities
from kb.letters import Weigher, alike, letter_pairs, share
from kb.passages import passages_of
from kb.scorer import RIVALRY, load_scorer, probabilities, with_rivalry
from kb.statements import Statement
from pipelines.extract.quantities import find_quantities

PARTS = [
    ("出台补贴办法，新建驿站12个，培训骑手300人。", ["出台补贴办法，", "新建驿站12个，", "培训骑手300人。"]),
    ("按照先急后缓的原则，改造老旧管网9公里。", ["按照先急后缓的原则，改造老旧管网9公里。"]),
    ("开展夜间巡查，形成齐抓共管的合力。", ["开展夜间巡查，形成齐抓共管的合力。"]),
    ("新建驿站12个、公厕8座。", ["新建驿站12个、", "公厕8座。"]),
    ("印发《驿站建设导则，含管护》。", ["印发《驿站建设导则，含管护》。"]),
    ("围绕群众出行，", ["围绕群众出行，"]),
    ("加快社区食堂建设，10月底前建成投用。", ["加快社区食堂建设，10月底前建成投用。"]),
    ("推动门店安装探测器，覆盖率达到100%。", ["推动门店安装探测器，覆盖率达到100%。"]),
    ("改造泵站9座，其中含上年结转的2座。", ["改造泵站9座，其中含上年结转的2座。"]),
    ("汛期前，完成河道清淤9公里。", ["汛期前，完成河道清淤9公里。"]),
    ("完成古桥修缮3座，老城厢片区启动改造。", ["完成古桥修缮3座，", "老城厢片区启动改造。"]),
]


@pytest.mark.parametrize(("text", "parts"), PARTS)
def test_parts_of_a_record(text: str, parts: list[str]) -> None:
    spans = split_commitment(text, [each.span for each in find_quantities(text)], is_target=False)
    assert [text[span.start:span.end] for span in spans] == parts


def test_a_target_is_cut_at_its_states() -> None:
    text = "主要目标是：物价保持平稳，就业形势持续改善，外贸稳步增长。"
    spans = split_commitment(text, [], is_target=True)
    assert [text[span.start:span.end] for span in spans][-2:] == ["就业形势持续改善，", "外贸稳步增长。"]


def test_parts_stand_at_their_places(tmp_path: Path) -> None:
    plan = read_lines(tmp_path, "一、重点工作", "新建驿站12个，培训騎手300人。")
    found = commitments_of(plan)
    assert [each.record.quote for each in found] == ["新建驿站12个，", "培训騎手300人。"]
    assert all(plan.text[each.record.span.start:each.record.span.end] == each.record.quote for each in found)
    assert found[1].statement.text == "培训骑手300人。"
    assert [quantity.text for quantity in found[1].record.quantities] == ["300人"]


REPORT = ("一、2024年工作回顾", "新建驿站11个。组织开展夜间巡查。", "二、存在的问题",
          "驿站管护力量不足。社区食堂选址未能落地。", "三、2025年工作安排", "新建驿站20个。着力解决管护力量不足问题。")


def test_evidence_is_results_and_problems_but_no_plans(tmp_path: Path) -> None:
    report = read_lines(tmp_path, *REPORT, title="澜州市水务局2024年工作总结")
    found = passages_of(report)
    assert [each.quote for each in found] == ["新建驿站11个。", "组织开展夜间巡查。", "驿站管护力量不足。",
                                              "社区食堂选址未能落地。"]
    assert [each.statement.problem for each in found][:3] == [False, False, True]
    assert all(report.text[each.span.start:each.span.end] == each.quote for each in found)


def test_empty_officialese_is_no_likeness() -> None:
    assert not letter_pairs("推进、建设、落实")
    assert alike("粮食产量", "全年粮食总产量") > alike("粮食产量", "蔬菜面积") == 0
    assert alike(None, "粮食产量") == 0


def test_rare_pieces_weigh_more() -> None:
    weigher = Weigher(["甲乙", "甲丙", "甲丁"], list)
    rows = weigher.rows(["甲乙", "乙戊"])
    assert 0 < rows[0, weigher.vocabulary["甲"]] < rows[0, weigher.vocabulary["乙"]]
    assert share(rows[1:], rows[:1])[0, 0] == pytest.approx(rows[0, weigher.vocabulary["乙"]] / rows[0].sum())


def _statement(text: str) -> Statement:
    return Statement(text, text, ("一、重点工作",), tuple(find_quantities(text)))


def test_the_same_matter_in_other_words_comes_first() -> None:
    promises = [_statement("新建改扩建幼儿园12所"), _statement("建设污水处理厂2座")]
    reports = [_statement("两座污水厂建成投运"), _statement("全年新建、改建幼儿园12所"), _statement("召开党建工作例会")]
    features = similarities(promises, reports, load_encoder())
    assert features.shape == (2, 3, len(SIMILARITIES))
    assert features.dtype == np.float32
    scores = load_scorer().scores(features)
    assert scores.argmax(axis=1).tolist() == [1, 0]


def test_claim_and_lead() -> None:
    wider = with_rivalry(np.zeros((2, 2, 1), np.float32), np.array([[0, 90], [0, -90]], np.float32))
    assert wider.shape == (2, 2, 1 + len(RIVALRY))
    claim, lead = wider[..., 1], wider[..., 2]
    assert claim[:, 0].tolist() == pytest.approx([-np.log(2)] * 2)
    assert claim[:, 1].tolist() == pytest.approx([0, -180])
    assert lead[0].tolist() == pytest.approx([-90, 0])
    assert lead[1, 0] == pytest.approx(-np.log(2))


def test_probabilities_leave_the_rest_to_silence() -> None:
    shares = probabilities(np.array([[0.0, 0.0], [-50.0, -50.0]], np.float32))
    assert shares[0].tolist() == pytest.approx([1 / 3, 1 / 3])
    assert shares[1].sum() == pytest.approx(0)
