"""The sheets of an index's own as the trees that its files of text would hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coopindex.content.signs import has_full_width_mark
from coopindex.content.workbook.cells import Cell, Cells
from coopindex.content.workbook.text import of_cell
from coopindex.content.workbook.words import BOUNDS, LABELS, VERBATIM, WEIGHT_KEYS, direction_of
from coopindex.content.yaml import Place, dotted
from coopindex.phrases import LANGUAGES, Wording
from coopindex.problems import nearest

TITLES = ("title", *(f"title.{lang}" for lang in LANGUAGES))
STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@dataclass
class Tree:
    """A file of YAML as its sheets hold it: what it says, and in which cell each part stands.

    said : the places that a row of Options sets.
    """

    data: dict[str, Any] = field(default_factory=dict)
    cells: dict[Place, str] = field(default_factory=dict)
    said: set[Place] = field(default_factory=set)

    def cell_of(self, place: Place) -> str | None:
        """Return the cell of a place, or of what holds it."""
        while place and place not in self.cells:
            place = place[:-1]
        return self.cells.get(place)


# -- the framework ---------------------------------------------------------------------------------


def read_framework(sheet: Cells, tree: Tree) -> dict[str, Place]:
    """Put the nodes of the sheet below `children`; return where each stands, by its code."""
    rows: dict[str, dict[str, Cell]] = {}
    for row, cell in _coded(sheet):
        if cell.text in rows:
            first = rows[cell.text]["code"].place
            message = Wording("sheet.twice-code", code=cell.text, first=first)
            sheet.refuse("duplicate-node", message, cell, Wording("definition.own-code.hint"))
        else:
            rows[cell.text] = row
    if not rows and not sheet.problems:
        sheet.refuse("missing-node", Wording("sheet.no-nodes"), hint=Wording("sheet.no-nodes.hint"))
    places: dict[str, Place] = {}
    for code in rows:
        if (place := _place_of(code, rows, sheet)) is not None:
            places[code] = place
    for code, place in places.items():
        node = _node(rows[code], place, tree, sheet)
        held: Any = tree.data
        for step in place[:-1]:
            held = held.setdefault(step, {})
        # a child may stand above its parent
        held[code] = {**node, **held.get(code, {})}
        tree.cells[place] = rows[code]["code"].place
    return places


def _coded(sheet: Cells) -> Iterator[tuple[dict[str, Cell], Cell]]:
    """Yield the rows with their codes; a row without one is refused."""
    for row in sheet.rows:
        code = row.get("code")
        if code is not None:
            yield row, code
        else:
            message, hint = Wording("sheet.no-code"), Wording("sheet.no-code.hint")
            sheet.refuse("missing-code", message, next(iter(row.values())), hint)


def _place_of(code: str, rows: Mapping[str, dict[str, Cell]], sheet: Cells) -> Place | None:
    """Return the keys that lead to a node; None where something above it is wrong."""
    chain: list[str] = [code]
    while (parent := rows[chain[-1]].get("parent")) is not None:
        if parent.text not in rows:
            if len(chain) == 1:
                message = Wording("sheet.no-parent", parent=parent.text)
                hint = _titled(parent.text, rows) or nearest(parent.text, rows)
                sheet.refuse("unknown-node", message, parent, hint)
            break
        if parent.text in chain:
            if parent.text == code:
                message = Wording("sheet.below-itself", code=code)
                hint = Wording("definition.below-itself.hint")
                sheet.refuse("circle", message, rows[code]["parent"], hint)
            return None
        chain.append(parent.text)
    return tuple(step for each in reversed(chain) for step in ("children", each))


def _titled(title: str, rows: Mapping[str, dict[str, Cell]]) -> Wording | None:
    """Name the code of the one row that is called so; None where none is, or several are."""
    cells = {code: [row[key].text for key in TITLES if key in row] for code, row in rows.items()}
    found = [code for code, texts in cells.items() if title in texts]
    return Wording("frame.did-you-mean", meant=found[0]) if len(found) == 1 else None


def _node(row: Mapping[str, Cell], place: Place, tree: Tree, sheet: Cells) -> dict[str, Any]:
    """Return a row as a node's keys, and note where each stands."""
    node: dict[str, Any] = {}
    for name, cell in row.items():
        key, _, inner = name.partition(".")
        if name in ("code", "parent", *BOUNDS):
            continue
        value = direction_of(cell.text, None) if key == "direction" else None
        value = value or value_of(cell, sheet, verbatim=key in VERBATIM)
        short = "en" if key in LABELS else "method"
        if not inner:
            held = node.get(key)
            node[key] = {short: value, **held} if isinstance(held, dict) else value
        else:
            held = node.get(key, {})
            held = held if isinstance(held, dict) else {short: held}
            node[key] = {**held, inner: value}
            tree.cells[(*place, key, inner)] = cell.place
        tree.cells.setdefault((*place, key), cell.place)
    # a label in English alone is written as itself
    for key in LABELS:
        if isinstance(node.get(key), dict) and node[key].keys() == {LANGUAGES[0]}:
            node[key] = node[key][LANGUAGES[0]]
    if ends := [row.get(name) for name in BOUNDS if name in row]:
        node["bounds"] = [value_of(row[name], sheet) if name in row else None for name in BOUNDS]
        tree.cells[(*place, "bounds")] = next(cell.place for cell in ends if cell)
    return node


