"""What stands in each sheet of a workbook for the files of an index; how it looks is not said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coopindex.content.tables.merged import Merged
from coopindex.content.workbook.text import flow, in_cell
from coopindex.content.workbook.words import (
    BOUNDS,
    DATA,
    FIRST,
    FRAMEWORK,
    LABELS,
    NODE_KEYS,
    OPTION_KEYS,
    OPTIONS,
    SOURCE_KEYS,
    SOURCES,
    VERBATIM,
    WEIGHT_KEYS,
    WEIGHTS,
    header_of,
    title_of,
)
from coopindex.phrases import LANGUAGES, Wording, keys, say
from coopindex.problems import InvalidInput, Problem

LONGEST = 32_000  # characters of a cell
ROWS = 1 << 20
KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
DEEPEST = 5  # keys in the name of a setting
ALWAYS = ("normalisation", "aggregation", "lowest", "highest")


@dataclass
class Page:
    """A sheet: its rows from the first on. keys : of its columns, by which it is looked at."""

    kind: str
    title: str
    rows: list[list[Any]]
    keys: tuple[str, ...] = ()
    head: int = 1
    percents: Mapping[int, Sequence[int]] = field(default_factory=dict)
    merged: Sequence[Merged] = ()


Options = list[tuple[str, str, Any]]


def framework(tree: Mapping[str, Any], lang: str) -> tuple[Page, Options]:
    """Return the sheet of the nodes, and what of them stands in Options instead."""
    rows, options = [], []
    for code, parent, node in nodes_of(tree):
        cells, left = _cells(node)
        rows.append({"code": code, "parent": parent, **cells})
        options += [(code, key, value) for key, value in left]
    used = dict.fromkeys(key for row in rows for key in row)
    wanted = dict.fromkeys((*FIRST, *_ranked(used), *ALWAYS))
    columns = sorted(wanted, key=_order)
    head = [header_of(key, lang) for key in columns]
    body = [[row.get(key) for key in columns] for row in rows]
    page = Page(FRAMEWORK, title_of(FRAMEWORK, lang), [head, *body], tuple(columns))
    return page, options


def nodes_of(holder: Mapping[str, Any], parent: str = "") -> Iterator[tuple[str, str, Any]]:
    """Yield every node below one: its code, its parent's, and its keys without children."""
    children = holder.get("children")
    for code, node in children.items() if isinstance(children, Mapping) else ():
        node = node if isinstance(node, Mapping) else {}
        own = {key: value for key, value in node.items() if key != "children"}
        yield str(code), parent, own
        yield from nodes_of(node, str(code))


def _ranked(used: Iterable[str]) -> list[str]:
    return sorted(used, key=_order)


def _order(key: str) -> tuple[int, str]:
    """Return the place of a column: the first ones, then as a node's keys go."""
    if key in FIRST:
        return FIRST.index(key), ""
    whole = key.partition(".")[0]
    if f"{whole}.en" in FIRST:
        return FIRST.index(f"{whole}.en"), key
    rest = (*BOUNDS, *(each for each in NODE_KEYS if each not in ("description", "note")))
    late = ("description", "note", "reason")
    at = rest.index(whole) if whole in rest and whole not in late else len(rest)
    # the options of a method stand behind it
    return len(FIRST) + at, "" if whole == key else key


