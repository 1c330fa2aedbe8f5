"""Names that tell apart what they name, for wherever a unit or a node is called by its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A label in English and, where the content has it, in Chinese."""

    en: str
    zh: str = ""

    def __str__(self) -> str:
        return self.en


UNSAID = Text("")
# what stands as in the scoring: its weights, an alternative, a scenario; no code has a space
AS_SCORED = "as scored"


def told_apart(names: Mapping[str, Text]) -> dict[str, Text]:
    """Return the names by code, in each language none like another; both languages are filled.

    A name that several share is followed by the name in the other language, in brackets, where
    that tells them apart, else by the code. What has a name in one language only is called by it
    in both.

    >>> cities = {"tzj": Text("Taizhou", "泰州"), "tzz": Text("Taizhou", "台州")}
    >>> [str(name) for name in told_apart(cities).values()]
    ['Taizhou (泰州)', 'Taizhou (台州)']
    >>> towns = {"il": Text("Springfield"), "oh": Text("Springfield")}
    >>> [str(name) for name in told_apart(towns).values()]
    ['Springfield (il)', 'Springfield (oh)']
    """
    english = {code: text.en or text.zh or code for code, text in names.items()}
    chinese = {code: text.zh or english[code] for code, text in names.items()}
    ours, theirs = _distinct(english, chinese), _distinct(chinese, english)
    return {code: Text(ours[code], theirs[code]) for code in names}


def _distinct(names: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    found = dict(names)
    shared = _shared(found)
    pairs = Counter((names[code], others[code]) for code in shared)
    for code in shared:
        pair = names[code], others[code]
        alone = pairs[pair] == 1 and others[code] != names[code]
        found[code] = f"{names[code]} ({others[code] if alone else code})"
    # somebody's plain name may read like another's with its brackets: then the code is added too
    while shared := _shared(found):
        found |= {code: f"{found[code]} ({code})" for code in shared}
    return found


def _shared(names: Mapping[str, str]) -> list[str]:
    counts = Counter(names.values())
    return [code for code, name in names.items() if counts[name] > 1]
