"""COINr's two tables: iData, a row a unit (and time), and iMeta, a row a column and aggregate.

What their columns mean is COINr's own description: https://bluefoxr.github.io/COINr, vignette
"Building coins", and `check_iMeta()`, `check_iData()` of version 1.1. Names of versions before 1.0
(UnitCode, IndCode, Group_, Den_) are known too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from coopindex.content.importing.columns import (
    Found,
    chosen,
    found_in,
    in_notation,
    line_of,
    listed,
    marks_told,
    percents_told,
    unreadable,
)
from coopindex.content.importing.draft import (
    Branch,
    Draft,
    Fate,
    Guess,
    Rows,
    Told,
    left,
    refuse,
    taken,
    wrong_number,
)
from coopindex.content.importing.old_coinr import Joined, joined, levels_of
from coopindex.content.importing.people import units_in_rows, units_of, years_of
from coopindex.content.tables.column import NUMBER
from coopindex.content.tables.table import SourceTable, fold
from coopindex.phrases import Wording
from coopindex.problems import Problem, nearest, raise_errors

KIND = "coinr"
# parts of each table -> headers that are known for them
DATA = {"unit": ("uCode", "UnitCode"), "name": ("uName", "UnitName"), "year": ("Time", "Year")}
META = {
    "code": ("iCode", "IndCode"),
    "title": ("iName", "IndName"),
    "parent": ("Parent",),
    "weight": ("Weight", "IndWeight"),
    "direction": ("Direction",),
    "level": ("Level",),
    "type": ("Type",),
    "measure": ("Unit", "IndUnit"),
    "target": ("Target",),
    "divisor": ("Denominator",),
    "lower": ("goalpost_lower", "GPlower"),
    "upper": ("goalpost_upper", "GPupper"),
}
INDICATOR, AGGREGATE, GROUP, DENOMINATOR, OTHER = (
    *("indicator", "aggregate", "group", "denominator", "other"),
)
TYPES = (INDICATOR, AGGREGATE, GROUP, DENOMINATOR, OTHER)
# of columns that no row of iMeta is about, as versions before 1.0 had them
PREFIXES = {"Group_": GROUP, "Den_": DENOMINATOR}
# R's own sign for what is missing
NOTHING = ("", "NA")
DIRECTIONS = {"1": False, "+1": False, "positive": False, "-1": True, "negative": True}


def is_meta(table: SourceTable) -> bool:
    """Say whether a table is about indicators, by its header."""
    known = {fold(name) for name in table.columns}
    coded = any(fold(name) in known for name in META["code"])
    return coded and (fold("Parent") in known or bool(levels_of(table)))


def is_data(table: SourceTable) -> bool:
    """Say whether a table holds indicators as COINr names its columns, by its header."""
    known = {fold(name) for name in table.columns}
    return any(fold(name) in known for name in DATA["unit"])


@dataclass(frozen=True)
class Row:
    """A row of iMeta: each of its parts as text, "" where R has NA, and its line."""

    line: int | None
    cells: Mapping[str, str]

    def __getitem__(self, part: str) -> str:
        return self.cells.get(part, "")


@dataclass
class Meta:
    """The table about the indicators. problems : what is wrong with it, as it is found out."""

    table: SourceTable
    problems: list[Problem] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)

    @cached_property
    def headers(self) -> dict[str, str]:
        """The header of each part that there is."""
        return _headers(self.table, META)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Its rows by their codes; one that stands twice is a problem."""
        found = dict[str, Row]()
        cells = {part: self.table.column(name) for part, name in self.headers.items()}
        for at in range(self.table.rows):
            row = Row(line_of(self.table, at), {
                part: "" if str(column[at]) in NOTHING else str(column[at])
                for part, column in cells.items()
            })  # fmt: skip
            code = str(cells["code"][at])
            if code in found:
                where = Wording("reading.at-line", at=found[code].line)
                self.wrong(row, "code", "importing.code-twice", code, first=where)
            elif code:
                found[code] = row
        return found

    def wrong(self, row: Row, part: str, key: str, value: str, **values: object) -> None:
        """Note what is wrong with a cell."""
        said, hint = Wording(key, value=value, **values), Wording(f"{key}.hint")
        file, header = self.table.file, self.headers.get(part, part)
        self.problems.append(Problem("bad-meta", said, file=file, line=row.line, field=header,
                                     value=value, hint=hint))  # fmt: skip

    def number(self, code: str, part: str) -> float | None:
        """Return a number of a row; None where the cell is empty."""
        row = self.rows[code]
        text = self.table.notation.plain(row[part]) if row[part] else ""
        if text and (wrong := wrong_number(text, part)):
            self.wrong(row, part, f"importing.{wrong}", row[part])
            return None
        return float(text) if text else None

    def negative(self, code: str) -> bool:
        """Say whether less of an indicator is better."""
        row = self.rows[code]
        text = row["direction"].casefold().removesuffix(".0")
        if text and text not in DIRECTIONS:
            self.wrong(row, "direction", "importing.no-direction", row["direction"])
        return DIRECTIONS.get(text, False)

    def kind(self, code: str) -> str:
        """Return the type of a row: as it says, else as other rows name it; "" where none does."""
        row = self.rows[code]
        said = row["type"].casefold()
        if said in TYPES:
            return said
        if said:
            self.wrong(row, "type", "importing.no-type", row["type"])
        if code in self.parents:
            return AGGREGATE
        if row["parent"]:
            return INDICATOR
        divides = any(each["divisor"] == code for each in self.rows.values())
        return DENOMINATOR if divides else ""

    @cached_property
    def parents(self) -> set[str]:
        """The codes that stand as a parent."""
        return {row["parent"] for row in self.rows.values()} - {""}


