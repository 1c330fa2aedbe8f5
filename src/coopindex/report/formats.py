"""The formats of a report: what each leaves in the folder, and what it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.report import contents
from coopindex.report.edition import Edition, once

Files = Mapping[str, bytes]
Later = Callable[[], Files]  # what needs nothing more of the edition, and no lock of Python's

# what those are called who install them, where it is not as the module is called
CALLED = {"docx": "python-docx", "xlsxwriter": "XlsxWriter"}


@dataclass(frozen=True)
class How:
    """How files are written.

    raw : texts in CSV stay as they are, see `as_csv`. profiles : whether each unit is described
    in documents; None: where there are not too many.
    """

    raw: bool = False
    profiles: bool | None = None


@dataclass(frozen=True)
class Format:
    """One format.

    write : an edition -> its files by name, or what makes them beside other work. packages : the
    modules that it needs, found in the extra `extra`. asked : whether it is written only where it
    is asked for by name.
    """

    write: Callable[[Edition, How], Files | Later]
    packages: tuple[str, ...] = ()
    extra: str = "report"
    asked: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The modules that are not installed."""
        return tuple(name for name in self.packages if find_spec(name) is None)


def _html(edition: Edition, how: How) -> Files:
    del how
    from coopindex.report.render.html.page import page

    return {"report.html": page(edition).encode()}


def _pdf(edition: Edition, how: How) -> Later:
    from coopindex.report.render.pdf import gathered

    typeset = gathered(edition, how.profiles)
    return lambda: {"report.pdf": typeset()}


def _xlsx(edition: Edition, how: How) -> Files:
    del how
    from coopindex.report.render.xlsx import workbook

    return {"report.xlsx": workbook(edition)}


def _docx(edition: Edition, how: How) -> Files:
    from coopindex.report.charts.chart import drawn
    from coopindex.report.dates import document_date
    from coopindex.report.outline import chapters
    from coopindex.report.render.code import in_names
    from coopindex.report.render.docx import as_docx

    about = edition.title, document_date(), drawn, edition.lang, in_names(edition)
    made = as_docx(chapters(edition, how.profiles), *about)
    return {"report.docx": made}


def _md(edition: Edition, how: How) -> Files:
    from coopindex.report.outline import chapters
    from coopindex.report.render.code import in_names
    from coopindex.report.render.markdown import document

    text = document(chapters(edition, how.profiles), edition.lang, in_names(edition))
    return {"report.md": text.encode(), **_drawn(edition)}


@once
def _drawn(edition: Edition) -> dict[str, bytes]:
    """The charts as pictures beside a page."""
    from coopindex.report.charts import charts_of

    drawn = charts_of(edition).items()
    return {f"chart-{name}.svg": chart.standalone().encode() for name, chart in drawn}


def _csv(edition: Edition, how: How) -> Files:
    from coopindex.report.charts import charts_of
    from coopindex.report.render.csv import as_csv

    tables = {
        f"{name}.csv": as_csv(table, raw=how.raw)
        for name, table in contents.tables(edition).items()
    }
    twins = {
        f"chart-{name}.csv": as_csv(chart.frame, raw=how.raw)
        for name, chart in charts_of(edition).items()
    }
    texts = {name: text.encode() for name, text in {**tables, **twins}.items()}
    return texts | _drawn(edition)


def _json(edition: Edition, how: How) -> Files:
    del how
    from coopindex.report.render.json import as_json

    return {
        f"{name}.json": as_json(answer).encode()
        for name, answer in contents.answers(edition).items()
    }


def _dta(edition: Edition, how: How) -> Files:
    del how
    from coopindex.report.render.statistics import as_dta

    return {"scores.dta": as_dta(edition)}


def _sav(edition: Edition, how: How) -> Files:
    del how
    from coopindex.report.render.statistics import as_sav

    return {"scores.sav": as_sav(edition)}


FORMATS: Mapping[str, Format] = {
    "html": Format(_html),
    "pdf": Format(_pdf, ("typst",)),
    "xlsx": Format(_xlsx, ("xlsxwriter",)),
    "docx": Format(_docx, ("docx", "typst")),
    "md": Format(_md),
    "csv": Format(_csv),
    "json": Format(_json),
    "dta": Format(_dta, asked=True),
    "sav": Format(_sav, ("pyreadstat",), extra="sav", asked=True),
}


def formats(asked: Iterable[str] | None = None) -> tuple[str, ...]:
    """Name the formats to write: those asked for, else all whose packages are installed.

    An unknown one, and one whose packages are not installed, are `InvalidInput`.
    """
    if asked is None:
        return tuple(name for name, each in FORMATS.items() if not (each.asked or each.missing))
    names = list(dict.fromkeys(asked)) or [""]
    if problems := [problem for name in names for problem in _problems(name)]:
        raise InvalidInput(problems)
    return tuple(name for name in FORMATS if name in names)


def passed_over() -> tuple[Problem, ...]:
    """Say of each usual format whose packages are missing what to install."""
    usual = (name for name, each in FORMATS.items() if not each.asked)
    return tuple(problem for name in usual for problem in _problems(name))


def _problems(name: str) -> Iterable[Problem]:
    if name not in FORMATS:
        message = Wording("writing.format", format=name) if name else Wording("writing.no-format")
        hint = nearest(name, list(FORMATS))
        yield Problem("bad-format", message, field="formats", value=name, hint=hint)
    elif missing := FORMATS[name].missing:
        packages = tuple(CALLED.get(module, module) for module in missing)
        what = {"format": name, "packages": packages, "count": len(missing)}
        message = Wording("writing.extra", **what)
        hint = Wording("writing.extra.hint", extra=FORMATS[name].extra)
        yield Problem("missing-extra", message, field="formats", value=name, hint=hint)
