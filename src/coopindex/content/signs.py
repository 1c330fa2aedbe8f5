"""Signs that look like those of the keyboard and are others: of full width, or not to be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from coopindex.content.tables.table import UNSEEN
from coopindex.phrases import Wording

# what stands for a minus, and for a point, where numbers are typed in Chinese or copied from print
ALIKE = str.maketrans({"−": "-", "‐": "-", "‑": "-", "–": "-", "。": ".", "｡": "."})
# what structures YAML, in full width
FULL_WIDTH = "：，｛｝［］\u3000"


def typed(text: str) -> str:
    """Return a text as the keyboard of a program writes it: in half width, all signs to be seen.

    >>> typed("２３９５８．３"), typed("8\u200b2"), typed("−5")
    ('23958.3', '82', '-5')
    """
    return unicodedata.normalize("NFKC", UNSEEN.sub("", text)).translate(ALIKE).strip()


def odd_signs(text: str) -> str:
    """Return the signs of a text that are others than they look.

    >>> odd_signs("25，721"), odd_signs("12.5")
    ('，', '')
    """
    return "".join(sign for sign in text if typed(sign) != sign.strip())


def retyped(text: str, *, exact: bool = True) -> Wording:
    """Say that a text is to be typed anew; `exact`: it is known how, unless it is more than one.

    >>> retyped("５０％")
    'it has full-width or special signs (`５０％`): write `50%`'
    >>> retyped("8\u200b2")
    'it has signs that cannot be seen: write `82`'
    """
    anew, signs = typed(text), odd_signs(text)
    if has_full_width_mark(text) and exact:
        return Wording("reading.full-width.hint")
    if UNSEEN.search(text) or not signs:
        return Wording("reading.unseen-signs.hint", anew=anew)
    key = "reading.odd-signs.hint" if exact else "reading.odd-signs-in.hint"
    return Wording(key, signs=signs, anew=anew)


def retyped_as(text: str, known: Container[str]) -> Wording | None:
    """Say that a text is one that is known, typed otherwise; None where it is not."""
    anew = typed(text)
    return retyped(text) if anew != text and anew in known else None


def has_full_width_mark(text: str) -> bool:
    """Say whether a mark that structures YAML stands in a text in full width."""
    return re.search(f"[{FULL_WIDTH}]", text) is not None
