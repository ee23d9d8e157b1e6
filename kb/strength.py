"""How binding the words of a commitment are: 确保 > plain words > 力争 > 推动 > 探索."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.fold import fold
from pipelines.rules import Rule, rule

# From the weakest to the strongest; a commitment without a word of these rows (新建学校12所) stands on its own feet.
LEVELS = {1: "探索、研究", 2: "推动", 3: "力争", 4: "直接部署", 5: "确保"}
_PLAIN = 4
# The first row that matches a clause tells its level.
STRENGTHS: tuple[Rule, ...] = (
    rule("explore", "探索|^研究(?!生|院|所|型)|研究(?=制定|出台|建立|提出|解决|设立|完善)|谋划|酝酿|视情|择机|适时",
         lambda m: 1,
         ("探索建立周转编制池", 1), ("研究制定管理办法", 1), ("适时召开现场会", 1), ("培养研究生200名", None),
         ("每季度专题研究1次安全生产工作", None)),
    rule("strive", "力争|争取(?![^，]{0,12}(?:资金|支持|项目|补助|政策|亿|国债|列入))|努力(?!工作)|尽力|力求|原则上",
         lambda m: 3,
         ("力争年底前完工", 3), ("争取年内通车", 3), ("争取上级补助资金2亿元", None), ("努力实现双下降", 3)),
    rule("ensure", "确保|必须|一律|务必|坚决|严禁|不得|不发生|零发生|杜绝|保证(?!金)|不折不扣", lambda m: 5,
         ("确保如期完工", 5), ("不得新增大班额", 5), ("一律重新考核", 5), ("缴存工资保证金", None)),
    rule("promote", "推动|推进|加快|促进|鼓励|支持|引导|倡导|逐步", lambda m: 2,
         ("推动8个县挂牌", 2), ("加快推进新校区建设", 2), ("鼓励社会办学", 2), ("新建学校12所", None)),
)
_CLAUSE = re.compile("[，；。、：]")


def strength_of(text: str) -> int:
    """The level of a commitment's words: that of its most binding clause, 4 where no clause is qualified."""
    return max(_levels(fold(text)), default=_PLAIN)


def _levels(text: str) -> Iterator[int]:
    for clause in _CLAUSE.split(text):
        if clause.strip():
            yield next((each.gives(match) for each in STRENGTHS if (match := each.pattern.search(clause))), _PLAIN)
