"""A tree written as a table: one node a row, named by `children: {table: FILE.csv}`.

Its columns are a node's keys; a dot leads into a mapping (`title.zh`, `normalisation.lower`).
`code` and `parent` place the node (no parent: directly below), `lowest` and `highest` are its
bounds. An empty cell is a key that is not written. `columns: {key: header}` names the columns to
read where the table has headers of its own; `below: CODE` reads only what lies below a row;
`sheet`, `encoding`, `header` and the like are the file's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from coopindex.content.files import find_named, name_in, say_where
from coopindex.content.forms.index import NodeForm, TreeTableForm
from coopindex.content.forms.layout import LayoutForm
from coopindex.content.forms.read import read_form
from coopindex.content.limits import DEEPEST
from coopindex.content.tables.asked import NOTHING, Asked
from coopindex.content.tables.column import in_one_line
from coopindex.content.tables.read import read_table
from coopindex.content.tables.table import SourceTable, spelt_out
from coopindex.content.yaml import Document, Place, dotted, scalar
from coopindex.engine.index import Origin
from coopindex.phrases import Wording
from coopindex.problems import Problem, nearest

# keys of `children`, where a table holds them
OF_LAYOUT = [entry.alias or name for name, entry in LayoutForm.model_fields.items()]
KEYS = (
    *(key for key in TreeTableForm.model_fields if key not in LayoutForm.model_fields),
    *OF_LAYOUT,
)
PLACING = ("code", "parent", "lowest", "highest")  # columns besides a node's keys
LEVELS = DEEPEST // 2  # of a tree: each takes two of a document's
# as publishers write them
DIRECTIONS = {
    **dict.fromkeys(("1", "+1", "1.0"), "positive"),
    **dict.fromkeys(("-1", "-1.0"), "negative"),
}
# what stands for the nodes of a table that cannot be read
UNREAD: Mapping[str, Any] = {"unread": None}
# plain text stands for this key; elsewhere for `method`
SHORT_FOR = {"title": "en", "description": "en", "note": "en"}


def expand(document: Document, root: Path, beside: Path) -> Document:
    """Replace every table of children by the nodes in it, which keep the table's file and lines.

    The rest is as it was.
    """
    data, problems, origins = document.data, list(document.problems), dict(document.origins)

    def walk(holder: Any, place: Place) -> Any:
        if not isinstance(holder, Mapping) or not isinstance(holder.get("children"), Mapping):
            return holder
        children, below = holder["children"], (*place, "children")
        if isinstance(children.get("table"), str):
            found = list(_unknown_keys(children, document, below))
            path = find_named(children["table"], root, beside)
            layout, wrong = _layout(children, document, below)
            found += wrong
            table = read_table(path, name_in(root, path), layout)
            table = replace(table, problems=say_where(table.problems, root, beside))
            named = children.get("columns") if not found else None
            headers = {"code": "code", "parent": "parent"} | dict(
                {key: in_one_line(name) for key, name in named.items()}
                if named
                else {name: name for name in table.columns}
            )
            found += [
                *table.problems,
                *(_header_problems(table, headers, bool(named)) if not found else ()),
            ]
            problems.extend(found)
            readable = table.columns and all(problem.level != "error" for problem in found)
            tree = (
                _tree(table, headers, str(children.get("below") or ""), below, origins, problems)
                if readable
                else UNREAD
            )
            return {**holder, "children": tree}
        return {
            **holder,
            "children": {code: walk(child, (*below, code)) for code, child in children.items()},
        }

    return (
        replace(document, data=walk(data, ()), problems=tuple(problems), origins=origins)
        if isinstance(data, Mapping)
        else document
    )


def all_read(holder: Any) -> bool:
    """Whether every table of children below a node could be read, so that its nodes are known."""
    children = holder.get("children") if isinstance(holder, Mapping) else None
    if not isinstance(children, Mapping):
        return True
    return children is not UNREAD and all(map(all_read, children.values()))


def _unknown_keys(
    children: Mapping[str, Any], document: Document, place: Place
) -> Iterator[Problem]:
    for key in children:
        if key not in KEYS:
            yield document.problem(
                "unknown-key",
                Wording("definition.tree-table-key", key=key),
                (*place, key),
                hint=nearest(key, KEYS),
            )
    columns = children.get("columns")
    if columns is not None and not (
        isinstance(columns, Mapping) and all(isinstance(name, str) for name in columns.values())
    ):
        hint = Wording("definition.columns.hint")
        yield document.problem(
            "bad-value", Wording("definition.columns"), (*place, "columns"), hint=hint
        )


def _layout(
    children: Mapping[str, Any], document: Document, place: Place
) -> tuple[Asked, tuple[Problem, ...]]:
    """Return what is said of the table's layout, and what is wrong with it."""
    said = {key: children[key] for key in OF_LAYOUT if key in children}
    origins = {at[len(place) :]: origin for at, origin in document.origins.items()
               if at[: len(place)] == place}  # fmt: skip
    form, wrong = read_form(Document(document.file, said, origins), LayoutForm)
    whole = f"{dotted(place)}."
    problems = tuple(replace(problem, field=whole + (problem.field or "")) for problem in wrong)
    return Asked.of(form) if form and not problems else NOTHING, problems


