"""Codes of nodes, made of what files call their columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from coopindex.content.forms.pieces import CODE
from coopindex.content.tables.table import fold

LONGEST = 40


def codes_of(names: Iterable[str], known: Iterable[str] = (), called: str = "x") -> dict[str, str]:
    """Return a code for each name: the name where it is one, else what it has of letters.

    Codes differ by more than case and hyphens. known : codes that are taken. called : what those
    are called that have no letters of a code, numbered.

    >>> codes_of(["gdp", "GDP per capita (PPP)", "Ind. 01", "出口总额", "gdp ", "1e3"])
    {'gdp': 'gdp', 'GDP per capita (PPP)': 'GDP_per_capita_PPP', 'Ind. 01': 'Ind._01', \
'出口总额': 'x_4', 'gdp ': 'gdp_2', '1e3': '1e3'}
    """
    met, found = set(map(fold, known)), dict[str, str]()
    for at, name in enumerate(dict.fromkeys(names), start=1):
        own = name if re.fullmatch(CODE, name) else _slug(name) or f"{called}_{at}"
        code, number = own, 2
        while fold(code) in met:
            code, number = f"{own}_{number}", number + 1
        met.add(fold(code))
        found[name] = code
    return found


def _slug(name: str) -> str:
    """Return the letters, digits and points of a name; "" where most of it is none of them.

    >>> _slug("Coûts (€)"), _slug("2020年出口总额")
    ('Couts', '')
    """
    plain = unicodedata.normalize("NFKD", name)
    letters = [sign for sign in plain if sign.isalnum()]
    if 2 * sum(map(str.isascii, letters)) <= len(letters):
        return ""
    parts = re.sub(r"[^A-Za-z0-9.\-]+", "_", "".join(filter(str.isascii, plain)))
    return parts.strip("_.-")[:LONGEST].strip("_.-")
