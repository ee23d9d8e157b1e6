"""Confidence: the facts, the weights, whether it means what it says, and the list of what needs a look."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kb_documents import PLAN, make_document, put, with_values
from shared import CORPORA, SHARED, needs_shared

from kb.cli import main
from kb.doubts import doubts
from kb.errors import KbError
from kb.gold_folder import read_gold_folder
from kb.gold_format import gold_format
from kb.knowledge_base import open_kb
from kb.reading import read_file
from kb.training.reliability import Called, reliability_lines, share_right, sure_ones
from kb.training.rightness import right_readings
from kb.training.train_confidence import Sample, fit, leave_one_out, read_samples, save_weights, train_confidence
from pipelines.document import Block, Document, Metadata, Record
from pipelines.extract.confidence import ALWAYS, FIELDS, load_weights, probability
from pipelines.extract.evidence import Evidence
from pipelines.extract.facts import char, flags, step, sure
from pipelines.language import run

METADATA = Metadata("澜州市农业农村局2024年工作要点", "plan", "澜州市农业农村局", "岭东省澜州市", "city", (2024, 2024))
GOLD = CORPORA / "gold"


def read(*paragraphs: str) -> tuple[tuple[Record, ...], list[Evidence]]:
    """The records of paragraphs under a heading, and what is known about them."""
    text = "\n".join(("一、重点任务", *paragraphs))
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(line, at, at + len(line)))
        at += len(line) + 1
    doc = run(text, blocks, METADATA)
    return doc._.records, doc._.evidence


def confidences(records: tuple[Record, ...]) -> list[float]:
    return [each.confidence for record in records
            for each in (record, *record.deadlines, *record.quantities, *record.units)]


@pytest.mark.parametrize(("number", "fact"), [
    (0, "letters<10"), (9, "letters<10"), (10, "letters>=10"), (19, "letters>=10"), (20, "letters>=20"),
    (900, "letters>=20"), (-1, "letters<10"),
])
def test_numbers_as_steps(number: int, fact: str) -> None:
    assert step("letters", number, (10, 20)) == fact


@pytest.mark.parametrize(("found", "fact"), [("。", "close=。"), ("甲", "close=other"), ("", "close=other"),
                                             ("\n", "close=other"), ("\t", "close=other")])
def test_characters_as_facts(found: str, fact: str) -> None:
    assert char("close", found, "。；") == fact


@pytest.mark.parametrize(("confidence", "fact"), [(0.95, "sure>=95"), (0.96, "sure>=95"), (0.29, "sure<70"),
                                                  (1.0, "sure>=98"), (0.7, "sure>=70")])
def test_rules_confidence_in_steps(confidence: float, fact: str) -> None:
    assert sure("sure", confidence) == fact


def test_flags_name_what_holds() -> None:
    assert flags(row=True, numbered=None, we="我们", mojibake=[]) == ("row", "we")


@pytest.mark.parametrize(("facts", "expected"), [
    ((), 0.731), (("good",), 0.953), (("bad",), 0.047), (("good", "bad"), 0.5), (("never seen",), 0.731),
])
def test_probability(facts: tuple[str, ...], expected: float) -> None:
    assert probability(facts, {ALWAYS: 1.0, "good": 2.0, "bad": -4.0} if len(facts) < 2 else
                       {ALWAYS: 0.0, "good": 2.0, "bad": -2.0}) == expected


def test_no_weights_are_no_knowledge() -> None:
    assert probability(("kind=task",), {}) == 0.5


def test_weights_are_written_and_read_again(tmp_path: Path) -> None:
    weights = {field: {ALWAYS: 1.25, "kind=task": -0.5} for field in FIELDS}
    save_weights(weights, tmp_path / "new" / "weights.tsv", "a note")
    assert load_weights(tmp_path / "new" / "weights.tsv") == weights


@pytest.mark.parametrize("line", ["record", "record\tkind=task", "record\tkind=task\tmuch", "meta\tkind=task\t1"])
def test_broken_weights_are_refused(line: str, tmp_path: Path) -> None:
    path = tmp_path / "weights.tsv"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises((ValueError, KeyError)):
        load_weights(path)


def test_the_package_holds_small_weights_for_every_field() -> None:
    from pipelines.extract.confidence import WEIGHTS

    assert WEIGHTS.stat().st_size < 200_000
    assert all(ALWAYS in weights and len(weights) > 50 for weights in load_weights().values())


# Paragraphs, the field, which reading of it, facts that hold, facts that do not.
FACTS: tuple[tuple[tuple[str, ...], str, int, tuple[str, ...], tuple[str, ...]], ...] = (
    (("推广测土配方施肥。",), "record", 0, ("doc=plan", "kind=task", "role=task", "close=。", "part=whole",
                                   "opens_with_action", "opens block=True, closes it=True"), ("mojibake", "detail")),
    (("推广测土配方锟斤拷施肥。",), "record", 0, ("mojibake",), ()),
    (("新建烘干中心6座，培训农机手400人。",), "record", 0, ("part=first", "parts>=2"), ("part=whole",)),
    (("新建烘干中心6座，培训农机手400人。",), "record", 1, ("part=last", "parts>=2"), ()),
    (("（二）推进（“粮头食尾”工程，补齐加工短板。",), "record", 0, ("unbalanced",), ()),
    (("9月底前建成育秧中心3个，12月底前建成冷库2座。",), "deadline", 0, ("own", "type=by", "at<1"),
     ("carried on", "year_named")),
    (("2025年6月底前完成确权登记。",), "deadline", 0, ("year_named", "period=after"), ("period=inside",)),
    (("年底前新建蓄水池8口，清淤沟渠30公里。",), "deadline", 1, ("carried on",), ("own",)),
    (("新建育秧中心3个。",), "quantity", 0, ("op==", "measure=count", "name>=4"), ("in_characters", "range")),
    (("建成区域性农事服务中心二十个。",), "quantity", 0, ("in_characters",), ()),
    (("完善育秧设施。（牵头单位：市农业农村局；配合单位：市财政局）",), "unit", 0,
     ("behind", "as=lead", "office", "issuer"), ("own", "suffix_unknown")),
    (("完善育秧设施。（牵头单位：市农业农村局；配合单位：市财政局）",), "unit", 1, ("as=support",), ("issuer",)),
)


@pytest.mark.parametrize(("paragraphs", "field", "index", "holding", "not_holding"), FACTS)
def test_facts(paragraphs: tuple[str, ...], field: str, index: int, holding: tuple[str, ...],
               not_holding: tuple[str, ...]) -> None:
    _, evidence = read(*paragraphs)
    facts = {"record": [each.record for each in evidence],
             "deadline": [facts for each in evidence for facts in each.deadlines],
             "quantity": [facts for each in evidence for facts in each.quantities],
             "unit": [facts for each in evidence for facts in each.units]}[field][index]
    assert not set(holding) - set(facts)
    assert not set(not_holding) & set(facts)


def test_unreadable_text_makes_less_sure() -> None:
    plain, garbled = read("推广测土配方施肥技术到村到户。"), read("推广测土配方锟斤拷技术到村到户。")
    assert garbled[0][0].confidence < plain[0][0].confidence


@pytest.mark.parametrize("paragraph", [
    "", "。", "？；？", "锟斤拷" * 50, "3", "1.2.3.4.5", "年底前", "（牵头单位：）", "The plan of 2024: 30 schools.",
    "新建" + "学校3所，" * 300, "，" * 500, "到2025年，" * 40,
])
def test_odd_text_gives_probabilities(paragraph: str) -> None:
    records, evidence = read(paragraph)
    assert len(records) == len(evidence)
    assert all(0 <= each <= 1 for each in confidences(records))


def test_the_same_text_gives_the_same_confidence() -> None:
    text = "6月底前新建口袋公园5个，由市城管局牵头，总投资不超过2000万元。"
    assert confidences(read(text)[0]) == confidences(read(text)[0])


# What is right

def own_gold(document: Document) -> dict[str, Any]:
    """An annotation that agrees with every reading."""
    return json.loads(json.dumps(gold_format(document), ensure_ascii=False))


@pytest.mark.parametrize(("field", "holder", "key", "value"), [
    ("record", None, "kind", "result"), ("record", None, "quote", "澜州市应急管理局"),
    ("deadline", "deadlines", "end", "2022-04-30"), ("deadline", "deadlines", "type", "during"),
    ("quantity", "quantities", "value", 2.0), ("quantity", "quantities", "indicator", "演练"),
    ("quantity", "quantities", "op", "="), ("unit", "units", "role", "support"), ("unit", "units", "name", "市财政局"),
])
def test_what_differs_from_the_annotation_is_wrong(field: str, holder: str | None, key: str, value: object) -> None:
    document = with_values(make_document(PLAN))
    assert all(all(right) for right in right_readings(own_gold(document), document).values())
    gold = own_gold(document)
    (gold["records"][0][holder][0] if holder else gold["records"][0])[key] = value
    assert right_readings(gold, document)[field][0] is False


# Training

def samples(right: int, wrong: int, fact: str = "weak") -> dict[str, list[Sample]]:
    """A document whose readings are wrong where the fact holds."""
    each = [Sample(("strong",), True)] * right + [Sample((fact,), False)] * wrong
    return dict.fromkeys(FIELDS, each)


def test_fitted_weights_tell_strong_from_weak() -> None:
    weights = fit([samples(60, 20)])
    assert weights == fit([samples(60, 20)])
    assert all(probability(("strong",), weights[field]) > 0.8 > 0.6 > probability(("weak",), weights[field])
               for field in FIELDS)


@pytest.mark.parametrize(("right", "wrong", "expected"), [(0, 0, 0.5), (8, 0, 0.9), (0, 8, 0.1)])
def test_fields_without_a_choice_have_a_constant(right: int, wrong: int, expected: float) -> None:
    assert probability(("strong",), fit([samples(right, wrong)])["unit"]) == expected


def test_rare_facts_have_no_weight() -> None:
    assert "rare" not in fit([samples(20, 10), samples(5, 2, "rare")])["record"]


def test_reliability_counts_what_is_called_sure() -> None:
    called = [Called("record", 0.95, True)] * 3 + [Called("record", 0.9, False)] + [Called("unit", 0.4, True)]
    assert len(sure_ones(called)) == 4
    assert share_right(sure_ones(called)) == 0.75
    assert share_right([]) == 1
    lines = reliability_lines(called)
    assert lines[-1] == "全部：5 项，对的 80.0%；把握 ≥ 0.9 的占 80.0%，其中对的 75.0%"
    assert reliability_lines([])[-1].startswith("全部：0 项")


def test_one_annotation_is_too_little(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "a.json").write_text(json.dumps({"doc": "a.txt", "metadata": {}, "records": []}), encoding="utf-8")
    (gold / "b.json").write_text(json.dumps({"doc": "a.txt", "metadata": {}, "records": [{}]}), encoding="utf-8")
    (gold / "c.json").write_text("{", encoding="utf-8")
    documents, refused = read_samples([gold])
    assert len(documents) == 1
    assert sorted(each.path.name for each in refused) == ["b.json", "c.json"]
    with pytest.raises(KbError, match="至少要 2 个"):
        train_confidence([gold], tmp_path / "weights.tsv", print)


@pytest.mark.parametrize(("arguments", "message"), [
    (["train", "confidence"], "GOLD_DIR"), (["train", "confidence", "没有这个文件夹"], "没有标注文件"),
])
def test_training_without_annotations_is_refused(arguments: list[str], message: str,
                                                 capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


# Whether it means what it says

@pytest.fixture(scope="module")
def called_in_corpora() -> list[Called]:
    """Every reading of the project's annotated documents as the pipeline calls it."""
    called: list[Called] = []
    for each in read_gold_folder(GOLD)[0]:
        document = read_file(each.document)
        assert isinstance(document, Document)
        right = right_readings(each.gold, document)
        sure = {"record": [record.confidence for record in document.records],
                "deadline": [value.confidence for record in document.records for value in record.deadlines],
                "quantity": [value.confidence for record in document.records for value in record.quantities],
                "unit": [value.confidence for record in document.records for value in record.units]}
        called += (Called(field, *pair) for field in FIELDS for pair in zip(sure[field], right[field], strict=True))
    return called


