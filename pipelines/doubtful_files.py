"""Why a file gives few records or none: said as warnings, never by an error."""

from __future__ import annotations

import re

from pipelines.document import Document

_HAN = re.compile("[㐀-鿿]")
_LETTER = re.compile(r"[^\W\d_]")
_LEAST_CHINESE = 0.3  # share of letters; plans with many product names in Latin script have 0.9
_SHORT = 30  # characters: a line of text needs no outline


def doubts_about_file(document: Document) -> tuple[str, ...]:
    """One Chinese line for each thing about the whole file that its reader should know, most basic first."""
    letters = len(_LETTER.findall(document.text))
    if letters and len(_HAN.findall(document.text)) < _LEAST_CHINESE * letters:
        return ("正文里汉字不到三成，可能不是中文文件，只读出了能认的部分。",)
    doubts = []
    if not document.records:
        doubts.append(("只有标题或目录，" if document.outline else "") + "没有读出任务、目标或结果。")
    elif not document.outline and len(document.text) > _SHORT:
        doubts.append("没有读出标题层级，记录没有章节。")
    first, last = document.metadata.period
    if first and last and first > last:
        doubts.append(f"年份前后矛盾：开始于{first}年，结束于{last}年，时限可能算错。")
    return tuple(doubts)
