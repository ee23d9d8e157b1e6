"""Everyday questions with the official sentences that answer them, from a table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kb.errors import KbError

QUESTIONS = Path(__file__).parent / "questions.tsv"


@dataclass(frozen=True, slots=True)
class Answer:
    """An official sentence and the everyday questions that it answers, at least one."""

    sentence: str
    questions: tuple[str, ...]


def read_answers(path: Path = QUESTIONS) -> list[Answer]:
    """One answer a line: the sentence, then its questions, parted by tabs; lines that begin with # are passed over.

    KbError for a line without a question and for a sentence that stands twice.
    """
    answers: dict[str, Answer] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        sentence, *questions = (cell.strip() for cell in line.split("\t"))
        if not sentence or not all(questions) or not questions:
            raise KbError(f"{path} 第 {number} 行：要写一个句子和至少一个问题，用制表符隔开。")
        if sentence in answers:
            raise KbError(f"{path} 第 {number} 行：这个句子前面已经有了，请把问题写在同一行。")
        answers[sentence] = Answer(sentence, tuple(questions))
    return list(answers.values())
