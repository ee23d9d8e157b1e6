"""Times tied to an event without a date: 汛期前, 春节期间, 项目竣工后, 合并过程中, 发完为止."""

from __future__ import annotations

from pipelines.extract.calendar_parts import GAP, POINT
from pipelines.extract.organisations import read_words
from pipelines.extract.time_phrase import BEFORE, TimePhrase
from pipelines.extract.word_lists import columns
from pipelines.rules import rule

_EVENT = TimePhrase("event")


def _named_events(use: str | None = None) -> str:
    """A pattern for the words of time_events.tsv, longest first; with `use` only those used so."""
    return _longest_first({word for word, kind in columns("time_events.tsv") if use in (None, kind)})


def _longest_first(words: set[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def _never_in_events() -> str:
    """Verbs that open an action and no event (推进, 完善); events end in some (实施, 整改) and names hold others."""
    verbs = {word for word in read_words("verbs.txt") if len(word) > 1}
    return _longest_first(verbs - set(read_words("name_words.txt")) - set(read_words("event_endings.txt")))


_SEASON = rf"(?:{_named_events('season')})"
_COMING = r"(?:到来|来临|开始|结束|放假|假期|返校|返岗|当天|当日)?"
# 后续, 后期, 后备, 以后三年 are words of their own.
_AFTER = (r"(?:之后|以后|后(?![续备勤台方期劲果盾代来世半顾遗端面置]|补[助贴偿]|进[生村党]|评[估价]|三年|天(?!内))"
          r"|前后(?![端台窗排]|左右|一致|衔接|对比|对照|比较))")
_ANCHORED = (rf"(?:{_named_events()}){_COMING}"
             rf"(?:{_AFTER}|之前|以前|前夕?|期间|之际|来临之际)(?!期|往|续|备|勤)")
_NO_PART = r"(?<![环季调细情章关])"  # 环节前, 季节前, 调节后 hold 节 inside a word

# --- events of any kind, where a clause begins -----------------------------------------------------------------------
_OPENS = r"(?:^|(?<=[，。；：])|(?<=^[①-⑳])|(?<=[；，。：][①-⑳]))"
_NAMED = r"(?:〓+|[“‘](?!十[一二三四五])[^“”‘’，。；]{1,10}[”’])"  # 〓 stands for what a name hides
# A clause that opens so says what is to be done, under what condition or on which step, and not when.
_NO_EVENT = (rf"(?!{_never_in_events()}|经|按|报|如|若|凡|因|由|对|把|将|向|以|从|为|与|和|依|不|未|无"
             r"|根据|接到|收到|收悉|取得|征得|通过|没有|避免|防止|杜绝|确保|力争|满足|降低|减少|解决|缓解|面对|应对|符合|用于|先|逾期|请|当|研究|实现|提出|宏观|重视|关注"
             r"|疫情[^，。；]{0,4}前|[该本此其这那各]|在此|上述|有效|同|法定|规定|一定)")
_WORDS = rf"(?:{POINT})?{_NAMED}?(?:(?![的因由经被仍后前之在于])[一-鿿、]){{0,10}}?"
# Behind these a course is a time; behind others it mostly is a circumstance (运输过程中产生的扬尘).
_DOING = "要|须|必须|确保|做好|严格|坚持|加强|注重|同步|全程|落实|保持|严禁|防止|切实|统筹"
# Times counted from an event are quantities: 险情发生后15分钟内.
_NOT_COUNTED = (r"(?![^，。；]{0,10}?(?:\d+|[一二三四五六七八九十两半]{1,3})(?:个)?"
                r"(?:秒|分钟|小时|工作日|日|天|月|年|周)(?:之?内|以内|前|后))")
_NO_STATE = r"(?!的|仍|又|再次|重建|恢复重建|\d)"
_WHEN = r"(?:[在于]|赶在|赶于|待|直到|力争在?|确保在?)"
_EVENT_ENDING = rf"(?:{_longest_first(set(read_words('event_endings.txt')))})"

SEASON_RULES = (
    rule("season",
         rf"(?:{_SEASON}|{_NO_PART}{_ANCHORED})(?:(?:和|及|以及|与)(?:{_SEASON}|{_ANCHORED}))*(?:{BEFORE}|期间"
         rf"|之?中)?", lambda m: _EVENT, ("汛期前", _EVENT), ("主汛期和法定节假日", _EVENT), ("春节前", _EVENT),
         ("主汛期来临之前", _EVENT), ("教师节前后", _EVENT), ("春节文化", None), ("环节前", None), confidence=0.85),
    rule("since an event",
         r"(?<![一-鿿])自?(?:党的)?(?:[一-鿿“”]{2,14}?)(?:发生|暴发|爆发|成立|实施|上线|开展|启动|提出|召开|大)以来",
         lambda m: _EVENT, ("党的十八大以来", _EVENT), ("近年来", None), confidence=0.75),
    rule("after an outbreak", r"[一-鿿]{0,4}疫情(?:发生|暴发|爆发)(?:[一-鿿]{0,3}年?多?来|以来|以后|之后|后)",
         lambda m: _EVENT, ("新冠疫情发生后", _EVENT), ("疫情发生三年来", _EVENT), confidence=0.8),
)
OPEN_EVENT_RULES = (
    rule("before or after",
         rf"(?:{_OPENS}|(?<=[但并且要须])|(?<=应)(?!急|对|用|当))(?:{_WHEN})?{_NO_EVENT}{_WORDS}{_EVENT_ENDING}"
         rf"(?:{_AFTER}|{BEFORE}){_NOT_COUNTED}{_NO_STATE}", lambda m: _EVENT, ("开工前居民同意率", _EVENT),
         ("，高级别预警发布后，", _EVENT), ("6月强降雨灾害后快速理赔", _EVENT),
         ("强降雨、台风等极端天气前后必须排查", _EVENT), ("“7·20”特大暴雨后，", _EVENT), ("事故发生后15分钟内", None),
         ("经专家论证完成后报批", None), ("改造后的小区", None), ("学前教育", None), ("产前筛查", None),
         confidence=0.75),
    rule("before or after, behind 在",
         rf"(?:在|于(?=[^，。；]{{2,12}}前)|赶在){_NO_EVENT}{_WORDS}{_EVENT_ENDING}(?:{_AFTER}|{BEFORE})"
         rf"{_NOT_COUNTED}{_NO_STATE}", lambda m: _EVENT, ("确保在竣工验收前补齐", _EVENT), ("在目前", None),
         confidence=0.75),
    rule("waiting for", r"(?:^|(?<=[，。；：]))待(?![遇业岗办])[^，。；：的]{2,14}后(?![续备期])", lambda m: _EVENT,
         ("待土建完成后安装", _EVENT), ("待遇提高后", None), confidence=0.8),
    rule("while",
         rf"(?:(?<=在)|{_OPENS}){_NO_EVENT}(?!期间)(?:{_NAMED}[一-鿿]{{0,8}}|(?:(?!十[一二三四五]五)"
         rf"[一-鿿、]){{2,14}}?(?<![之年月日]))(?<!保险)(?<!责任)(?<!时效)(?<!计税)期间(?![的为、]|内|发生|出现|有)",
         lambda m: _EVENT, ("在抗击疫情期间，", _EVENT), ("调整期间确保稳定", _EVENT), ("清明、冬至期间倡导", _EVENT),
         ("，期间，", None), ("加强施工期间管理", None), confidence=0.75),
    rule("in the course of",
         rf"(?:(?<=在)|{_OPENS}){_NO_EVENT}[一-鿿]{{2,12}}?(?:(?<!工作)过程中(?=，?(?:{_DOING}))|(?:起草|筹备|谈判"
         rf"|修订|抢险|救援|救灾|抗洪|抗疫|攻坚)过程中(?=，))|{_OPENS}施工中(?![的心标])", lambda m: _EVENT,
         ("合并过程中确保学生不流失", _EVENT), ("施工中做好告知", _EVENT), ("规划修订过程中，", _EVENT),
         ("监督过程中发现的问题", None), confidence=0.7),
    rule("until an event",
         r"直[至到][^，。；、]{2,14}(?:清空|完成|结束|解除|为止|消除|到位|销号|清零|恢复)|"
         r"(?<![目迄至])(?:[一-鿿]{2,8})(?<!目前)(?<!今)(?<!此)(?<!现在)为止", lambda m: _EVENT,
         ("直至隐患消除", _EVENT), ("发完为止", _EVENT), ("直至吊销", None), ("到目前为止", None), confidence=0.8),
    rule("ahead of an event",
         rf"提前(?:[一二三两半\d]{GAP}个?(?:学期|学年|年|月|季度))(?=向|谋划|公[布告示开]|告知|部署|规划|准备|编制"
         rf"|启动|安排|研究|预)", lambda m: _EVENT, ("提前一个学期谋划", _EVENT), ("提前一个月完成", None),
         confidence=0.7),
    rule("at that time", r"届时", lambda m: _EVENT, ("届时", _EVENT), confidence=0.6),
)

EVENT_RULES = (*SEASON_RULES, *OPEN_EVENT_RULES)
# A sentence that none of these words stands in tells of no event.
EVENT_WORD = rf"前|后|期间|过程中|施工中|为止|届时|直[至到]|疫情|{_SEASON}"
