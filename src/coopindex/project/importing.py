"""Make a project of COINr's tables, a COIN Tool workbook, or any wide table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopindex.content.importing.draft import Draft, Told
from coopindex.content.importing.files import Written
from coopindex.content.importing.source import read
from coopindex.content.new_project import lay_down, named
from coopindex.keywords import explaining
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem
from coopindex.project.arguments import language
from coopindex.project.project import Project, load

if TYPE_CHECKING:
    from coopindex.report.table import Page

Names = str | Sequence[str] | None


@dataclass(frozen=True, repr=False)
class Imported:
    """What was read of others' files: the project, and what became of every column.

    folder : where it was written, None where it was not. files : its files, by name.
    """

    draft: Draft
    index: str
    files: Mapping[str, str]
    folder: Path | None = None
    flags: tuple[Problem, ...] = ()

    @property
    def project(self) -> Project:
        """The project, where it was written."""
        if self.folder is None:
            raise InvalidInput([Problem("not-written", Wording("importing.not-written"),
                                        hint=Wording("importing.not-written.hint"))])  # fmt: skip
        return load(str(self.folder / "indicators" / f"{self.index}.yaml"))

    def __repr__(self) -> str:
        return f"Imported({self.index!r}: {len(self.draft.leaves)} indicators)"

    def present(self, lang: str = "en") -> Page:
        """Say what was read, what became of every column, and what is assumed."""
        from coopindex.report.pages import page

        language(lang)
        return page("imported.page", self, lang)


@explaining
def import_project(
    file: str | Path,
    folder: str | Path | None = None,
    *,
    kind: str | None = None,
    meta: str | Path | None = None,
    units: str | None = None,
    names: Names = None,
    year: str | int | None = None,
    groups: Names = None,
    variables: Names = None,
    negative: Names = None,
    dimensions: Mapping[str, Names] | None = None,
    header_groups: bool = False,
    only: Names = None,
    skip: Names = None,
    missing: Names = None,
    measures: int | None = None,
    normalisation: str | None = None,
    reference: str | None = None,
    layout: Mapping[str, Any] | None = None,
    lang: str = "en",
) -> Imported:
    """Make a project of a COIN Tool workbook, of COINr's iData and iMeta, or of any wide table.

    file : CSV, TSV, XLSX, Parquet; a COIN Tool workbook as .xlsm too. folder : where the project is
    written, new or empty; without one, nothing is written. kind : `coin_tool`, `coinr` or `table`,
    where the file does not say it. meta : iMeta, where it is not found beside iData. units, names,
    year, groups, variables, only, skip : columns of a table that are, or are not, what they seem to
    be; `year` may be a year that all rows are of. negative : indicators of which less is better.
    dimensions : what each is called -> its columns. header_groups : names in merged cells above the
    header are dimensions too. missing : texts that stand for no figure.
    measures : the line of units of measurement, 0: none. normalisation : `min_max`,
    `goalposts` or `target` (with what the file says of each indicator), and others. reference :
    whose figures fix the scale of several years, `each` or `all`. layout : `sheet`, `header`,
    `skip`, `encoding`, `delimiter`, `decimal`, `thousands`, `percent`, `footnotes`, as in `data:`.
    lang : of what is written.

    Raises InvalidInput with everything that is wrong, and with the option that decides where a file
    may be read in several ways; then nothing is written.

    >>> import coopindex
    >>> coopindex.import_project("ports.csv", "ports", units="port")  # doctest: +SKIP
    """
    language(lang)
    told = Told(
        kind, None if meta is None else str(meta), units, _names(names),
        None if year is None else str(year), _names(groups), _names(variables), _names(negative),
        {name: _names(columns) for name, columns in (dimensions or {}).items()}, header_groups,
        _names(only), _names(skip), _names(missing), measures, normalisation, reference,
    )  # fmt: skip
    draft = read(Path(file), told, layout or {})
    to = Path(file).with_suffix("") if folder is None else Path(folder)
    index = named(to)
    draft = draft if draft.title else replace(draft, title=_called(to))
    written = Written(draft, index, told, lang)
    files = written.files()
    if folder is None:
        return Imported(draft, index, files)
    flags = list[Problem]()

    def check(part: Path) -> None:
        with _of_source(draft):
            project = load(str(part / "indicators" / f"{index}.yaml"))
            flags.extend(project.validate())
            project.score(year="all" if len(draft.years) > 1 else None)

    lay_down(Path(folder), lambda: files, check)
    return Imported(draft, index, files, Path(folder), tuple(flags))


@contextmanager
def _of_source(draft: Draft) -> Iterator[None]:
    """Say of what makes no index which file it is of, for the project is not written then."""
    try:
        yield
    except InvalidInput as invalid:
        hint = Wording("importing.no-index.hint")
        raise InvalidInput(
            problem.but(
                file=draft.files[0],
                line=None,
                hint=Wording("frame.then", first=problem.hint, rest=hint) if problem.hint else hint,
            )
            for problem in invalid.problems
        ) from None


def _called(to: Path) -> str:
    """Return what an index is called that nothing but a folder names.

    >>> _called(Path("our-ports_2024")), _called(Path("港口"))
    ('Our ports 2024', '港口')
    """
    words = " ".join(re.split(r"[-_\s]+", to.resolve().name)).strip()
    return words[:1].upper() + words[1:]


def _names(given: Names) -> tuple[str, ...]:
    """Return names as they are given, one or several."""
    return () if given is None else (given,) if isinstance(given, str) else tuple(given)
