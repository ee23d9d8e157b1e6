"""Names of provinces, cities and counties: a gazetteer, and a general pattern for places that it does not know."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import resources

LEVELS = ("province", "city", "county")
_MUNICIPALITIES = frozenset(("北京市", "天津市", "上海市", "重庆市"))
_SUFFIX_CHARS = frozenset("省市县区旗州盟岛")
# What a full name says of the kind of place; the nations in the name of an autonomous one belong to it.
_NATIONS = ("(?:朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族"
            "|蒙古族|(?<!内)蒙古|哈萨克|柯尔克孜|维吾尔)*")
_SUFFIX = re.compile(f"(?:特别行政区|{_NATIONS}自治[区州县旗]|地区|[省市盟]|(?<=..)[州县区旗])$")
# Short names that are words of their own; they count as places with their suffix only.
_ALSO_WORDS = frozenset(("白银", "来宾", "东方", "朝阳", "和平", "大同", "安康", "中山", "平安", "海东", "山南",
                         "三沙", "双鸭山", "太和"))
# A chain of names that no gazetteer need know: 岭东省澜州市青麓县. Words about places in general are none.
_GENERAL_WORD = "(?!国家|全国|中国|中央|[全各我本该外大小新老多两三几省市县区城乡原跨有]{1,2}[省市县区州旗])"
_CHAIN = re.compile(
    rf"(?:(?P<province>{_GENERAL_WORD}[一-龥]{{2,3}}(?:省|自治区)))?(?:(?P<city>{_GENERAL_WORD}[一-龥]{{2,3}}?(?:自治"
    rf"州|市|州|盟)))?"
    rf"(?:(?P<county>{_GENERAL_WORD}[一-龥]{{2,3}}?[县区旗市]))?")
_NOT_PLACES = re.compile("开发区|园区|新区|高新区|社区|地区|辖区|片区|景区|灾区|山区|库区|城区|校区|小区|城市|都市"
                         "|超市|上市|楼市|股市|门市|"
                         "县区|区县|市区|镇区|厂区|行政区|自治区|示范区|试验区|先行区|保护区|功能区|聚集区|集聚区"
                         "|先导区|贸易区")


@dataclass(frozen=True, slots=True)
class Place:
    """A place by the names of its province, city and county; parts that are not known or not there are None."""

    province: str | None = None
    city: str | None = None
    county: str | None = None

    @property
    def name(self) -> str:
        """The names joined: 湖南省长沙市望城区."""
        return "".join(part for part in (self.province, self.city, self.county) if part)

    @property
    def level(self) -> str:
        """province | city | county: the level of its smallest part."""
        return "county" if self.county else "city" if self.city else "province"

    @property
    def smallest(self) -> str:
        """The name of its smallest part."""
        return self.county or self.city or self.province or ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the gazetteer; `parent` is empty for a province."""

    name: str
    level: str
    parent: str


class Gazetteer:
    """The administrative divisions of pipelines/lexicon/regions.tsv by name and by short name."""

    def __init__(self, entries: list[Entry]) -> None:
        self.by_name: dict[str, list[Entry]] = {}
        self.by_short_name: dict[str, Entry] = {}
        for entry in entries:
            self.by_name.setdefault(entry.name, []).append(entry)
            short = short_name(entry.name)
            if entry.level != "county" and len(short) > 1 and short not in _ALSO_WORDS:
                self.by_short_name.setdefault(short, entry)
        self.longest = max(map(len, self.by_name))

    def place(self, entry: Entry) -> Place:
        """The entry with the names of the places that it lies in."""
        if entry.level == "province":
            return Place(province=entry.name)
        if entry.level == "city":
            return Place(entry.parent, entry.name)
        parents = self.by_name.get(entry.parent, [])
        if any(parent.level == "province" for parent in parents):
            return Place(entry.parent, None, entry.name)
        return Place(parents[0].parent, entry.parent, entry.name)

    def places_of(self, name: str) -> list[Place]:
        """All places of that full name."""
        return [self.place(entry) for entry in self.by_name.get(name, [])]


