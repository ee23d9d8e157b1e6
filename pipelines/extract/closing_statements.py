"""A sentence that only says who is responsible for the item before it: 由市应急管理局牵头，市财政局配合。"""

from __future__ import annotations

import re

from pipelines.document import ResponsibleUnit
from pipelines.extract.closing_brackets import read_responsibility
from pipelines.extract.name_lists import is_name

_ROLES = "牵头|负责|配合|落实|实施|协助|参与|督促|指导|督导|承办|主办|推进"
_STATEMENT = re.compile(r"(?:(?:此|该|这|以上|上述)[^，。]{0,8}，?)?"
                        rf"由(?![此于])(?P<who>[^。；]{{2,200}}?(?:{_ROLES})(?:[^，。；、]{{0,6}})?)[。；]?$")
# Without 由 a whole sentence: 各地积极推进 may be a title.
_PLAIN_STATEMENT = re.compile("(?P<who>[^。；]{2,200}?(?:牵头|负责|配合|协助|落实))[。；]$")
# What is read as 负责落实: an adverb before 落实 would be taken for the end of a name.
_SEE_TO_IT = re.compile("[抓做]好(?=落实)")
# What may stand in such a sentence beside the names and their roles.
_ROLE_WORDS = re.compile(rf"按照?(?:各自)?职责(?:分工)?|分工|分别|共同|具体|会同|{_ROLES}"
                         r"|组织|统筹|协调|同|等|[，、；和与及（）]")
_OTHER_NAME = re.compile(r"（[^（）]*）")  # 市应急管理局（市减灾委办公室）
_MOST_LEFT_OVER = 4
# A name that holds such a word is half a sentence: 市水务局牵头建设3座水库.
_NO_NAME = re.compile(rf"(?:{_ROLES})(?!小组|单位|部门|办|局|站|中心)|\d")


def read_closing_statement(text: str) -> list[ResponsibleUnit]:
    """Units of a sentence that names nothing but responsible bodies, spans relative to it; empty for any other."""
    text = _SEE_TO_IT.sub("负责", text)
    match = _STATEMENT.match(text) or _PLAIN_STATEMENT.match(text)
    if not match:
        return []
    units = read_responsibility(match["who"], match.start("who")) or []
    if not all(is_name(unit.name) for unit in units):
        return []
    left_over = _OTHER_NAME.sub("", match["who"])
    for unit in sorted(units, key=lambda unit: -len(unit.text)):
        left_over = left_over.replace(_OTHER_NAME.sub("", unit.text), "")
    if any(_NO_NAME.search(unit.text) for unit in units):
        return []
    return units if units and len(_ROLE_WORDS.sub("", left_over)) <= _MOST_LEFT_OVER else []
