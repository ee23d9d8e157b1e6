"""HTML that is safe by construction: plain text is escaped wherever it enters an element."""

from __future__ import annotations

import html
from collections.abc import Iterable


class Html(str):
    """Markup made by this module; any other string is text and will be escaped."""

    __slots__ = ()


def escaped(text: str) -> Html:
    """Text as markup: what it shows is the text, whatever it contains."""
    return text if isinstance(text, Html) else Html(html.escape(text, quote=True))


def element(name: str, *children: str, **attributes: str | bool | None) -> Html:
    """An element; children that are no Html are escaped, as are the attributes' values.

    In the attributes' names `_` stands for `-`, and `cls` for class; None and False leave an attribute out.
    """
    given = "".join(_attribute(key, value) for key, value in attributes.items() if value not in (None, False))
    return Html(f"<{name}{given}>{joined(children)}</{name}>")


def joined(parts: Iterable[str], separator: str = "") -> Html:
    """Parts in a row; those that are no Html are escaped."""
    return Html(escaped(separator).join(map(escaped, parts)))


def _attribute(key: str, value: str | bool) -> str:
    name = "class" if key == "cls" else key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value), quote=True)}"'
