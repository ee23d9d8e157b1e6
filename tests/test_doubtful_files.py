"""What is said of files that give few records or none."""

from pathlib import Path

import pytest

from pipelines import read_document
from pipelines.document import Document, Metadata
from pipelines.doubtful_files import doubts_about_file


@pytest.mark.parametrize(("text", "warned"), [
    ("一、重点任务\n新建公厕12座，6月底前完工。\n二、保障措施\n市财政局落实资金。", ()),
    ("Annual work plan of the harbour office\n1. Build two piers by June.\n2. Train the crew.", ("汉字不到三成",)),
    ("一、总体要求\n二、重点任务\n三、保障措施", ("只有标题或目录",)),
    ("新建公厕12座，改造旱厕40座，确保6月底前全部完工并投入使用，由各街道负责日常管护。", ("没有读出标题层级",)),
    ("2024年8月", ("没有读出任务",)),
])
def test_warnings_of_a_file(text: str, warned: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "文件.txt"
    file.write_text(text, encoding="utf-8")
    found = read_document(file).warnings
    assert len(found) == len(warned)
    assert all(words in line for words, line in zip(warned, found, strict=True))


def test_years_that_contradict_each_other() -> None:
    document = Document("d", "d.txt", "整治河道。", (), Metadata(period=(2026, 2024)))
    assert any("年份前后矛盾" in line for line in doubts_about_file(document))