def _headers(table: SourceTable, parts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the header of each part that a table has, by the first name known for it."""
    known = {fold(name): name for name in reversed(table.columns)}
    found = {
        part: next((known[fold(name)] for name in names if fold(name) in known), "")
        for part, names in parts.items()
    }
    return {part: name for part, name in found.items() if name}


def draft_of(
    data: SourceTable, meta: SourceTable, told: Told, aggregates: SourceTable | None = None
) -> Draft:
    """Return the project that iData and iMeta describe; aggregates : AggMeta, as before 1.0.

    Raises InvalidInput with what is wrong.
    """
    data, guesses = in_notation(data, told.missing)
    before = joined(meta, aggregates) if levels_of(meta) else None
    about = Meta(before.table if before else meta, guesses=guesses)
    unsaid = [part for part in ("direction", "weight", "type") if part not in about.headers]
    about.guesses += [Guess(Wording(f"importing.guess-no-{part}")) for part in unsaid]
    headers = _headers(data, DATA)
    if "unit" not in headers:
        raise refuse("missing-column", Wording("importing.no-ucode"), data.file, data.head,
                     "uCode", Wording("importing.no-ucode.hint"))  # fmt: skip
    tree = _Tree(about, frozenset(_skipped(about, data, told.skip)))
    kinds = {code: about.kind(code) for code in about.rows}
    of_data = _kinds_of_columns(data, headers, kinds)
    nodes = tuple(tree.branches(of_data))
    leaves = [node.column for node in nodes if node.column]
    variables = tuple(_variables(about, of_data, tree.skipped))
    figures = found_in(data, told.missing, [*leaves, *(each.column for each in variables)])
    about.problems += [
        unreadable(data, found) for found in figures.values() if found.holds in ("both", "texts")
    ]
    _need_divisors(about, nodes, variables)
    about.problems += _without_figures(data, figures, leaves)
    raise_errors(about.problems)
    years = years_of(data, headers["year"]) if "year" in headers else None
    rows = units_in_rows(data, headers["unit"], years)
    groups = {name: name for name, kind in of_data.items() if kind == GROUP}
    names = [headers["name"]] if "name" in headers else []
    units, people = units_of(data, rows, names, groups, blank="NA")
    about.guesses += marks_told(figures.values(), ("NA", *told.missing))
    about.guesses += percents_told(data, figures)
    about.guesses += [Guess(Wording("importing.guess-group-columns", columns=listed(extra)))
                      for extra in [[name for name in groups if name not in about.rows]]
                      if extra]  # fmt: skip
    fates = [
        *_fates_of_data(data, headers, of_data, people, tree, told),
        *_fates_of_meta(about, tree, before),
    ]
    return Draft(
        KIND,
        tuple(dict.fromkeys((data.file, *(before.files if before else (meta.file,))))),
        nodes,
        units,
        Rows(rows, years, {name: found.values for name, found in figures.items()}),
        title=tree.title,
        variables=variables,
        fates=tuple(fates),
        guesses=tuple(about.guesses),
        flags=(*data.problems, *(each for each in meta.problems if each not in data.problems)),
    )


def _skipped(about: Meta, data: SourceTable, skip: Sequence[str]) -> Iterator[str]:
    """Yield the codes that are left out, as new_coin(exclude = ) does."""
    yield from chosen(data, [each for each in skip if each not in about.rows], "skip")
    yield from (name for name in skip if name in about.rows)


def _kinds_of_columns(
    data: SourceTable, headers: Mapping[str, str], kinds: Mapping[str, str]
) -> dict[str, str]:
    """Return what each column of iData is: its type in iMeta, or what its name or cells say."""
    found = dict[str, str]()
    others = [name for name in data.columns if name not in headers.values()]
    for name, column in found_in(data, (), others).items():
        begun = (kind for prefix, kind in PREFIXES.items() if name.startswith(prefix))
        text = GROUP if column.holds == "texts" else ""
        found[name] = kinds.get(name) or next(begun, text)
    return found


@dataclass
class _Tree:
    """The nodes of iMeta as COINr puts them together: by Parent."""

    about: Meta
    skipped: frozenset[str]
    dropped: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    root: str = ""

    def branches(self, columns: Mapping[str, str]) -> Iterator[Branch]:
        """Yield the nodes, in the order of the table."""
        about = self.about
        kinds = {code: about.kind(code) for code in about.rows if code not in self.skipped}
        inner = [code for code, kind in kinds.items() if kind == AGGREGATE]
        leaves = [code for code, kind in kinds.items() if kind == INDICATOR]
        self.root = self._root(inner, leaves)
        self.title = about.rows[self.root]["title"] if self.root in about.rows else ""
        above = {code: self._parent(code, inner) for code in (*inner, *leaves) if code != self.root}
        needed = self._reaching(above, leaves)
        for code in about.rows:
            if code not in above:
                continue
            if code not in needed:
                self.dropped.append((code, "childless"))
            elif code in leaves and code not in columns:
                about.wrong(about.rows[code], "code", "importing.not-in-data", code,
                            nearest=nearest(code, columns))  # fmt: skip
            else:
                yield self._branch(code, above[code], code in leaves)
        self._compare_levels(above)
        self._tell_blanks(needed & above.keys(), leaves)

    def _root(self, inner: Sequence[str], leaves: Sequence[str]) -> str:
        """Return the row at the top, or the parent of all that no row is about."""
        about = self.about
        tops = [code for code in inner if not about.rows[code]["parent"]]
        named = {about.rows[code]["parent"] for code in (*inner, *leaves)} - set(about.rows)
        if len(tops) == 1:
            return tops[0]
        if not tops and len(named - {""}) == 1:
            (top,) = named - {""}
            about.guesses.append(Guess(Wording("importing.guess-root", root=top)))
            return top
        if not inner and named <= {""}:
            about.guesses.append(Guess(Wording("importing.guess-flat")))
            return ""
        key = "importing.no-root" if not tops else "importing.two-roots"
        field = about.headers.get("parent", "Parent")
        raise refuse("tree", Wording(key, roots=listed(tops)), about.table.file, about.table.head,
                     field, Wording(f"{key}.hint"))  # fmt: skip

    def _parent(self, code: str, inner: Sequence[str]) -> str:
        """Return the node above, "" for the top."""
        row, parent = self.about.rows[code], self.about.rows[code]["parent"]
        if parent == self.root:
            return ""
        if not parent:
            self.about.wrong(row, "parent", "importing.no-parent", code)
        elif parent not in inner and parent not in self.skipped:
            self.about.wrong(row, "parent", "importing.unknown-parent", parent,
                             nearest=nearest(parent, [*inner, self.root]))  # fmt: skip
        return parent

    def _reaching(self, above: Mapping[str, str], leaves: Sequence[str]) -> set[str]:
        """Return the nodes on the way from an indicator to the top; a circle is a problem."""
        needed = set[str]()
        for leaf in leaves:
            way, code = list[str](), leaf
            while code and code in above and code not in way:
                way.append(code)
                code = above[code]
            if code in way:
                self.about.wrong(self.about.rows[code], "parent", "importing.circle", code)
            # what lies below a node that is left out goes with it
            if not code or code not in self.skipped:
                needed |= set(way)
        return needed

    def _branch(self, code: str, parent: str, leaf: bool) -> Branch:
        about, row = self.about, self.about.rows[code]
        weight = about.number(code, "weight")
        if leaf:
            negative = about.negative(code)
        else:
            # COINr turns indicators round alone
            negative = False
            if about.negative(code):
                about.guesses.append(
                    Guess(Wording("importing.guess-aggregate-direction", code=code))
                )
        return Branch(
            code,
            parent,
            row["title"],
            code if leaf else "",
            negative,
            weight,
            row["measure"] if leaf else "",
            row["divisor"] if leaf else "",
            about.number(code, "target") if leaf else None,
            (about.number(code, "lower"), about.number(code, "upper")) if leaf else (None, None),
        )

    def _tell_blanks(self, used: Collection[str], leaves: Sequence[str]) -> None:
        """Say of which nodes a direction or a weight is not written, though others have one."""
        about = self.about
        for part, codes in (("direction", leaves), ("weight", list(about.rows))):
            without = [code for code in codes if code in used and not about.rows[code][part]]
            if part in about.headers and without:
                said = Wording(f"importing.guess-no-{part}-of", codes=listed(without))
                about.guesses.append(Guess(said))

    def _compare_levels(self, above: Mapping[str, str]) -> None:
        """Say where Level and Parent do not agree: Parent makes the tree."""
        if "level" not in self.about.headers:
            return
        rows, odd = self.about.rows, list[str]()
        for code, parent in above.items():
            own, up = rows[code]["level"], rows[parent or self.root]["level"] if (
                parent or self.root) in rows else ""  # fmt: skip
            numbers = [NUMBER.fullmatch(text) for text in (own, up)]
            if all(numbers) and float(own) + 1 != float(up):
                odd.append(code)
        if odd:
            said = Wording(
                "importing.guess-levels", number=len(odd), count=len(odd), codes=listed(odd)
            )
            self.about.guesses.append(Guess(said))


def _variables(
    about: Meta, columns: Mapping[str, str], skipped: frozenset[str]
) -> Iterator[Branch]:
    """Yield the denominators, in the order of iData."""
    for name, kind in columns.items():
        if kind == DENOMINATOR and name not in skipped:
            row = about.rows.get(name, Row(None, {}))
            yield Branch(name, title=row["title"], column=name, measure=row["measure"])


def _need_divisors(about: Meta, nodes: Sequence[Branch], variables: Sequence[Branch]) -> None:
    """Name the denominators that are none of the columns."""
    known = {each.name for each in variables}
    for node in nodes:
        if node.divisor and node.divisor not in known:
            row = about.rows[node.name]
            about.wrong(row, "divisor", "importing.no-divisor", node.divisor,
                        nearest=nearest(node.divisor, known))  # fmt: skip


def _without_figures(
    data: SourceTable, figures: Mapping[str, Found], leaves: Sequence[str]
) -> Iterator[Problem]:
    """Name the indicators of which there is no figure."""
    for name in leaves:
        if name in figures and figures[name].holds == "nothing":
            yield Problem("no-figures", Wording("importing.no-figures"), file=data.file,
                          field=name, line=data.head,
                          hint=Wording("importing.no-figures.hint", column=name))  # fmt: skip


# -- what became of each column --------------------------------------------------------------------


def _fates_of_data(
    data: SourceTable,
    headers: Mapping[str, str],
    kinds: Mapping[str, str],
    people: Sequence[Fate],
    tree: _Tree,
    told: Told,
) -> Iterator[Fate]:
    known = {fate.name: fate for fate in people}
    known[headers["unit"]] = taken(data.file, headers["unit"], "unit")
    if "year" in headers:
        known[headers["year"]] = taken(data.file, headers["year"], "year")
    dropped = {code for code, _ in tree.dropped}
    for name in data.columns:
        if name in known:
            yield known[name]
        elif name in told.skip or name in tree.skipped:
            yield left(data.file, name, "wanted")
        elif name in dropped:
            yield left(data.file, name, "below-skipped")
        elif kinds[name] == INDICATOR:
            yield taken(data.file, name, "indicator")
        elif kinds[name] == DENOMINATOR:
            yield taken(data.file, name, "variable")
        elif kinds[name] == OTHER:
            yield left(data.file, name, "other")
        else:
            yield left(data.file, name, "in-meta")


BECAME: Mapping[str, str] = {
    "code": "codes", "title": "titles", "parent": "parents", "weight": "weights",
    "direction": "directions", "level": "levels", "type": "types", "measure": "measures",
    "target": "targets", "divisor": "divisors", "lower": "posts", "upper": "posts",
}  # fmt: skip


def _fates_of_meta(about: Meta, tree: _Tree, before: Joined | None) -> Iterator[Fate]:
    parts = {name: part for part, name in about.headers.items()}
    file = about.table.file
    made = ("Parent", "Type", "Level") if before else ()
    for name in about.table.columns:
        if name in made:
            continue
        if name in parts:
            yield taken(file, name, BECAME[parts[name]])
        else:
            yield left(file, name, "known-to-coinr")
    yield from before.fates if before else ()
    for code, why in tree.dropped:
        if about.kind(code) == AGGREGATE:
            yield left(file, code, why)