def test_confidence_in_the_corpora(called_in_corpora: list[Called]) -> None:
    """Floors that only rise; the weights have seen these documents, so this is no measurement."""
    assert all(0 <= each.confidence <= 1 for each in called_in_corpora)
    assert len({each.confidence for each in called_in_corpora}) > 200
    sure = sure_ones(called_in_corpora)
    assert share_right(sure) >= 0.93
    assert len(sure) >= 0.4 * len(called_in_corpora)


def test_what_is_called_unsure_is_wrong_more_often(called_in_corpora: list[Called]) -> None:
    low, middle, high = (share_right([each for each in called_in_corpora if a <= each.confidence < b])
                         for a, b in ((0, 0.7), (0.7, 0.9), (0.9, 1.01)))
    assert low + 0.1 < middle < high - 0.05


@pytest.mark.slow
@needs_shared
def test_confidence_of_documents_never_seen() -> None:
    """The bar of the product, leave-one-document-out: ≥ 95 % of the sure ones right, ≥ 60 % of all called sure."""
    documents, refused = read_samples([SHARED / "eval" / "gold", SHARED / "eval" / "more" / "gold", GOLD])
    assert len(documents) == 21
    assert not refused
    called = leave_one_out(documents)
    sure = sure_ones(called)
    assert share_right(sure) >= 0.95
    assert len(sure) >= 0.6 * len(called)


