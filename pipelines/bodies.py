"""One body for all spellings of its name: 市住建局 and 市住房和城乡建设局 in documents of the same place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipelines.body_register import PLACE, Entry, Form, Register
from pipelines.body_scopes import Scope, Seat, own_scope, scope_of, scopes_at_start
from pipelines.fold import fold

# Endings that change with the level and say nothing else.
_ENDINGS = (("委员会", "局", "厅", "委"), ("支队", "总队", "大队"), ("办公室", "办公厅"))
_SEVERAL = {"province": "省", "city": "市", "county": "县"}
_RANK = re.compile("(?:部门|" + "|".join(ending for endings in _ENDINGS for ending in endings) + ")$")
_AT_LARGE = re.compile("^(?:各|有关|相关|其他)|(?:有关|相关|各)(?:职能)?(?:部门|单位)$")
_OFFICE = re.compile("(?:[局厅委办署]|办公室|中心|专班|指挥部|领导小组|管委会|[总支大]队)$")
# In a paper of the central authorities these bare words are not the nation's own.
_ANYONES = frozenset(("人民政府", "人民法院", "人民检察院", "〇委", "〇海关", "总工会"))
_DEPARTMENT = re.compile("(?:行政|业务)?主管部门$|行政部门$|(?:行政)?机关$")
_OTHER_NAME = re.compile("（[^（）]{2,20}）$")


@dataclass(frozen=True, slots=True)
class Body:
    """A body by whatever spelling.

    `key` is equal for all spellings of one body and holds a /; `full` is its full name, with its place where that is
    known; `level` national | province | city | county, None where nothing tells or several are meant; `scope` 省, 市,
    县, 区, 州 … of one place, 各 of several, 国家, "" where nothing tells; `name` the name without its place, `place`
    its place's full name or ""; `known`: the register has it; `former`: the spelling is a former name.
    """

    key: str
    full: str
    level: str | None
    scope: str
    name: str
    place: str = ""
    known: bool = False
    former: bool = False


def canonical(name: str, seat: Seat, register: Register) -> Body:
    """The body that a name means in a document of that place and level; a name that the register lacks is itself."""
    text = re.sub(r"[\s　]", "", fold(name))
    others = dict.fromkeys((text, _OTHER_NAME.sub("", text), text.removeprefix("中共"),
                            _DEPARTMENT.sub("部门", text)))
    return next(filter(None, (_known(each, seat, register) for each in others)), None) or _unknown(text, seat)


def _known(text: str, seat: Seat, register: Register) -> Body | None:
    """The body of a name that the register has, whole, around its place or behind it."""
    if form := register.forms.get(text):
        return _body(form, text, _bare_scope(text, form, seat), seat)
    for pattern, form in register.around:
        if (match := pattern.fullmatch(text)) and (scope := scope_of(match[1], seat)):
            return _body(form, "", scope, seat)
    for scope in scopes_at_start(text, seat):
        own = text[len(scope.written):]
        if form := register.forms.get(own):
            national = form.national or scope.level == "national"
            return _body(replace(form, national=national), own, scope, seat)
    return None


def _bare_scope(text: str, form: Form, seat: Seat) -> Scope:
    """The scope of a name that says none; 财政部门 at large are nobody's in particular."""
    if form.national:
        return Scope("国家", "national")
    at_large = text.endswith("部门") or (seat.level == "national" and form.entry.name in _ANYONES)
    return Scope("") if at_large else own_scope(seat)


def _body(form: Form, written: str, scope: Scope, seat: Seat) -> Body:
    entry = form.entry
    scope = Scope("国家", "national") if form.national and scope.level in (None, "national") else scope
    if scope.word == "" and written.endswith("部门"):
        return Body(f"部门/{entry.name}", written, None, "", entry.name, known=True, former=form.former)
    place = scope.place.name if scope.place else ""
    return Body(f"{_where(scope, seat)}/{entry.name}", _full(entry, form, written, scope), scope.level, scope.word,
                entry.name, place, True, form.former)