def value_of(cell: Cell, sheet: Cells, *, verbatim: bool = False) -> Any:
    """Return what a cell says; what cannot be read is a problem of the sheet."""
    if verbatim:
        return cell.text
    try:
        return of_cell(cell.text)
    except ValueError as wrong:
        why = wrong.args[0] if wrong.args else ""
        full = has_full_width_mark(cell.text)
        hint = Wording("reading.full-width.hint" if full else "sheet.unread-value.hint")
        sheet.refuse("yaml", Wording("sheet.unread-value", why=why), cell, hint)
        return cell.text


# -- options ---------------------------------------------------------------------------------------


def steps_of(setting: str) -> Place:
    """Return the keys that lead to a setting: numbers in brackets are counted from 1.

    >>> steps_of("published[2].value"), steps_of("defaults.treatment")
    (('published', 1, 'value'), ('defaults', 'treatment'))
    """
    return tuple(key.strip() if key else int(number) - 1
                 for key, number in STEP.findall(setting))  # fmt: skip


def put_option(tree: Tree, top: Place, row: Mapping[str, Cell], sheet: Cells) -> None:
    """Set what a row of Options says, in a file's tree or below a node of it."""
    setting, value = row.get("setting"), row.get("value")
    if setting is None:
        cell = value or next(iter(row.values()))
        message, hint = Wording("sheet.no-setting"), Wording("sheet.no-setting.hint")
        sheet.refuse("missing-key", message, cell, hint)
        return
    if value is None:
        return  # a setting that is offered, and not made
    steps = steps_of(setting.text)
    if steps[:1] == ("children",):
        sheet.refuse("misplaced-key", Wording("sheet.in-framework"), setting)
        return
    place = (*top, *steps)
    if place in tree.said or (place in tree.cells and not _is_open(tree, place)):
        message = Wording("sheet.twice-setting", name=setting.text, first=tree.cells[place])
        sheet.refuse("duplicate-key", message, setting, Wording("sheet.keep-one.hint"))
        return
    tree.said.add(place)
    found = value_of(value, sheet)
    if not _put(tree.data, place, found):
        above = dotted(place[len(top) : -1]) or ""
        message = Wording("sheet.not-below", name=setting.text, above=above)
        sheet.refuse("misplaced-key", message, setting)
        return
    where = value.place
    tree.cells[place] = where
    for depth in range(len(top) + 1, len(place)):
        tree.cells.setdefault(place[:depth], where)
    for below in _inside(found, place):
        tree.cells.setdefault(below, where)


def _is_open(tree: Tree, place: Place) -> bool:
    """Say whether only parts of a place are set so far, and it may be too."""
    held: Any = tree.data
    for step in place:
        held = held.get(step) if isinstance(held, dict) else None
    return isinstance(held, dict)


def _put(held: Any, place: Place, value: Any) -> bool:
    """Set a value at a place; a method's name makes room for its options. False if it cannot be."""
    for step in place[:-1]:
        below = held.setdefault(step, {})
        if isinstance(below, str):
            below = held[step] = {"method": below}
        if not isinstance(below, dict):
            return False
        held = below
    before = held.get(place[-1])
    # what stands below it may have come before
    if isinstance(before, dict) and before:
        value = {**(value if isinstance(value, dict) else {"method": value}), **before}
    held[place[-1]] = value
    return True


def _inside(value: Any, place: Place) -> Iterator[Place]:
    """Yield the places of all that a value holds."""
    held = value if isinstance(value, dict) else (
        dict(enumerate(value)) if isinstance(value, list) else {})  # fmt: skip
    for key, below in held.items():
        yield (*place, key)
        yield from _inside(below, (*place, key))


def with_lists(value: Any) -> Any:
    """Return a tree with lists in place of mappings whose keys are numbers.

    >>> with_lists({"published": {1: "b", 0: "a"}})
    {'published': ['a', 'b']}
    """
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, int) for key in value):
        return [with_lists(value[key]) for key in sorted(value)]
    return {key: with_lists(below) for key, below in value.items()}


# -- weights and sources ---------------------------------------------------------------------------


def read_weights(sheet: Cells, scheme_of: Callable[[str], Tree]) -> None:
    """Put the columns of the sheet into schemes, one each."""
    names = [name for name in sheet.columns if name not in WEIGHT_KEYS]
    for name in names:
        tree = scheme_of(name)
        tree.cells.setdefault(("scheme",), sheet.head_of(name))
        weights = tree.data.setdefault("weights", {})
        for row in sheet.rows:
            code, cell = row.get("code"), row.get(name)
            if cell is None:
                continue
            if code is None:
                message, hint = Wording("sheet.no-code"), Wording("sheet.no-code.hint")
                sheet.refuse("missing-code", message, cell, hint)
            elif code.text in weights:
                first = tree.cells[("weights", code.text)]
                message = Wording("sheet.twice-code", code=code.text, first=first)
                sheet.refuse("duplicate-key", message, cell, Wording("sheet.keep-one.hint"))
            else:
                weights[code.text] = value_of(cell, sheet)
                tree.cells[("weights", code.text)] = cell.place


def read_sources(sheet: Cells) -> Tree:
    """Return the sources by their codes."""
    tree = Tree()
    for row, code in _coded(sheet):
        if code.text in tree.data:
            first = tree.cells[(code.text,)]
            message = Wording("sheet.twice-code", code=code.text, first=first)
            sheet.refuse("duplicate-key", message, code, Wording("sheet.keep-one.hint"))
        else:
            tree.data[code.text] = {key: cell.text for key, cell in row.items() if key != "code"}
            tree.cells[(code.text,)] = code.place
            tree.cells |= {(code.text, key): cell.place for key, cell in row.items()}
    return tree
