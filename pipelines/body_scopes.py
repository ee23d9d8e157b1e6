"""Whose a body is by the beginning of its name: 省, 市, 县, a place, each of several (各县（市、区）), the nation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.extract.word_lists import alternation
from pipelines.places import Place, gazetteer, place_at_start, short_name

_LEVELS = {"省": "province", "自治区": "province", "市": "city", "州": "city", "盟": "city",
           "县": "county", "区": "county", "旗": "county"}
# 市场监管局, 市政公用局 and 区域办 do not begin with 市 and 区.
_KIND = ("(?:自治区|省|市(?!场|容|域|政(?:公用|管理|工程|园林|设施|建设|道路|[局处])|民(?:中心|热线|服务))"
         "|[县区](?![域划块间])|[州盟旗镇乡](?!村)|街道|园区)")
_SEVERAL = re.compile(
    rf"全国|(?:各|所有|全部|每个|其他)(?:有关|相关)?(?:级|地区|地(?!方)|(?:{_KIND}|[、和/]|（[^（）]*）)+)?"
    rf"|(?:{_KIND}(?:[、和]?{_KIND})+(?:（[^（）]*）)?|{_KIND}（[^（）]*）)(?:[两三四五]级)?"
    rf"|[两三四五]级")
_ONE = re.compile(f"(?P<word>(?:[全我本该])?(?P<kind>{_KIND}))(?P<rank>[级直属])?")
_NATION = re.compile("中华人民共和国|国务院|国家|中央|中国")
# 省委省政府 and 商务和市场监管局 begin with no place.
_NO_PLACE = re.compile("[省市县区]委|.{1,4}市场|.{1,3}团市委")
_BRACKET = re.compile("（[^（）]*）")


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the document that names the body comes from: its region and its level, as far as they are known."""

    place: Place | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose a body is: `word` is 省, 市, 县 … of one place, 各 of several, 国家, "" where nothing tells.

    `level` is national | province | city | county, None where it is unknown or several; `written` is how the name
    begins.
    """

    word: str
    level: str | None = None
    place: Place | None = None
    written: str = ""


def seat_of(region: str | None, level: str | None) -> Seat:
    """The seat of a document by its metadata (湖南省长沙市望城区, county)."""
    found = place_at_start(region) if region else None
    place = found[0] if found else None
    return Seat(place, level or (place.level if place else None))


def scopes_at_start(name: str, seat: Seat) -> Iterator[Scope]:
    """The ways to read the beginning of a folded name, the likeliest first, the one that reads nothing not included."""
    if match := _SEVERAL.match(name):
        yield Scope("各", _common_level(match.group()), None, match.group())
    if match := _NATION.match(name):
        yield Scope("国家", "national", None, match.group())
    yield from _of_places(name, seat)
    if match := _ONE.match(name):
        yield from _of_word(match, seat)


def _of_places(name: str, seat: Seat) -> Iterator[Scope]:
    """Places that the name begins with, in full or by their short names."""
    found = place_at_start(name)
    if found and not _is_no_place(found[0], name, found[1]):
        yield of_place(_seen_from(found[0], seat), name[:found[1]])
    for length in (4, 3, 2):
        if entry := gazetteer().by_short_name.get(name[:length]):
            yield of_place(_seen_from(gazetteer().place(entry), seat), name[:length])
    for part in _parts(seat.place) if seat.place else ():
        short = short_name(part.smallest)
        if len(short) > 1 and name.startswith(short):
            yield of_place(part, short)


def _is_no_place(place: Place, name: str, length: int) -> bool:
    """Whether what looks like a place that the gazetteer does not have is none."""
    if place.smallest in gazetteer().by_name:
        return False
    return bool(_NO_PLACE.match(name) or re.fullmatch(alternation("not_place_names.txt"), name[:length]))


def scope_of(text: str, seat: Seat) -> Scope | None:
    """The scope that a whole text is (山东, 济南市, 市, 各区), None where it is none."""
    return next((scope for scope in scopes_at_start(text, seat) if scope.written == text), None)


def own_scope(seat: Seat) -> Scope:
    """The scope of an office that is named without one: the document's own."""
    if seat.level == "national":
        return Scope("国家", "national")
    if seat.place is None or seat.place.level != seat.level:
        return Scope("", seat.level)
    return of_place(seat.place, "")


def of_place(place: Place, written: str) -> Scope:
    """The scope of one place."""
    word = next((word for word in _LEVELS if place.smallest.endswith(word) and len(word) > 1), place.smallest[-1:])
    return Scope(word if word in _LEVELS else "市", place.level, place, written)


def _of_word(match: re.Match[str], seat: Seat) -> Iterator[Scope]:
    kind = match["kind"]
    place = _place_called(kind, seat)
    scope = replace(of_place(place, ""), word=kind) if place else Scope(kind, _LEVELS.get(kind))
    if match["rank"]:
        yield replace(scope, written=match.group())
    yield replace(scope, written=match["word"])


def _parts(place: Place) -> list[Place]:
    """The place and those that it lies in, the smallest first."""
    whole = (place, Place(place.province, place.city), Place(place.province))
    return [part for n, part in enumerate(whole) if (place.county, place.city, place.province)[n]]


def _place_called(kind: str, seat: Seat) -> Place | None:
    """The document's own 省, 市 or 县: of a county-level city the city itself, of a district the city around it."""
    for part in _parts(seat.place) if seat.place else ():
        if part.smallest.endswith(kind) and (kind != "区" or not part.smallest.endswith("自治区")):
            return part
    return None


def _seen_from(place: Place, seat: Seat) -> Place:
    """A place with the parents that it has if it lies where the document comes from."""
    for part in _parts(seat.place) if seat.place else ():
        if part.smallest == place.smallest:
            return part
    if place.province or not seat.place:
        return place
    city = place.city or (seat.place.city if place.county else None)
    return Place(seat.place.province, city, place.county)


def _common_level(written: str) -> str | None:
    """The level of each of several: 各县（市、区） county, 各市 city, 省市县 and 各级 none."""
    written = _BRACKET.sub("", written).replace("地区", "")
    kinds = {kind for kind in _LEVELS if kind in written}
    together = kinds <= set("县市区旗") and kinds & set("县区旗") and ("、" in written or len(kinds) > 2)
    levels = {_LEVELS[kind] for kind in kinds}
    if together and not re.search("[两三]级|市、", written):
        return "county"
    return levels.pop() if len(levels) == 1 else None
