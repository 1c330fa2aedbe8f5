"""What sheets, columns and words of cells are called, in English and Chinese; both are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from coopindex.content.forms.index import NodeForm, SourceForm
from coopindex.content.tables.table import fold
from coopindex.engine.index import STATUSES
from coopindex.phrases import LANGUAGES, say
from coopindex.problems import near

# the sheets by what they hold
README, FRAMEWORK, UNITS, DATA, EVIDENCE = "readme", "framework", "units", "data", "evidence"
SOURCES, WEIGHTS, OPTIONS, TEXTS, PROBLEMS = "sources", "weights", "options", "texts", "problems"
SHEETS = (
    *(README, FRAMEWORK, UNITS, DATA, EVIDENCE, SOURCES, WEIGHTS, OPTIONS),
    *(TEXTS, PROBLEMS),
)
TABLES = (UNITS, DATA, EVIDENCE)
# how much of a name must be that of a sheet or a column which is meant
ALIKE = 0.75
# what stands in an index's data for each of them
KIND = {UNITS: "units", DATA: "observations", EVIDENCE: "evidence"}
LABELS = ("title", "description", "note", "measure")  # in one language or in both
# texts that are taken as they stand, whatever they look like
VERBATIM = (*LABELS, "reason", "data")
FIRST = ("code", "parent", "title.en", "title.zh", "direction", "measure.en", "weight")
BOUNDS = ("lowest", "highest")
NODE_KEYS = tuple(
    entry.alias or name for name, entry in NodeForm.model_fields.items() if name != "children"
)
# what a column of the framework may stand for
OF_NODES = (
    *("code", "parent", *BOUNDS),
    *(f"{key}.{lang}" for key in LABELS for lang in LANGUAGES),
    *NODE_KEYS,
)
SOURCE_KEYS = ("code", *SourceForm.model_fields)
OPTION_KEYS = ("for", "setting", "value", "meaning")
WEIGHT_KEYS = ("code", "title")
COLUMNS = {  # of the tables of a folder, as they are headed where nothing else is said
    UNITS: ("code", "name_en", "name_zh"),
    DATA: ("unit", "indicator", "year", "value", "status", "source", "note"),
    EVIDENCE: ("unit", "indicator", "date", "value", "label", "status", "source", "locator"),
}
# what an option is for, besides a node: a scheme, a plan, a sheet
SCOPES = ("scheme", "plan", "sheet")


def title_of(sheet: str, lang: str) -> str:
    """Return what a sheet is called in a language."""
    return say(f"sheet.name-{sheet}", lang)


def sheet_of(title: str) -> str | None:
    """Return what a sheet holds by its title, in any language; None for one that is not known.

    >>> sheet_of("指标体系"), sheet_of("Data 2"), sheet_of("Notes")
    ('framework', 'data', None)
    """
    bare = fold(re.sub(r"[\s_]*[\d(（].*$", "", title)) or fold(title)
    exact = {fold(title_of(each, lang)): each for each in SHEETS for lang in LANGUAGES}
    found = exact.get(fold(title))
    more = exact.get(bare)
    return found or (more if more == DATA else None)


def nearly(title: str) -> str | None:
    """Return the sheet that was most likely meant by a title that is none."""
    known = [title_of(each, lang) for each in SHEETS[:-2] for lang in LANGUAGES]
    return meant(title, known)


def meant(text: str, known: Iterable[str]) -> str | None:
    """Return the known name that was most likely meant; a name of one's own is none of them.

    >>> meant("wieght", ["weight"]), meant("remarks", ["reason"])
    ('weight', None)
    """
    found = near(text, known)
    alike = SequenceMatcher(None, text.casefold(), (found or "").casefold()).ratio()
    return found if alike >= ALIKE else None


def header_of(key: str, lang: str, kind: str = "column") -> str:
    """Return the header of a column in a language; a node's key below another is put behind it."""
    whole, _, inner = key.partition(".")
    named = (key.replace(".", "-"), whole) if inner in LANGUAGES else (whole,)
    for name in named:
        if name in _known(kind):
            said = say(f"sheet.{kind}-{name}", lang)
            return said if name != whole or not inner else f"{said}.{inner}"
    return key


def _known(kind: str) -> frozenset[str]:
    from coopindex.phrases import keys

    begun = f"sheet.{kind}-"
    return frozenset(key.removeprefix(begun) for key in keys(begun))


@cache
def headers(keys: tuple[str, ...], kind: str = "column") -> Mapping[str, str]:
    """Return what a header may be, folded, with the key that it stands for."""
    found: dict[str, str] = {}
    for key in keys:
        for header in (key, *(header_of(key, lang, kind) for lang in LANGUAGES)):
            found.setdefault(fold(header), key)
    return found


def node_key(header: str) -> str | None:
    """Return the key of a node for which a column of the framework stands, None for none.

    >>> node_key("Title (zh)"), node_key("标准化.scale"), node_key("normalisation.scale")
    ('title.zh', 'normalisation.scale', 'normalisation.scale')
    """
    whole, dot, inner = header.replace("．", ".").partition(".")
    known = headers(OF_NODES)
    found = known.get(fold(header))
    if found or not dot:
        return found
    key = known.get(fold(whole))
    key = key.partition(".")[0] if key else None
    return f"{key}.{inner.strip()}" if key in NODE_KEYS else None


def renamed(columns: Iterable[str], sheet: str, own: Iterable[str]) -> dict[str, str]:
    """Return headers in Chinese with what they are called in a folder of text.

    own : names that the index itself gives columns: they stay what they are.
    """
    columns, kept = tuple(columns), frozenset(own)
    known = {say(f"sheet.table-{key}", "zh"): key for key in COLUMNS.get(sheet, ())}
    return {name: known[name] for name in columns
            if name in known and name not in kept and known[name] not in columns}  # fmt: skip


def statuses() -> dict[str, str]:
    """Return the statuses by their names in Chinese."""
    return {say(f"status.{status}", "zh"): status for status in STATUSES}


# what directions are called besides
POSITIVE = ("positive", "1", "+1", "+", "正", "正向", "正指标", "正向指标", "越大越好")
NEGATIVE = ("negative", "-1", "-", "负", "负向", "负指标", "负向指标", "逆", "逆向", "逆指标",
            "逆向指标", "越小越好")  # fmt: skip
DIRECTIONS = {**dict.fromkeys(POSITIVE, "positive"), **dict.fromkeys(NEGATIVE, "negative")}


def direction_of(text: str, otherwise: Any) -> Any:
    """Return the direction that a text means, in any case and width; otherwise the other value.

    >>> [direction_of(text, None) for text in ("Negative", "－1", "逆指标", "＋", "down")]
    ['negative', 'negative', 'negative', 'positive', None]
    """
    narrow = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    return DIRECTIONS.get(narrow.casefold(), otherwise)