def _cells(node: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """Return a node's keys as cells, and those that no cell of its own holds."""
    cells: dict[str, Any] = {}
    left: list[tuple[str, Any]] = []
    for key, value in node.items():
        if value is None:
            continue
        if key == "bounds" and isinstance(value, list) and len(value) == 2:
            cells |= {name: in_cell(end) for name, end in zip(BOUNDS, value, strict=True)
                      if end is not None}  # fmt: skip
            if value == [None, None]:
                left.append((key, value))
        elif key in LABELS:
            label = value if isinstance(value, Mapping) else {LANGUAGES[0]: value}
            for lang, text in label.items():
                if lang in LANGUAGES and _is_plain(text):
                    cells[f"{key}.{lang}"] = text
                else:
                    left.append((f"{key}.{lang}", text))
        elif key in VERBATIM:
            if _is_plain(value):
                cells[key] = value
            else:
                left.append((key, value))
        elif isinstance(value, Mapping) and value and all(map(KEY.fullmatch, value)):
            _take_apart(key, value, cells)
        else:
            cells[key] = in_cell(value)
    return cells, left


def _take_apart(key: str, value: Mapping[str, Any], cells: dict[str, Any]) -> None:
    """Write a method with options, or a rule, into a column each."""
    if all(not isinstance(each, Mapping) for each in value.values()) and "method" in value:
        for inner, each in value.items():
            if each is not None:
                cells[key if inner == "method" else f"{key}.{inner}"] = in_cell(each)
    else:
        cells[key] = flow(dict(value))


def _is_plain(text: Any) -> bool:
    """Say whether a text may stand in a cell as it is."""
    return (isinstance(text, str) and bool(text) and text == text.strip()
            and text.replace("\n", "").isprintable())  # fmt: skip


def options(tree: Mapping[str, Any], more: Options, lang: str) -> Page:
    """Return the sheet of all that has no column of its own."""
    held = {key: value for key, value in tree.items() if key != "children" and value is not None}
    own = [("", path, part) for key, value in held.items() for path, part in apart(key, value, 1)]
    head = [header_of(key, lang, "option") for key in OPTION_KEYS]
    body = [[scope, path, _held(path, value), _meaning(scope, path, lang)]
            for scope, path, value in [*own, *more]]  # fmt: skip
    return Page(OPTIONS, title_of(OPTIONS, lang), [head, *body], OPTION_KEYS)


def apart(path: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """Yield the rows that say a value: a row a key, lists of mappings a row an entry.

    A method stands by itself, its options below it.

    >>> list(apart("treatment", {"method": "winsorise", "at_most": 1}, 1))
    [('treatment', 'winsorise'), ('treatment.at_most', 1)]
    >>> list(apart("bounds", [0, None], 1))
    [('bounds', [0, None])]
    """
    if isinstance(value, dict) and value and depth < DEEPEST and all(map(KEY.fullmatch, value)):
        alone = isinstance(value.get("method"), str) and len(value) > 1
        if alone:
            yield path, value["method"]
        for key, below in value.items():
            if not (alone and key == "method"):
                yield from apart(f"{path}.{key}", below, depth + 1)
    elif isinstance(value, list) and value and _is_listed(value):
        for at, below in enumerate(value, 1):
            if len(flow(below)) < LONGEST:
                yield f"{path}[{at}]", below
            else:
                yield from apart(f"{path}[{at}]", below, depth + 1)
    else:
        yield path, value


def _is_listed(value: list[Any]) -> bool:
    """Say whether the entries of a list stand in a row each."""
    return all(isinstance(each, dict) for each in value) or len(flow(value)) > LONGEST


def _held(path: str, value: Any) -> Any:
    cell = in_cell(value)
    if isinstance(cell, str) and len(cell) > LONGEST:
        message = Wording("sheet.too-long", name=path, most=LONGEST)
        hint = Wording("sheet.too-long.hint")
        raise InvalidInput([Problem("too-large", message, field=path, hint=hint)])
    return cell


def _meaning(scope: str, path: str, lang: str) -> str:
    """Say what a setting of the index is."""
    top = re.split(r"[.\[]", path)[0]
    key = f"sheet.means-{top}"
    if scope and path == "file":
        return say("sheet.means-file", lang)
    known = not scope and key in keys("sheet.means-")
    return say(key, lang).replace("`", "") if known else ""


def scoped(kind: str, name: str, lang: str) -> str:
    """Return what an option says that it is for: a scheme, a plan, a sheet."""
    return say(f"sheet.for-{kind}", lang, name=name)


def weights(
    schemes: Mapping[str, Mapping[str, Any]], tree: Mapping[str, Any], lang: str
) -> tuple[Page, Options]:
    """Return the sheet of the schemes, and what else they say; also for a tree without any."""
    left: Options = []
    columns: dict[str, dict[str, Any]] = {}
    for name, scheme in schemes.items():
        held = scheme.get("weights")
        flat = isinstance(held, Mapping) and all(
            isinstance(each, str | int | float) and not isinstance(each, bool)
            for each in held.values()
        )
        columns[name] = dict(held) if flat and isinstance(held, Mapping) else {}
        stem = name.rpartition("/")[2].removesuffix(".yaml").removesuffix(".yml")
        for key, value in scheme.items():
            if (key == "weights" and flat) or (key == "scheme" and value == stem):
                continue
            left += [(scoped("scheme", name, lang), path, part)
                     for path, part in apart(key, value, 2)]  # fmt: skip
    titles = {code: _title(node, lang) for code, _, node in nodes_of(tree)}
    rows = dict.fromkeys([*titles, *(code for held in columns.values() for code in held)])
    head = [*(header_of(key, lang, "weight") for key in WEIGHT_KEYS), *columns]
    body = [[code, titles.get(code, ""),
             *(in_cell(held[code]) if code in held else None for held in columns.values())]
            for code in rows]  # fmt: skip
    return Page(WEIGHTS, title_of(WEIGHTS, lang), [head, *body], (*WEIGHT_KEYS, *columns)), left


def _title(node: Any, lang: str) -> str:
    title = node.get("title") if isinstance(node, Mapping) else None
    if isinstance(title, Mapping):
        title = title.get(lang) or next(iter(title.values()), "")
    return "" if title is None else str(title)


def sources(found: Mapping[str, Any], lang: str) -> Page:
    """Return the sheet of the sources."""
    used = {key for each in found.values() if isinstance(each, Mapping) for key in each}
    columns = [key for key in SOURCE_KEYS if key in used
               or key in ("code", "title", "publisher", "date", "url")]  # fmt: skip
    head = [header_of(key, lang, "source") for key in columns]
    body = [[code, *(None if each.get(key) is None else str(each[key]) for key in columns[1:])]
            for code, each in found.items()]  # fmt: skip
    return Page(SOURCES, title_of(SOURCES, lang), [head, *body], tuple(columns))


def plan_options(name: str, plan: Mapping[str, Any], lang: str) -> Options:
    """Return a plan as options."""
    return [(scoped("plan", name, lang), path, part)
            for key, value in plan.items() for path, part in apart(key, value, 2)]  # fmt: skip


def free_title(wanted: str, taken: Iterable[str]) -> str:
    """Return a title that a sheet may have, and that none has yet.

    >>> free_title("data/x/a:b.csv", ["Data"]), free_title("Data", ["data", "Data 2"])
    ('a b', 'Data 3')
    """
    bare = re.sub(r"[\[\]:*?/\\']+", " ", wanted.rpartition("/")[2].partition(".")[0])
    bare = bare.strip()[:26] or title_of(DATA, "en")
    known = {each.casefold() for each in taken}
    names = (bare, *(f"{bare} {number}" for number in range(2, len(known) + 3)))
    return next(name for name in names if name.casefold() not in known)
