"""A draft as the files of a project: definition, units, observations, sources and README."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from coopindex.content.importing.codes import codes_of
from coopindex.content.importing.draft import Branch, Draft, Fate, Told, refuse
from coopindex.content.tables.column import as_text
from coopindex.content.tables.formulas import marked
from coopindex.content.tables.table import fold
from coopindex.content.workbook.text import block, flow
from coopindex.content.yaml import parse
from coopindex.phrases import Wording, again, say
from coopindex.problems import InvalidInput, Problem, nearest

SCALES = Path(__file__).parent / "scales.yaml"
SOURCE = "imported"
# headers that mean something in a table of observations
KEPT = ("unit", "year", "indicator", "value", "status", "source", "note")


def usual_scale() -> str:
    """Return the way of normalising where nobody says one."""
    return next(iter(scales()))


def scales() -> dict[str, Any]:
    """Return the ways in which imported indicators may be normalised."""
    found: dict[str, Any] = parse(SCALES.read_bytes(), SCALES.name).data
    return found


@dataclass(frozen=True)
class Written:
    """A draft as it is written: under a code, in a language, on a scale."""

    draft: Draft
    index: str
    told: Told
    lang: str = "en"

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of each node and variable."""
        names = [each.name for each in (*self.draft.variables, *self.draft.nodes)]
        return codes_of(names, [self.index, *KEPT], "indicator")

    @cached_property
    def headers(self) -> dict[str, str]:
        """The header of each column of figures: as in the file, where it means nothing else."""
        met, found = {*map(fold, KEPT)}, dict[str, str]()
        for each in (*self.draft.variables, *self.draft.leaves):
            own = fold(each.column) in met
            found[each.column] = self.codes[each.name] if own else each.column
            met.add(fold(found[each.column]))
        return found

    def files(self) -> dict[str, str]:
        """Return the files by their names."""
        index = self.index
        return {
            f"indicators/{index}.yaml": self.definition(),
            f"data/{index}/units.csv": _csv(self._units()),
            f"data/{index}/observations.csv": _csv(self._observations()),
            f"data/{index}/sources.yaml": self._sources(),
            "README.md": self.readme(),
        }

    # -- the definition ----------------------------------------------------------------------------

    def definition(self) -> str:
        """Return the definition as YAML, with what is assumed above."""
        draft = self.draft
        lines = ["# yaml-language-server: $schema=index.schema.json"]
        files = ", ".join(Path(file).name for file in draft.files)
        lines += [f"# {line}" for line in self._said(files)]
        lines += [_entry("index", self.index), *self._about()]
        lines += ["", "defaults:", "  " + _entry("normalisation", self._scale["all"]),
                  "  aggregation: arithmetic", "", "children:"]  # fmt: skip
        return "\n".join([*lines, *self._children("", 1)]) + "\n"

    def _said(self, files: str) -> Iterator[str]:
        yield say("importing.made-of", self.lang, files=files)
        if any(line for leaf in self.draft.leaves for line in self._aside(leaf)):
            yield say("importing.aside", self.lang)
        if self.draft.guesses:
            yield say("importing.assumed-above", self.lang)
        for guess in self.draft.guesses:
            yield f"  - {again(guess.said, self.lang)}"

    def _about(self) -> Iterator[str]:
        draft, years = self.draft, self.draft.years
        yield _entry("title", _label(draft.title or self.index))
        if draft.ranked:
            yield _entry("unit", dict(zip(("en", "zh"), draft.ranked, strict=True)))
        if draft.year is not None or len(years) == 1:
            yield f"year: {draft.year if draft.year is not None else years[0]}"
        if len(years) > 1:
            reason = say("importing.reason-reference", self.lang)
            whose = self.told.reference or "each"
            said = {"years": whose, **({} if self.told.reference else {"reason": reason})}
            yield _entry("reference", said)
        observations = {"file": f"data/{self.index}/observations.csv", "status": "observed",
                        "source": SOURCE}  # fmt: skip
        yield "data:"
        yield "  " + _entry("observations", observations)
        if draft.variables:
            yield "variables:"
        for each in draft.variables:
            yield "  " + _entry(self.codes[each.name], self._keys(each))

    def _children(self, parent: str, depth: int) -> Iterator[str]:
        """Yield the lines of the nodes below a node."""
        room = "  " * depth
        for node in self.draft.nodes:
            if node.parent != parent:
                continue
            code, keys = self.codes[node.name], self._keys(node)
            if node.column:
                yield room + _entry(code, keys)
                yield from (f"{room}# {line}" for line in self._aside(node))
                continue
            yield f"{room}{_entry(code, {}).removesuffix(' {}')}"
            yield from (f"{room}  {_entry(key, value)}" for key, value in keys.items())
            yield f"{room}  children:"
            yield from self._children(node.name, depth + 2)

    def _keys(self, node: Branch) -> dict[str, Any]:
        """Return the keys of a node, or of a variable; what is as usual is not written."""
        code = self.codes[node.name]
        keys: dict[str, Any] = {}
        if node.title and node.title != code:
            keys["title"] = _label(node.title)
        if node.measure:
            keys["measure"] = _label(node.measure)
        if node.negative:
            keys["direction"] = "negative"
        if node.weight is not None and self._weighed[node.parent]:
            keys["weight"] = _number(node.weight)
        if node.column and self.headers[node.column] != code:
            keys["data"] = self.headers[node.column]
        if node.divisor:
            keys["denomination"] = {"by": self.codes[node.divisor]}
        if node.column and node in self.draft.leaves and "each" in self._scale:
            keys["normalisation"] = self._filled(self._scale["each"], node)
        return keys

    @cached_property
    def _weighed(self) -> dict[str, bool]:
        """Whether the family below each parent has weights that say anything."""
        found = dict[str, bool]()
        for node in self.draft.nodes:
            own = node.weight not in (None, 1)
            found[node.parent] = found.get(node.parent, False) or own
        return found

    # -- the scale ---------------------------------------------------------------------------------

    @cached_property
    def _scale(self) -> dict[str, Any]:
        known, asked = scales(), self.told.scale or usual_scale()
        if asked not in known:
            message = Wording("importing.no-scale", scale=asked)
            raise InvalidInput([Problem("unknown-method", message, field="--normalisation",
                                        value=asked, hint=nearest(asked, known))])  # fmt: skip
        found: dict[str, Any] = known[asked]
        return found

    def _filled(self, method: Mapping[str, Any], node: Branch) -> dict[str, Any]:
        """Return a method with what the file says of an indicator."""
        known = _known(node)
        filled = {key: known.get(value, value) if isinstance(value, str) else value
                  for key, value in method.items()}  # fmt: skip
        lacking = [value for value in method.values() if known.get(value, 0) is None]
        if lacking:
            message = Wording("importing.no-post", column=node.name, scale=self.told.scale)
            hint = Wording("importing.no-post.hint")
            raise refuse("no-goalpost", message, self.draft.files[-1], field=node.name, hint=hint)
        return filled

    def _aside(self, node: Branch) -> Iterator[str]:
        """Yield what the file says of an indicator and the scale does not heed."""
        known = {key for key, value in _known(node).items() if value is not None}
        for name, scale in scales().items():
            needs = {
                value for value in scale.get("each", {}).values() if str(value).startswith("<")
            }
            if needs and needs <= known and name != self.told.scale:
                yield "  " + _entry("normalisation", self._filled(scale["each"], node))

    # -- the tables --------------------------------------------------------------------------------

    def _units(self) -> Iterator[Sequence[str]]:
        units = self.draft.units
        groups = list(units.groups)
        yield ["code", "name_en", "name_zh", *self._group_headers(groups)]
        for code, (english, chinese) in units.names.items():
            plain = english or ("" if chinese else code)
            yield [code, plain, chinese, *(units.groups[group][code] for group in groups)]

    def _group_headers(self, groups: Iterable[str]) -> list[str]:
        """Return the headers of groups: as in the file, where they mean nothing else."""
        met = {*map(fold, ("code", "name_en", "name_zh", "name"))}
        return [f"group {name}" if fold(name) in met else name for name in groups]

    def _observations(self) -> Iterator[Sequence[str]]:
        rows = self.draft.rows
        columns = [(self.headers[name], values) for name, values in rows.figures.items()]
        yield ["unit", *(["year"] if rows.years else []), *(header for header, _ in columns)]
        figures = np.stack([values for _, values in columns], axis=-1).tolist()
        for at, unit in enumerate(rows.units):
            year = [str(rows.years[at])] if rows.years else []
            yield [unit, *year, *map(as_text, figures[at])]

    def _sources(self) -> str:
        names = [Path(file).name for file in self.draft.files]
        note = say("importing.source-note", self.lang)
        return block({SOURCE: {"title": ", ".join(names), "note": note}})

    # -- the README --------------------------------------------------------------------------------

    def readme(self) -> str:
        """Say what was imported, what became of every column, what is assumed, and how to go on."""
        draft, lang = self.draft, self.lang
        names = ", ".join(f"`{Path(file).name}`" for file in draft.files)
        kind = say(f"importing.kind-{draft.kind}", lang)
        ending = " --lang zh" if lang == "zh" else ""
        commands = [
            f"    coopindex {verb} {self.index}{ending}" for verb in ("validate", "score", "report")
        ]
        parts = [
            f"# {draft.title or self.index}",
            say("importing.readme-lead", lang, files=names, kind=kind),
            "\n".join(commands),
            f"## {say('importing.assumed', lang)}",
            "\n".join(f"- {_flagged(guess.said, guess.flag, lang)}" for guess in draft.guesses)
            or say("importing.nothing-assumed", lang),
            f"## {say('importing.columns', lang)}",
            _table(draft.fates, lang),
        ]
        return "\n\n".join(parts) + "\n"


