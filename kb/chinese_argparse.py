"""argparse in Chinese: its own words (usage, error, required …) come from a table."""

from __future__ import annotations

import argparse

# argparse of Python 3.11 passes its texts through gettext under the name `_`; these are the ones a user can meet.
_CHINESE = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这个说明",
    "%(prog)s: error: %(message)s\n": "%(prog)s：错误：%(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "the following arguments are required: %s": "缺少 %s",
    "one of the arguments %s is required": "%s 中要写一个",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "not allowed with argument %s": "不能和 %s 一起用",
    "ignored explicit argument %r": "这个选项后面不跟值：%r",
    "expected one argument": "后面要跟一个值",
    "expected at most one argument": "后面最多跟一个值",
    "expected at least one argument": "后面至少跟一个值",
    "expected %s argument": "后面要跟 %s 个值",
    "expected %s arguments": "后面要跟 %s 个值",
    "ambiguous option: %(option)s could match %(matches)s": "选项 %(option)s 不明确，可能是 %(matches)s",
    "unexpected option string: %s": "不认识的选项：%s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有命令 %(parser_name)r（可以是 %(choices)s）",
    "invalid choice: %(value)r (choose from %(choices)s)": "不能是 %(value)r，可以是 %(choices)s",
    "invalid %(type)s value: %(value)r": "值不对：%(value)r",
}


def _translated(text: str) -> str:
    return _CHINESE.get(text, text)


def _translated_plural(one: str, many: str, count: int) -> str:
    return _translated(one if count == 1 else many)


def speak_chinese() -> None:
    """Make argparse answer in Chinese in this process; call it before a parser is built."""
    # argparse takes its translations from these two names of its module; it offers no other way to set a language.
    vars(argparse).update(_=_translated, ngettext=_translated_plural)
