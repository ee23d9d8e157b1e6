"""Where a document's own title stands: after the notice that forwards it, before its first heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.document import Block
from pipelines.fold import fold
from pipelines.furniture import ABOUT_RULES
from pipelines.paragraphs import STARTS

_KINDS = ("要点|总结|规划|纲要|方案|计划|报告|意见|办法|措施|政策|细则|规定|规范|规则|条例|通知|通报|公告|通告|决定"
          "|批复|函|指南|指引|战略|清单|"
          "安排|情况|标准|体系|守则|倡议|答复|白皮书|公报|工作|任务|目标|思路|打算|部署|汇报|讲话|决议|制度|章程|预案"
          "|建议|说明|解读|行动|成效")
# A line that ends with one of these may go on: 某行业标准体系 | 建设指南.
_MAY_GO_ON = re.compile("(?:体系|工作|行动|标准|制度|任务)$")
# A line above that leads on to the next ones; else a line further down that is a title alone has a banner above it.
_LEADS_ON = re.compile("(?:印发|转发|下发|关于|的|和|及|与)$")
_CONJUNCTION = re.compile("[和及与暨]")
# Sentence marks, dates, and the separators of a site's menu or motto.
_NO_TITLE_MARK = re.compile(r"[。；！？：:，\t]|年\d+月|\d+日|首页|·.*·")
_AFTER_KIND = r"(?:\s*[（(《\[].{1,30}[）)》\]])*"
_TITLE = re.compile(rf"[^。；！？:：]{{2,100}}(?:{_KINDS}){_AFTER_KIND}")
_NOTICE = re.compile(rf"(?:通知|函|公告|通告|批复){_AFTER_KIND}$|印发.{{4,80}}$")
_FORWARDS = re.compile("印发|转发|下发|发给|遵照执行|贯彻(?:落实|执行)|公布如下|审议通过|审定|同意")
_HEADING = re.compile(r"(?:第[一二三四五六七八九十]+[编章条节部]|[一二三四五六七八九十]+[、.．]"
                      r"|[（(][一二三四五六七八九十]+[）)]|1[.．、]|前\s*言$|引\s*言$)")
_GENERIC = re.compile("(?:总体|主要|工作|基本|重点|指导|发展|年度|预期)*(?:要求|目标|任务|措施|思想|原则|思路|部署"
                      "|安排|工作|情况|行动)")
_VERSION_LINE = re.compile(r"[（(](?!.*号[）)]).{2,30}[）)]")
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
# What a page's title adds: 某局2021年工作总结_某市政府网.
_SITE = re.compile(r"\s*(?:[_|]|(?<=[一-龥）])-(?=[一-龥]))[^_|]*$")
_KIND_END = re.compile(rf"(?:{_KINDS}){_AFTER_KIND}$")
_MOST_LINES = 4
_SHORTEST_FIRST_LINE = 6  # a shorter line above a title is a label of the page
_LONGEST_TITLE_LINE = 60
_LONGEST_HEAD = 60  # blocks: further down nothing is a title any more


@dataclass(frozen=True, slots=True)
class Title:
    """A title, verbatim, its lines joined; `first` and `last` are the numbers of its blocks."""

    text: str
    first: int
    last: int

    @property
    def is_notice(self) -> bool:
        """Whether it is the title of a notice, which may only forward the document."""
        return bool(_NOTICE.search(fold(self.text).strip()))


def find_title(blocks: Sequence[Block]) -> Title | None:
    """The title of the document proper, else that of the notice; None where the file begins with the body."""
    titles = find_titles(blocks)
    own = [title for title in titles if not title.is_notice]
    return own[-1] if own else titles[0] if titles else None


def find_titles(blocks: Sequence[Block]) -> list[Title]:
    """All titles in the head of the file, in reading order: of the page, of the notice, of the document."""
    found: list[Title] = []
    n = 0
    while n < min(len(blocks), _LONGEST_HEAD):
        line = fold(blocks[n].text).strip()
        if _HEADING.match(line) or (_is_paragraph(line) and not _FORWARDS.search(line)):
            break
        title = _title_at(blocks, n)
        if title:
            found.append(title)
            n = title.last
        n += 1
    return found


def _is_paragraph(line: str) -> bool:
    return line.endswith(("。", "！", "；")) or (len(line) > _LONGEST_TITLE_LINE and "，" in line)


def _title_at(blocks: Sequence[Block], n: int) -> Title | None:
    """The title whose first line is block n: one line, or several that only together end like a title."""
    lines: list[str] = []
    for last in range(n, min(n + _MOST_LINES, len(blocks))):
        lines.append(_SITE.sub("", blocks[last].text.strip()))
        if not _may_be_part(lines[-1]) or (len(lines) == 2 and len(lines[0]) < _SHORTEST_FIRST_LINE):
            return None
        after = blocks[last + 1].text.strip() if last + 1 < len(blocks) else ""
        if len(lines) > 2 and _is_title(lines[-1]) and not _LEADS_ON.search(lines[0]):
            return None
        if _is_title("".join(lines)) and not _goes_on(lines[-1], after):
            version = bool(_VERSION_LINE.fullmatch(after))
            return Title("".join(lines) + (after if version else ""), n, last + version)
    return None


def _goes_on(line: str, after: str) -> bool:
    """Whether the title is finished only on the line after it: …五年规划 | 和二〇三五年远景目标纲要."""
    opens = _MAY_GO_ON.search(line) or _CONJUNCTION.match(after)
    return bool(opens and _may_be_part(after) and _KIND_END.search(after))


def _may_be_part(text: str) -> bool:
    line = fold(text)
    bare = _QUOTED.sub("", line)
    fits = 0 < len(line) <= _LONGEST_TITLE_LINE and not _NO_TITLE_MARK.search(bare) and not STARTS.match(line)
    return fits and not any(rule.pattern.search(line) for rule in ABOUT_RULES)


def _is_title(text: str) -> bool:
    line = fold(text).strip()
    return bool(len(line) >= 5 and _TITLE.fullmatch(_QUOTED.sub("“”", line)) and not _GENERIC.fullmatch(line))