def _flagged(said: str, flag: str, lang: str) -> str:
    """Say a guess with the option that says otherwise."""
    return (
        say("importing.flagged", lang, said=again(said, lang), flag=flag)
        if flag
        else again(said, lang)
    )


def _table(fates: Sequence[Fate], lang: str) -> str:
    """Return what became of every column as a table in Markdown."""
    heads = [say(f"importing.head-{key}", lang) for key in ("file", "column", "became", "why")]
    rows = [heads, ["---"] * len(heads)]
    for fate in fates:
        said = [again(text, lang) for text in (fate.became, fate.why or "")]
        rows.append([Path(fate.file).name, again(fate.name, lang), *said])
    cells = [[_cell(cell) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _cell(text: str) -> str:
    return re.sub(r"([\\|*_<\[\]])", r"\\\1", text) if text != "---" else text


def _known(node: Branch) -> dict[str, Any]:
    """Return what a file says of an indicator's scale, by the words that stand for it."""
    lower, upper = (None if post is None else _number(post) for post in node.posts)
    target = None if node.target is None else _number(node.target)
    return {"<lower>": lower, "<upper>": upper, "<target>": target}


def _number(value: float) -> int | float:
    """Return a number as it is written, whole ones without decimals."""
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _label(text: str) -> Any:
    """Return a label: in Chinese where it has hanzi."""
    return {"zh": text} if re.search(r"[\u3400-\u9fff]", text) else text


def _csv(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV; no cell is one that a spreadsheet would run."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([marked(cell) for cell in row] for row in rows)
    return stream.getvalue()


def _entry(key: str, value: Any) -> str:
    """Write a key with its value for YAML, in one line.

    >>> _entry("gdp", {"title": "a, b", "weight": 0.5})
    "gdp: {title: 'a, b', weight: 0.5}"
    """
    return flow({key: value})[1:-1]
