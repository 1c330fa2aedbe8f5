"""What can be wrong, as values: collected everywhere, raised once, shown alike by every surface.

Many problems of one kind are told as one: a `Group`. So whoever finds problems may find many, and
where there may be very many, `of_one_kind` makes each only when somebody looks at it.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import groupby, zip_longest
from typing import Any, Literal, Protocol, Self, overload

from coopindex.periods import Period
from coopindex.phrases import PROSE, Wording, again, few, in_line, knows, say

Severity = Literal["error", "flag"]
Hint = Wording | None

NOTHING_VARIES = "nothing-varies"  # the code of a question around which everything stays as it is
FEW = 12  # names that are listed in full
SHOWN = 20  # problems that are shown; of more it is said how many
APART = 3  # different messages of one kind that are each told; more are one
RANGES = 4  # runs of lines that are named
KNOWN = 2_000  # names among which none is looked for that is merely the nearest


class Items(Protocol):
    """What problems are made of, one each: a list, or an array of rows."""

    def __len__(self) -> int: ...
    def __getitem__(self, at: Any, /) -> Any: ...


class Later:
    """A hint, or what works it out: that is done when somebody asks, once."""

    def __get__(self, problem: Problem | None, _owner: Any = None) -> Hint:
        """Return the hint."""
        if problem is None:
            return None
        hint: Any = vars(problem)["hint"]
        if callable(hint):
            hint = vars(problem)["hint"] = hint()
        found: Hint = hint
        return found

    def __set__(self, problem: Problem, hint: Hint | Callable[[], Hint]) -> None:
        """Keep it."""
        vars(problem)["hint"] = hint


class Within(str):
    """The name of a part of a workbook, whose places are cells.

    whole : the workbook's own name. part : the file for which the part stands. cell : a line and a
    field of the part -> where that stands, `Data!D17`; None where it is not known.
    """

    whole: str
    part: str
    cell: Callable[[int | None, str | None], str | None]

    def __new__(
        cls,
        name: str,
        whole: str,
        cell: Callable[[int | None, str | None], str | None],
        part: str = "",
    ) -> Self:
        """Name a part, and keep how its cells are found."""
        made = super().__new__(cls, name)
        made.whole, made.part, made.cell = whole, part or name, cell
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """What goes to other processes: the name alone."""
        return str, (str(self),)

    def at(self, line: int | None, field: str | None = None) -> str:
        """Say where a line or a field stands.

        >>> Within("a.xlsx, Data", "a.xlsx", lambda line, field: f"Data!B{line}").at(3)
        'a.xlsx, Data!B3'
        """
        found = self.cell(line, field)
        return f"{self.whole}, {found}" if found else str(self)


@dataclass(frozen=True, eq=False)
class Problem:
    """One thing that is wrong (`error`: stops) or doubtful (`flag`: shown with every output).

    row : its label, where rows have no lines. hint : the way out, or what works it out. others :
    further ones of the same kind. Two are equal that say the same of the same place.

    >>> message = "`direcion` is not a key of a node"
    >>> print(Problem("unknown-key", message, file="a.yaml", line=7, field="trade"))
    a.yaml:7: trade: `direcion` is not a key of a node
    """

    code: str
    message: Wording
    level: Severity = "error"
    file: str | None = None
    line: int | None = None
    field: str | None = None
    value: str | None = None
    unit: str | None = None
    indicator: str | None = None
    year: Period | None = None
    row: str | None = None
    hint: Later = Later()
    others: Sequence[Problem] = ()

    @property
    def _facts(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in FACTS)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and self._facts == other._facts

    def __hash__(self) -> int:
        return hash(self._facts)

    def __getstate__(self) -> dict[str, Any]:
        """What goes to other processes: all of it worked out."""
        return {**vars(self), "hint": self.hint, "others": tuple(self.others)}

    def but(self, **changes: Any) -> Problem:
        """Return the same with other values; the hint stays as it is, worked out or not.

        >>> Problem("odd", "looks odd").but(level="flag").level
        'flag'
        """
        return replace(self, **{"hint": vars(self)["hint"], **changes})

    @property
    def cell(self) -> str | None:
        """The cell where it is, `Data!D17`; None but in a workbook that is an index."""
        return self.file.cell(self.line, self.field) if isinstance(self.file, Within) else None

    @property
    def place(self) -> str:
        """Where it is, as `file:line: field`, as far as known; in a workbook, `file, Data!D17`."""
        if isinstance(self.file, Within):
            return in_line(self.file.at(self.line, self.field), PROSE)
        where = ":".join(
            str(part) for part in (self.file, self.line if self.file else None) if part is not None
        )
        return ": ".join(in_line(part, PROSE) for part in (where, self.field or "") if part)

    def said(self, lang: str = "en") -> str:
        """Say where it is and what.

        >>> flag = Problem("no-source", Wording("problem.no-source"), file="a.csv")
        >>> flag.said("zh")
        'a.csv：数据没有注明来源'
        """
        message, _ = self.words(lang)
        colon = "：" if lang == "zh" else ": "
        return f"{self.place}{colon}{message}" if self.place else message

    def in_full(self, lang: str = "en") -> str:
        """Say where it is, what, and the way out.

        >>> print(Problem("odd", "looks odd", file="a.csv", hint="look again").in_full())
        a.csv: looks odd
            hint: look again
        """
        if not self.hint:
            return self.said(lang)
        hint = in_line(say("frame.hint", lang, hint=self.words(lang)[1]), PROSE)
        return f"{self.said(lang)}\n    {hint}"

    def words(self, lang: str = "en") -> tuple[str, str]:
        """Return what is wrong and the way out; of a workbook, what is told of files is changed.

        >>> Problem("odd", "looks odd").words()
        ('looks odd', '')
        """
        said = (
            in_line(again(self.message, lang), PROSE),
            again(self.hint, lang) if self.hint else "",
        )
        return (
            (_in_sheets(said[0], lang), _in_sheets(said[1], lang))
            if isinstance(self.file, Within)
            else said
        )

    def __str__(self) -> str:
        return self.in_full()

    def as_dict(self) -> dict[str, Any]:
        """Return the parts that are known, for JSON.

        >>> Problem("odd", "looks odd", file="a.csv", line=3).as_dict()
        {'code': 'odd', 'message': 'looks odd', 'level': 'error', 'file': 'a.csv', 'line': 3}
        """
        known = {name: getattr(self, name) for name in (*FACTS, "hint")} | _in_cell(self)
        return {key: value for key, value in known.items() if value is not None}


def _in_sheets(text: str, lang: str) -> str:
    """Name sheets and columns where a text names what stands in files of text."""
    for kind in ("beside", "sources", "called", "headed"):
        for of_files in say(f"sheet.{kind}-of-files", lang).split("|"):
            text = text.replace(of_files, say(f"sheet.{kind}-in-sheets", lang))
    return text


def _in_cell(problem: Problem) -> dict[str, Any]:
    """Return where a problem is in place of its line, where it is in a workbook."""
    if not isinstance(problem.file, Within):
        return {}
    return {"file": problem.file.whole, "cell": problem.cell, "line": None}


# what tells problems apart; where in a group each member stands, and what it is about
FACTS = tuple(each.name for each in fields(Problem) if each.name not in ("hint", "others"))
OWN = tuple(name for name in FACTS if name not in ("code", "level", "file"))


class Likewise(Sequence[Problem]):
    """Problems of one kind, each made of an item when it is looked at.

    lines : where they are, if that is known beforehand. same : whether all say the same. said :
    what is said of all of them, where that is known too.
    """

    def __init__(
        self,
        make: Callable[[Any], Problem],
        items: Items,
        lines: Sequence[int] = (),
        same: bool = False,
        said: Wording | None = None,
    ) -> None:
        self._make, self._items = make, items
        self.lines, self.same, self.said = lines, same, said

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, at: int) -> Problem: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Problem]: ...
    def __getitem__(self, at: int | slice) -> Problem | Sequence[Problem]:
        """Make the problem of an item, or of several."""
        if isinstance(at, slice):
            return Likewise(self._make, self._items[at], self.lines[at], self.same, self.said)
        return self._make(self._items[at])

    def mapped(self, change: Callable[[Problem], Problem]) -> Likewise:
        """Return the same problems, each changed when it is looked at."""
        made = self._make
        return Likewise(lambda item: change(made(item)), self._items, (), self.same, self.said)


def of_one_kind(
    make: Callable[[Any], Problem],
    items: Items,
    lines: Sequence[int] = (),
    same: bool = False,
    said: Wording | None = None,
) -> Iterator[Problem]:
    """Yield the problem of the first of many items, which holds those of the others.

    Of a few that may differ each is yielded, unless it is `said` what all are.

    >>> odd = lambda line: Problem("odd", f"{line} is odd", line=line)
    >>> [len(problem.others) for problem in of_one_kind(odd, range(1, 99, 2))]
    [48]
    >>> [len(problem.others) for problem in of_one_kind(odd, [1, 3])]
    [0, 0]
    """
    if len(items) <= APART and not same and said is None:
        yield from (make(items[at]) for at in range(len(items)))
    elif len(items):
        yield make(items[0]).but(others=Likewise(make, items[1:], lines[1:], same, said))


# -- many as one -----------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Group:
    """Problems of one kind in one file, told as one. same : whether all say the same."""

    first: Problem
    others: Sequence[Problem] = ()
    same: bool = False

    def __len__(self) -> int:
        return 1 + len(self.others)

    @property
    def members(self) -> Iterator[Problem]:
        """Each of its problems."""
        yield self.first.but(others=())
        yield from self.others

    @property
    def problem(self) -> Problem:
        """All of them as one problem, at the place of the first.

        >>> one = Wording("problem.no-source")
        >>> flags = [Problem("no-source", one, file="a.csv", line=line) for line in (2, 3, 7)]
        >>> print(grouped(flags)[0].problem)
        a.csv:2: names no source for its figures, 3 times (lines 2–3, 7)
        """
        if not self.others:
            return self.first
        return self.first.but(message=self._message(), others=())

    def _message(self) -> Wording:
        message, number = _of_any(self.first), len(self)
        if isinstance(self.others, Likewise) and self.others.said:
            return self.others.said
        key = f"{getattr(message, 'key', '')}.many"
        if self.same:
            where = self._where(with_first=True)
            return Wording("group.same", message=message, number=number, where=where)
        if knows(key):
            known = {**message.values, "many": number, "at": _at(self.first)}
            where = self._where(with_first=True)
            return Wording("frame.beside", first=Wording(key, **known), rest=where)
        message, where = self.first.message, self._where(with_first=False)
        return Wording("group.others", message=message, number=number - 1, where=where)

    def _where(self, with_first: bool) -> Wording | str:
        """Say where they are: on which lines, in which rows, or else at which fields."""
        shown = [self.first] if with_first else []
        if isinstance(self.first.file, Within):
            rows = {*_lines(self.others), *_lines(shown)} - {self.first.line}
            if rows and (self.first.cell or "").endswith(str(self.first.line)):
                # rows of a sheet, most likely all in one column
                told = _runs(sorted({*rows, *_lines(shown)}))
                return Wording("group.rows", names=told)
            cells = dict.fromkeys(each.cell for each in (*shown, *self.others[:RANGES]))
            count = max(len(self.others) + with_first, RANGES)
            return Wording("group.fields", names=few([*filter(None, cells)], RANGES, count))
        lines = {*_lines(self.others), *_lines(shown)}
        if lines - {self.first.line}:
            return Wording("group.lines", count=len(lines), lines=_runs(sorted(lines)))
        shown += self.others[:RANGES]
        for key, names in (
            ("group.rows", [each.row for each in shown]),
            ("group.fields", [each.field for each in shown]),
        ):
            named = list(dict.fromkeys(name for name in names if name))
            if len(named) == len(shown):
                count = len(self.others) + with_first
                return Wording(key, names=few(named, RANGES, max(count, RANGES)))
        return ""

    def said(self, lang: str = "en") -> str:
        """Say where the first is, what all are, and where the others are."""
        return self.problem.said(lang)

    def in_full(self, lang: str = "en") -> str:
        """Say the same with the way out."""
        return self.problem.in_full(lang)

    def as_dict(self) -> dict[str, Any]:
        """Return what is known of it, for JSON; of several each one is a member."""
        found = self.problem.as_dict()
        if self.others:
            found |= {"count": len(self), "members": [*map(_member, self.members)]}
        return found


def _lines(problems: Sequence[Problem]) -> list[int]:
    """Return the lines of problems, without making those that are not made yet."""
    if isinstance(problems, Likewise):
        return [int(line) for line in problems.lines]
    return [problem.line for problem in problems if problem.line is not None]


def _runs(lines: Sequence[int]) -> Wording:
    """Write ascending lines as runs.

    >>> _runs([2, 3, 4, 7, 9, 10, 12, 14, 15])
    '2–4, 7, 9–10, 12 and 2 more'
    """
    runs = [
        [line for _, line in run]
        for _, run in groupby(enumerate(lines), lambda numbered: numbered[1] - numbered[0])
    ]
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:RANGES]]
    return few(shown, RANGES, RANGES + sum(map(len, runs[RANGES:])))


def _at(problem: Problem) -> Wording | str:
    """Say where one of many is."""
    if problem.line is not None:
        return Wording("group.on-line", line=problem.line)
    return "" if problem.row is None else Wording("group.in-row", row=problem.row)


def _member(problem: Problem) -> dict[str, Any]:
    """Return what a member has for itself."""
    own = vars(problem) | _in_cell(problem)
    return {name: own[name] for name in (*OWN, "cell") if own.get(name) is not None}


def grouped(problems: Iterable[Problem]) -> tuple[Group, ...]:
    """Return problems in groups of one kind, by file and line; what is said twice stands once.

    Of one kind are those of one code and phrase in one file, and of one column of a table. Up to
    three of a kind that say different things, or of different fields, are told apart; where more
    than three columns have the like, those of a column are one.
    """
    kinds: dict[tuple[Any, ...], list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        # one that stands for others, made when they are looked at, is a group already
        kind = (problem,) if problem.others else _kind(problem)
        kinds.setdefault(kind, []).append(problem)
    columns = Counter(kind[:-1] for kind in kinds)
    found = [
        group
        for kind, members in kinds.items()
        for group in _groups(members, 1 if columns[kind[:-1]] > APART else APART)
    ]
    return tuple(sorted(found, key=lambda group: _stands(group.first)))


def _kind(problem: Problem) -> tuple[Any, ...]:
    # a place in YAML is a path: nodes may share a fault
    field = problem.field or ""
    path = "." in field or "[" in field or (problem.file or "").endswith((".yaml", ".yml"))
    column = "" if path else field
    says = getattr(_of_any(problem), "key", problem.message)
    return problem.level, problem.code, says, problem.file, column


def _of_any(problem: Problem) -> Wording:
    """Return what is said of a problem, without its own row."""
    message = problem.message
    if problem.row is None or message.key != "frame.in-brackets":
        return message
    own: Wording = message.values["first"]
    return own


def _groups(members: Sequence[Problem], apart: int) -> Iterator[Group]:
    """Put problems of one kind together; up to so many that say different things stay apart."""
    first, *others = members
    if first.others:
        yield Group(first, first.others, getattr(first.others, "same", False))
        return
    saying: dict[tuple[str, str | None], list[Problem]] = {}
    for problem in members:
        saying.setdefault((_of_any(problem), problem.field), []).append(problem)
    if len(saying) > apart:
        yield Group(first, others, same=len({says for says, _ in saying}) == 1)
    else:
        yield from (Group(alike[0], alike[1:], same=True) for alike in saying.values())


def _stands(problem: Problem) -> tuple[str, int]:
    return problem.file or "", problem.line or 0


def told(
    groups: Sequence[Group], lang: str = "en", most: int | None = SHOWN, more: str = "group.more"
) -> Iterator[str]:
    """Tell groups of problems with the way out; of more than `most`, how many are left.

    A way out that several share, one after the other, stands behind the last of them. more : the
    key of the phrase that says how many are left.
    """
    shown = groups[:most]
    for group, after in zip_longest(shown, shown[1:]):
        shared = after is not None and after.first.hint == group.first.hint
        yield group.said(lang) if shared else group.in_full(lang)
    if most is not None and len(groups) > most:
        yield say(more, lang, count=len(groups) - most)


class InvalidInput(ValueError):
    """The input cannot be used as it is.

    `problems` says everything that is wrong with it, by file and line, and `groups` the same in
    groups of one kind; as a text it is the first of them.

    >>> import coopindex
    >>> try:
    ...     coopindex.load("city-netwoks")
    ... except coopindex.InvalidInput as invalid:
    ...     print(invalid.problems[0].code)
    unknown-index
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self._given = tuple(problems)

    def __reduce__(self) -> tuple[Any, ...]:
        """What it is made of, for other processes."""
        return type(self), (self.problems,)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """What is wrong, many of one kind as one."""
        return grouped(self._given)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, one by one."""
        members = (problem for group in self.groups for problem in group.members)
        return tuple(sorted(members, key=_stands))

    def __str__(self) -> str:
        return "\n".join(told(self.groups, more="group.more-problems"))


def raise_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Raise `InvalidInput` if any problem is an error; otherwise return the flags.

    >>> raise_errors([Problem("odd", "looks odd", level="flag")])[0].code
    'odd'
    """
    problems = tuple(dict.fromkeys(problems))
    if any(problem.level == "error" for problem in problems):
        raise InvalidInput(problem for problem in problems if problem.level == "error")
    return problems