# What needs a look

def doubtful(name: str = "a.txt") -> Document:
    """A document whose first record has a unit and a figure that are unsure; the unit hangs on the second as well."""
    document = with_values(make_document(PLAN, name))
    first, second, *others = document.records
    unit = replace(first.units[0], confidence=0.31)
    second = replace(second, units=(replace(unit, confidence=0.35),))
    figure = replace(first.quantities[0], confidence=0.62)
    return replace(document, records=(replace(first, units=(unit,), quantities=(figure,)), second, *others))


def test_doubts_are_told_once_and_the_least_sure_first() -> None:
    found = doubts(doubtful(), 0.8)
    assert [(each.field, each.confidence) for each in found] == [("unit", 0.31), ("quantity", 0.62)]
    unit, figure = found
    assert unit.reading == "市民政局（牵头）"
    assert unit.records == ("r001", "r002")
    assert figure.reading == "报警器 ≥2万个"
    assert (figure.page, figure.section) == (1, ("一、防范一氧化碳中毒",))
    assert doubts(doubtful(), 0.1) == []


def test_review_lists_what_needs_a_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_kb(tmp_path) as kb:
        put(kb, doubtful(), "a.txt")
    home = ["--home", str(tmp_path)]
    assert main(["review", *home]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(" 31%  单位  市民政局（牵头）\n"
                            "      《澜州市应急管理局2022年工作要点》一、防范一氧化碳中毒，第1页 r001"
                            "（同一处还用于另外 1 条记录）\n")
    assert "把握不超过 80% 的共 2 项，列出 2 项" in shown
    assert main(["review", "应急管理局", "--below", "0.5", "--json", *home]) == 0
    row, = json.loads(capsys.readouterr().out)
    assert (row["field"], row["reading"], row["page"], row["confidence"]) == ("unit", "市民政局（牵头）", 1, 0.31)
    assert main(["review", "--top", "1", *home]) == 0
    assert "共 2 项，列出 1 项" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "message"), [
    (["--below", "2"], "0 到 1"), (["--below", "一半"], "0 到 1"), (["--below", "nan"], "0 到 1"),
    (["没有这个文件"], "没有这个文件"),
])
def test_review_refuses_what_it_cannot_do(arguments: list[str], message: str, tmp_path: Path,
                                          capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", *arguments, "--home", str(tmp_path)]) == 2
    assert message in capsys.readouterr().err