def _where(scope: Scope, seat: Seat) -> str:
    """What tells bodies of one name apart: the place, else the document's place and 省, 市, 县 or 各."""
    if scope.place:
        return scope.place.name
    around = seat.place.name if seat.place and scope.level != "national" else ""
    several = "各" + _SEVERAL.get(scope.level or "", "级") if scope.word == "各" else scope.word or scope.level or ""
    return f"{around}·{several}" if around and several else around + several


def _full(entry: Entry, form: Form, written: str, scope: Scope) -> str:
    """The full name: 济南市住房和城乡建设局, 市委组织部, 国家发展和改革委员会."""
    if scope.level == "national":
        return entry.national[0] if entry.national else "国家" + entry.name.replace(PLACE, "")
    name = entry.name if PLACE in entry.name and not written.endswith("办公厅") else _of_level(
        entry, "" if form.former else written, scope.level)
    if scope.word == "各":
        name = written if written.endswith("部门") else name
    whose = _whose(entry, scope)
    if PLACE not in name:
        return whose + name
    whole = name.replace(PLACE, whose, 1) if whose else name.replace(PLACE + "委", "党委", 1)
    return whole.replace(PLACE, scope.word)


def _whose(entry: Entry, scope: Scope) -> str:
    """How the full name says its place: with its kind, but as it is written around a place (青岛海关)."""
    if scope.place is None:
        return scope.written if scope.word == "各" else scope.word
    around = PLACE in entry.name and PLACE + "委" not in entry.name
    return scope.written if around and len(scope.written) > 1 else scope.place.smallest


def _of_level(entry: Entry, written: str, level: str | None) -> str:
    """The entry's name with the ending that is written, else the one that bodies of that level have.

    What is written and does not shorten the entry's name is an official name of its own (水务局 beside 水利局),
    unless it is as short as 城管局 for 综合行政执法局.
    """
    stem = _RANK.sub("", written)
    own_name = len(stem) > 3 or stem[:1] == entry.name[0]
    if own_name and not written.endswith("部门") and not _shortens(stem, entry.name):
        return written
    for endings in _ENDINGS[PLACE in entry.name:]:
        own = next((ending for ending in endings if entry.name.endswith(ending)), None)
        if own is None:
            continue
        stem = entry.name.removesuffix(own)
        spelled = next((ending for ending in endings if written.endswith(ending)), None)
        if spelled == "厅" or (spelled is None and level == "province"):
            return next((short for short in entry.short if short.endswith("厅")), entry.name)
        return stem + ({"委": "委员会"}.get(spelled, spelled) if spelled else own)
    return entry.name


def _shortens(short: str, name: str) -> bool:
    """Whether the letters of the short name stand in the name in the same order."""
    letters = iter(name)
    return all(letter in letters for letter in short)


def _unknown(text: str, seat: Seat) -> Body:
    """The body of a name that the register lacks, with what its beginning tells."""
    scope = next(scopes_at_start(text, seat), None)
    if scope is None:
        scope = own_scope(seat) if _OFFICE.search(text) and not _AT_LARGE.search(text) else Scope("")
    own = text[len(scope.written):]
    if scope.word in ("各", "国家"):
        return Body(f"{_where(scope, seat)}/{text}", text, scope.level, scope.word, text)
    if scope.place is None:
        where = _where(scope, seat) if scope.word else ""
        return Body(f"{where}/{own or text}", text, scope.level,
                    "各" if _AT_LARGE.search(own) else scope.word, own or text)
    whose = scope.place.smallest
    full = whose + own if not own or scope.written in ("", scope.word) else text
    return Body(f"{scope.place.name}/{own}", full, scope.level, "各" if _AT_LARGE.search(own) else scope.word,
                own or whose, scope.place.name)


def is_meant(asked: Body, body: Body) -> bool:
    """Whether who asks for `asked` (named outside of any document) means this body: of any place if none is named."""
    if asked.name != body.name:
        return False
    if asked.place:
        return bool(body.place) and (body.place.endswith(asked.place) or asked.place.endswith(body.place))
    return asked.scope in ("", body.scope)
