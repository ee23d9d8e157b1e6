"""What the encoder learns from: the table of questions, pairs from running text, the drawing of batches."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from shared import SHARED, needs_shared

from kb.encoder import load_encoder, of_length_one
from kb.errors import KbError
from kb.training.contrast import Pairs, learn_from_pairs
from kb.training.held_out import found_first, parted
from kb.training.questions import Answer, read_answers
from kb.training.text_pairs import Pair, halves, neighbours, under_headings

_MOST_ALIKE = 0.7


def test_there_are_five_thousand_questions_each_once() -> None:
    questions = [question for answer in read_answers() for question in answer.questions]
    assert len(questions) >= 5_000
    assert len(set(questions)) == len(questions)
    assert all(len(question) <= 30 for question in questions)


@needs_shared
def test_no_question_is_near_a_query_that_search_is_measured_on() -> None:
    golds = (json.loads(path.read_text(encoding="utf-8")) for path in (SHARED / "eval" / "gold").glob("*.json"))
    queries = [Counter(query["q"]) for gold in golds for query in gold["queries"]]
    for answer in read_answers():
        for question in map(Counter, answer.questions):
            alike = max((question & query).total() / max(question.total(), query.total()) for query in queries)
            assert alike <= _MOST_ALIKE, question


@pytest.mark.parametrize(("lines", "answers"), [
    ("# 注\n\n修公路\t修路吗\t路好走吗\n", [Answer("修公路", ("修路吗", "路好走吗"))]),
    ("甲\t 乙 \n丙\t丁", [Answer("甲", ("乙",)), Answer("丙", ("丁",))]), ("", []),
])
def test_a_table_of_questions(lines: str, answers: list[Answer], tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(lines, encoding="utf-8")
    assert read_answers(tmp_path / "a.tsv") == answers


@pytest.mark.parametrize(("lines", "message"), [
    ("修公路\n", "第 1 行.*至少一个问题"), ("# 注\n修公路\t\n", "第 2 行.*至少一个问题"), ("\t修路吗", "要写一个句子"),
    ("修公路\t修路吗\n修公路\t路好吗", "第 2 行.*已经有了"),
])
def test_wrong_lines_are_named(lines: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(lines, encoding="utf-8")
    with pytest.raises(KbError, match=message):
        read_answers(tmp_path / "a.tsv")


@pytest.mark.parametrize(("kind", "paragraphs", "pairs"), [
    (halves, ["第三条 各村每个季度要检查一次消防水池，发现漏水的当天就要报告并且修好。"],
     [("各村每个季度要检查一次消防水池", "发现漏水的当天就要报告并且修好")]),
    (halves, ["一句没有逗号的话不管它有多长也不会被切成前后两半的。", "太短，不切。"], []),
    (neighbours, ["（一）每个月检查一次水库大坝。发现渗漏的立即上报。", "第二章 附则与其他", "汛期每天巡查两次大坝。"],
     [("每个月检查一次水库大坝", "发现渗漏的立即上报"), ("发现渗漏的立即上报", "汛期每天巡查两次大坝")]),
    (under_headings, ["二、修好农村公路", "3.今年修好全县一百二十公里的农村公路，方便群众出行和运货。"],
     [("修好农村公路", "今年修好全县一百二十公里的农村公路，方便群众出行和运货。")]),
    (under_headings, ["一、总则和目标", "（一）指导思想是什么"], []), (neighbours, [], []),
])
def test_pairs_from_running_text(kind: Callable[[Sequence[str]], list[Pair]], paragraphs: list[str], pairs: list[Pair]
                                 ) -> None:
    assert kind(paragraphs) == pairs


def test_what_is_paired_comes_near() -> None:
    pieces = ["[UNK]", *"甲乙丙丁戊己", "甲乙", "戊己"]
    # Rows of about length 1, as company gives them.
    table = np.random.default_rng(1).standard_normal((len(pieces), 256)).astype(np.float32) / 16
    left, right = ([np.array([token], np.int32) for token in tokens] for tokens in ((1, 2, 7), (3, 4, 8)))
    pairs = Pairs(left, right, np.arange(3), 1.0, 3)
    learned, again = (learn_from_pairs(table, pieces, [[pairs]], steps=200) for _ in range(2))
    assert np.array_equal(learned, again)
    assert not learned[0].any()
    cosines = of_length_one(learned[[1, 2, 7]]) @ of_length_one(learned[[3, 4, 8]]).T
    assert cosines.diagonal().min() > 0.2
    assert cosines[~np.eye(3, dtype=bool)].max() < 0


def test_questions_are_held_out_with_their_sentences() -> None:
    answers = read_answers()
    known, held_out = parted(answers)
    assert len(known) + len(held_out) == len(answers)
    assert not {each.sentence for each in known} & {each.sentence for each in held_out}
    figures = found_first(held_out[:5], held_out[:50], load_encoder())
    assert all(0 <= first <= mrr <= tenth <= 100 for first, tenth, mrr in figures.values())