def _header_problems(
    table: SourceTable, headers: Mapping[str, str], named: bool
) -> Iterator[Problem]:
    """Name the columns that are not there, and, unless keys are `named`, those that are no key."""
    if named:
        yield from table.header_problems(headers.values())
        return
    keys = [*PLACING, *(key for key in NodeForm.model_fields if key != "children")]
    inner = {unicodedata.normalize("NFKC", name).partition(".")[2] for name in table.columns}
    dotted = [f"{key}.{rest.casefold()}" for key in keys for rest in sorted(inner - {""})]
    nearly = list(table.header_problems(("code", "parent"), [*keys, *dotted]))
    yield from nearly
    named_nearly = {problem.field for problem in nearly}
    for name in table.columns:
        known = name in named_nearly or name.partition(".")[0] in keys
        if not known and any(table.column(name)):
            message, hint = (
                Wording("definition.node-key", name=spelt_out(name)),
                nearest(name, keys),
            )
            yield Problem(
                "unknown-key", message, file=table.file, line=table.head, field=name, hint=hint
            )


@dataclass
class _Rows:
    """The rows of a table as nodes: the state is what is wrong with them.

    apex : the row below which nodes are read, "" for all. of : the parent of each.
    """

    table: SourceTable
    apex: str
    problems: list[Problem]
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    line: dict[str, int] = field(default_factory=dict)

    def refuse(
        self, kind: str, message: Wording, line: int, where: str, value: str, hint: Wording
    ) -> None:
        """Note what is wrong with a cell."""
        file = self.table.file
        self.problems.append(
            Problem(kind, message, file=file, line=line, field=where, value=value, hint=hint)
        )

    def read(self, headers: Mapping[str, str]) -> None:
        """Read every row."""
        codes, parents = (
            [str(cell) for cell in self.table.column(headers[key])] for key in ("code", "parent")
        )
        keys = [key for key in headers if key not in ("code", "parent")]
        cells = {key: self.table.column(headers[key]) for key in keys}
        for row, (code, parent) in enumerate(zip(codes, parents, strict=True)):
            line, above = int(self.table.lines[row]), parent
            if code in self.nodes:
                at = Wording("reading.at-line", at=self.line[code])
                first = Wording("reading.first-on", at=at)
                message = Wording("definition.code-twice-first", code=code, first=first)
                hint = Wording("definition.own-code.hint")
                self.refuse("duplicate-node", message, line, "code", code, hint)
                continue
            if parent and parent not in codes:
                message = Wording("definition.not-in-table", node=parent)
                hint = nearest(parent, codes)
                self.refuse("unknown-node", message, line, "parent", parent, hint)
                above = ""
            self.of[code], self.line[code] = above, line
            self.nodes[code] = _node({key: column[row] for key, column in cells.items()})
        if self.apex and self.apex not in self.nodes:
            message = Wording("definition.apex-not-in-table", apex=self.apex)
            hint = nearest(self.apex, codes)
            self.refuse("unknown-node", message, 1, "below", self.apex, hint)

    def ancestry(self, code: str) -> list[str] | None:
        """Return a node and those above it, up to the top or the apex; None in a circle.

        Of one that is deeper than is read, no more than shows it.
        """
        chain = [code]
        while self.of[chain[-1]] not in ("", self.apex) and len(chain) <= LEVELS:
            chain.append(self.of[chain[-1]])
        return chain if len(set(chain)) == len(chain) else None


def _tree(
    table: SourceTable,
    headers: Mapping[str, str],
    apex: str,
    top: Place,
    origins: dict[Place, Origin],
    problems: list[Problem],
) -> dict[str, Any]:
    """Return the nodes of a table as a tree, and note where each of their keys stands."""
    rows = _Rows(table, apex, problems)
    rows.read(headers)
    tree: dict[str, Any] = {}
    for code, node in rows.nodes.items():
        chain, parent = rows.ancestry(code), rows.of[code]
        if chain is None:
            message, hint = (
                Wording("definition.below-itself", code=code),
                Wording("definition.below-itself.hint"),
            )
            rows.refuse("circle", message, rows.line[code], "parent", parent, hint)
            continue
        if len(chain) > LEVELS:
            message = Wording("reading.refused-depth", most=LEVELS)
            hint = Wording("definition.below-itself.hint")
            rows.refuse("nesting", message, rows.line[code], "parent", parent, hint)
            continue
        if rows.of[chain[-1]] != apex:
            continue
        # the keys that lead to it: `children` between each of those above it and the next
        steps = [part for above in reversed(chain) for part in ("children", above)]
        place = (*top, *steps[1:])
        origin = Origin(table.file, rows.line[code])
        origins |= dict.fromkeys((place, *((*place, key) for key in node)), origin)
        family = tree if parent == apex else rows.nodes[parent].setdefault("children", {})
        family[code] = node
    return tree


def _node(cells: Mapping[str, str]) -> dict[str, Any]:
    """Turn one row into a node's keys.

    >>> _node({"title": "Trade", "title.zh": "贸易", "weight": "2", "normalisation.method": ""})
    {'title': {'en': 'Trade', 'zh': '贸易'}, 'weight': 2}
    >>> _node({"lowest": "0", "highest": ""})
    {'bounds': [0, None]}
    """
    node: dict[str, Any] = {}
    for name, cell in cells.items():
        if cell == "" or name in ("lowest", "highest"):
            continue
        key, dot, inner = name.partition(".")
        value = (
            cell
            if key in SHORT_FOR
            else DIRECTIONS.get(cell, cell)
            if key == "direction"
            else scalar(cell)
        )
        if dot:
            held = node.get(key, {})
            node[key] = {
                **(held if isinstance(held, dict) else {SHORT_FOR.get(key, "method"): held}),
                inner: value,
            }
        else:
            node[key] = (
                {SHORT_FOR.get(key, "method"): value, **node[key]}
                if isinstance(node.get(key), dict)
                else value
            )
    if cells.get("lowest") or cells.get("highest"):
        node["bounds"] = [scalar(cells.get("lowest", "")), scalar(cells.get("highest", ""))]
    return node