def why(error: object) -> Wording:
    """Return what an error says of itself; what is no wording of ours stays as it is."""
    said = getattr(error, "args", None) or (error,)
    return said[0] if isinstance(said[0], Wording) else Wording("frame.verbatim", text=str(error))


def near(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was most likely meant, None when none resembles it.

    >>> near("Valeu", ["unit", "value"])
    'value'
    """
    known = list(known)
    lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word, known, n=1) or [
        lower[name] for name in difflib.get_close_matches(word.lower(), lower, n=1)
    ]
    return close[0] if close else None


def meant(word: str, known: Iterable[str]) -> Wording | None:
    """Ask whether the nearest known word was meant, where the message names all of them already.

    >>> meant("Valeu", ["unit", "value"]), meant("nope", ["unit", "value"])
    ('did you mean `value`?', None)
    """
    found = near(word, known)
    return None if found is None else Wording("frame.did-you-mean", meant=found)


def unknown_group(group: str, groups: Iterable[str]) -> tuple[Wording, Wording]:
    """Say that the units have no group of this name, and which they have.

    >>> unknown_group("regon", ["region"])
    ('the units have no group `regon`', 'did you mean `region`?')
    """
    groups = list(groups)
    hint = nearest(group, groups) if groups else Wording("problem.no-groups.hint")
    return Wording("problem.no-group", group=group), hint


def unknown_label(group: str, label: str, labels: Iterable[str]) -> tuple[Wording, Wording]:
    """Say that no unit has a label of a group, and which there are; none is no label.

    >>> unknown_label("region", "eats", ["east", "west", ""])
    ('no unit has region `eats`', 'did you mean `east`?')
    """
    hint = nearest(label, sorted({str(each) for each in labels} - {""}))
    return Wording("problem.no-label", group=group, label=label), hint


def nearest(word: str, known: Iterable[str]) -> Wording:
    """Name the known word that was most likely meant.

    When none resembles it, all of them are named, or the nearest five of many; the first of many
    where it has no letter in common with any.

    >>> nearest("direcion", ["direction", "measure"])
    'did you mean `direction`?'
    >>> nearest("x", ["direction", "measure"])
    'known: direction, measure'
    >>> nearest("people", [f"trade_{year}" for year in range(1990, 2020)])[:43]
    'the nearest of 30: trade_2019, trade_2018, '
    """
    known = list(dict.fromkeys(known))
    meant = near(word, known)
    if meant is not None:
        return Wording("frame.did-you-mean", meant=meant)
    if len(known) <= FEW:
        return Wording("frame.known", known=known)
    if len(known) > KNOWN:
        return Wording("frame.known", known=few(known, FEW))
    close = difflib.get_close_matches(word, known, n=5, cutoff=0.01)
    if not close:
        return Wording("frame.known", known=few(known, FEW))
    return Wording("frame.nearest", number=len(known), close=close)
