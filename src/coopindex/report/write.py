"""Write a report's folder: the page, tables, answers as JSON, and a manifest of what went in."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopindex.content.writing import whole_folder, write_file
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem
from coopindex.report.render.csv import as_csv
from coopindex.report.render.json import as_json
from coopindex.report.render.markdown import as_markdown

if TYPE_CHECKING:
    from coopindex.report.context import ReportContent

__all__ = ["as_csv", "as_json", "versions", "write_file", "write_report"]

MANIFEST = "manifest.json"


def write_report(
    context: ReportContent, folder: Path, *, raw: bool = False
) -> tuple[Path, dict[str, Any]]:
    """Write the report to `<folder>/<index>/<run>/`; return that folder and its manifest.

    The run's name follows from digests, scheme, year and settings: the same inputs give the same
    folder with the same bytes. The folder is there whole or not at all; a report that was there is
    exchanged for it at once, and files that others put there stay. raw : CSV as `as_csv` has it.
    """
    files = contents(context, raw=raw)
    manifest = {
        **context.inputs,
        "versions": versions(),
        "files": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()},
    }
    run = folder / context.result.index.code / run_name(context)
    with whole_folder(run, files_of) as part:
        for name, text in {**files, MANIFEST: as_json(manifest)}.items():
            write_file(part / name, text)
    return run, manifest


def files_of(folder: Path) -> set[str]:
    """Name the files of a report by its manifest; a folder that is none is InvalidInput."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        return {MANIFEST, *manifest["files"]}
    except (OSError, ValueError, TypeError, KeyError):
        message, hint = Wording("writing.no-report"), Wording("writing.no-report.hint")
        raise InvalidInput([Problem("no-report", message, file=str(folder), hint=hint)]) from None


def contents(context: ReportContent, *, raw: bool = False) -> dict[str, str]:
    """Return every file of the report but the manifest: name -> text."""
    tables = {f"{name}.csv": as_csv(table, raw=raw) for name, table in context.tables.items()}
    answers = {f"{name}.json": as_json(answer) for name, answer in context.answers.items()}
    return {"report.md": as_markdown(context.sections, context.lang), **tables, **answers}


def run_name(context: ReportContent) -> str:
    """Name the run after weights, years and the digest of everything that went in."""
    result = context.result
    years = [str(year) for year in (result.years[0], result.years[-1]) if year]
    digest = hashlib.sha256(
        as_json([context.inputs, versions()["coopindex"]]).encode()
    ).hexdigest()[:8]
    return "-".join([result.weights_code, *dict.fromkeys(years), digest])


def versions(
    packages: Sequence[str] = ("coopindex", "numpy", "scipy", "pandas"),
) -> Mapping[str, str]:
    """Return the versions that the figures were computed with."""
    found = {"python": platform.python_version()}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "unknown"
    return found
