"""Elements of a page, made so that no text that others wrote can become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape
from typing import Any
from urllib.parse import quote

from coopindex.phrases import NAME, PROSE, UNSEEN, cut, in_line, visible

# elements that hold nothing
VOID = frozenset(("meta", "link", "input", "br", "img", "hr"))
# an element that ends where the next one, or what it stands in, ends, as HTML has it
OPEN = frozenset(("td", "th", "li", "tr", "tbody", "dt", "dd"))
# attributes that stand so often that their quotation marks would weigh more than they do
OFTEN = frozenset(
    ("cls", "scope", "role", "colspan", "x", "width", "cx", "x1", "x2", "y1", "y2", "data_mark",
     "data_for", "y", "cy", "r", "rx", "height", "tabindex", "aria_hidden", "for_")
)  # fmt: skip
PLAIN = re.compile(r"[\w.%-]+", re.ASCII)
# what SVG and ARIA spell as Python cannot
SPELT = {"view_box": "viewBox", "preserve_aspect_ratio": "preserveAspectRatio"}
# elements that hold text alone: in them, and in what scripts read, signs stand for `bdi`
BARE = frozenset(("title", "option"))
OPENED, CLOSED = "\u2068", "\u2069"
# letters of scripts that run from right to left; and words of them with what joins words
LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
LEFTWARD = re.compile(f"[{LEFT}]")
WORDS = f"[{LEFT}](?:[{LEFT}\\d .'’\u200c\u200d-]*[{LEFT}])?"
TURNED = ContextVar("TURNED", default=re.compile(WORDS))


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


NOTHING = Markup("")


@contextmanager
def isolating(names: Iterable[str]) -> Iterator[None]:
    """Keep names that run from right to left to themselves, in all that is written meanwhile.

    Without that their letters take the numbers and marks beside them along.

    >>> with isolating(["חיפה (2)"]):
    ...     text("<חיפה (2), 91%")
    '&lt;<bdi>חיפה (2)</bdi>, 91%'
    """
    turned = {escape(in_line(name, NAME), quote=False) for name in names if LEFTWARD.search(name)}
    known = [re.escape(name) for name in sorted(turned, key=lambda name: (-len(name), name))]
    before = TURNED.set(re.compile("|".join([*known, WORDS])))
    try:
        yield
    finally:
        TURNED.reset(before)


def text(value: object) -> Markup:
    r"""Write a text so that it is read as it stands, signs that cannot be seen written out.

    >>> text("<b>&amp;\x00"), text(Markup("<b>")), text("חיפה, 91%")
    ('&lt;b&gt;&amp;amp;&lt;U+0000&gt;', '<b>', '<bdi>חיפה</bdi>, 91%')
    """
    if isinstance(value, Markup):
        return value
    said = escape(cut(visible(str(value)), PROSE), quote=False)
    return Markup(said if said.isascii() else TURNED.get().sub(r"<bdi>\g<0></bdi>", said))


def isolated(said: str) -> str:
    """Keep names to themselves in a text that scripts write.

    >>> ascii(isolated("חיפה, 91%")).count("u2068")
    1
    """
    return said if said.isascii() else TURNED.get().sub(rf"{OPENED}\g<0>{CLOSED}", said)


def join(*parts: Any) -> Markup:
    """Put parts behind each other; None is nothing, lists are their parts.

    >>> join("a", None, [Markup("<br>"), "<"])
    'a<br>&lt;'
    """
    return Markup("".join(_flat(parts)))


def _flat(parts: Iterable[Any]) -> Iterable[str]:
    for part in parts:
        if isinstance(part, str):
            yield text(part)
        elif isinstance(part, Iterable):
            yield from _flat(part)
        elif part is not None:
            yield text(part)


def el(name: str, /, *inside: Any, **attributes: Any) -> Markup:
    """Make an element; `cls` is its class, `_` in names of attributes stands for `-`.

    None and False leave an attribute out, True states it without a value. An attribute that is
    `Markup` is data for scripts, and stands as it is, however long.

    >>> el("a", "x < y", cls="n", href="#a", data_say=None, hidden=True)
    '<a class=n href="#a" hidden>x &lt; y</a>'
    >>> el("input", type="search")
    '<input type="search">'
    """
    opened = f"<{name}{_attributes(attributes)}>"
    if name in VOID:
        return Markup(opened)
    held: str = join(*inside)
    if name in BARE:
        held = held.replace("<bdi>", OPENED).replace("</bdi>", CLOSED)
    return Markup(f"{opened}{held}" if name in OPEN else f"{opened}{held}</{name}>")


def _attributes(attributes: dict[str, Any]) -> str:
    return "".join(
        f" {_spelt(name)}" if value is True else f" {_spelt(name)}={_stated(name, value)}"
        for name, value in attributes.items()
        if value is not None and value is not False
    )


def _stated(name: str, value: object) -> str:
    said = str(value)
    if name in OFTEN and PLAIN.fullmatch(said):
        return said
    return _quoted(Markup(said) if name.startswith("data_") else value)


def _spelt(name: str) -> str:
    if name in ("cls", "for_"):
        return {"cls": "class", "for_": "for"}[name]
    return SPELT.get(name, name.replace("_", "-"))


def _quoted(value: object) -> str:
    if isinstance(value, Markup):
        # data are full of quotation marks
        inside = value.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;")
        return "'" + UNSEEN.sub(lambda sign: f"&#{ord(sign[0])};", inside) + "'"
    inside = escape(cut(visible(str(value)), PROSE), quote=False).replace('"', "&quot;")
    return '"' + inside.replace("\n", "&#10;") + '"'


def shape(name: str, /, **attributes: Any) -> Markup:
    """Make an element of a drawing that holds nothing.

    >>> shape("rect", cls="f1", x="3%")
    '<rect class=f1 x=3% />'
    """
    return Markup(f"<{name}{_attributes(attributes)} />")


def anchor(kind: str, code: str) -> str:
    """Name a place by a code, whatever signs that has; different codes have different names.

    >>> anchor("u", "ningbo"), anchor("u", "宁 波")
    ('u-ningbo', 'u-%E5%AE%81%20%E6%B3%A2')
    """
    return f"{kind}-{quote(code, safe='')}"


def web(address: str) -> Markup:
    """Make an address of the web a link; any other stands as it is.

    >>> web("https://a.org"), web("javascript:alert(1)")
    ('<a href="https://a.org">https://a.org</a>', 'javascript:alert(1)')
    """
    there = address.startswith(("https://", "http://"))
    return el("a", address, href=address) if there else text(address)


def percent(part: float) -> str:
    """Write where something lies in a drawing, which is as wide as there is room.

    >>> percent(0.12345), percent(0.5), percent(-0.0)
    ('12.3%', '50%', '0%')
    """
    return f"{100 * part:z.1f}".removesuffix(".0") + "%"