@functools.cache
def gazetteer() -> Gazetteer:
    """The gazetteer that the package brings."""
    text = resources.files("pipelines.lexicon").joinpath("regions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return Gazetteer([Entry(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows])


def short_name(name: str) -> str:
    """The name without what kind of place it is: 浙江省 -> 浙江, 延边朝鲜族自治州 -> 延边."""
    return _SUFFIX.sub("", name) or name


def place_at_start(text: str) -> tuple[Place, int] | None:
    """The place that the folded text begins with, and the length of its name there: 浙江应急管理厅 -> 浙江省, 2."""
    known = _known_chain(text, 0)
    if known:
        return known
    match = _CHAIN.match(text)
    if match and match.end() and not _NOT_PLACES.search(match.group()):
        return _completed(Place(match["province"], match["city"], match["county"])), match.end()
    for length in (4, 3, 2):
        entry = gazetteer().by_short_name.get(text[:length])
        if entry:
            return gazetteer().place(entry), length
    return None


def places_in(text: str) -> Iterator[Place]:
    """The places that the folded text names in full, chains of names as one place, in reading order."""
    at = 0
    for match in re.finditer("[省市县区旗州盟岛]", text):
        if match.end() <= at:
            continue
        for start in range(max(at, match.end() - gazetteer().longest), match.end() - 1):
            found = _known_chain(text, start)
            if found:
                at = start + found[1]
                yield found[0]
                break


def _known_chain(text: str, start: int) -> tuple[Place, int] | None:
    """The chain of gazetteer names at that place of the text, and its length."""
    names: list[str] = []
    at = start
    while name := _name_at(text, at):
        names.append(name)
        at += len(name)
    place = _place_of_chain(names)
    return (place, at - start) if place else None


def _name_at(text: str, start: int) -> str | None:
    book = gazetteer()
    for end in range(min(len(text), start + book.longest), start + 1, -1):
        if text[end - 1] in _SUFFIX_CHARS and text[start:end] in book.by_name:
            return text[start:end]
    return None


def _place_of_chain(names: list[str]) -> Place | None:
    """The place of names that follow each other, the last being the smallest; the names before choose among equals."""
    if not names:
        return None
    places = gazetteer().places_of(names[-1])
    fitting = [place for place in places if all(name in (place.province, place.city, place.county) for name in names)]
    if len(fitting) == 1:
        return fitting[0]
    if len(names) == 1:
        return Place(county=names[0])
    before = _place_of_chain(names[:-1])
    return replace(before, county=names[-1]) if before else None


def _completed(place: Place) -> Place:
    """A place of the general pattern with the parents that the gazetteer knows for its larger parts."""
    if place.city and not place.province:
        known = gazetteer().places_of(place.city)
        if len(known) == 1:
            return replace(known[0], county=place.county or known[0].county)
    return place


def completed_from(place: Place, text: str) -> Place:
    """The place with the parents that the text gives it, where the gazetteer alone does not tell."""
    if place.province:
        return place
    if not place.city and place.county:
        choices = gazetteer().places_of(place.county)
        counts = Counter({choice: text.count(short_name(choice.city or choice.province or "")) for choice in choices})
        ranked = counts.most_common(2)
        if ranked and ranked[0][1] > (ranked[1][1] if len(ranked) > 1 else 0):
            return ranked[0][0]
        city = _parent_in(text, place.county, "市|州|盟|地区")
        place = replace(place, city=city) if city else place
    place = _completed(place)
    if place.city and not place.province:
        return replace(place, province=_parent_in(text, place.city, "省|自治区"))
    return place


def _parent_in(text: str, name: str, kinds: str) -> str | None:
    """What the text most often puts before the name: 澜州市 before 青麓县."""
    found = Counter(re.findall(rf"(?<![一-龥])([一-龥]{{2,3}}(?:{kinds})){name}|(?:省|在|于"
                               rf"|的)([一-龥]{{2,3}}(?:{kinds})){name}", text))
    names = Counter("".join(groups) for groups in found.elements())
    return names.most_common(1)[0][0] if names else None
