"""Write a report's folder: the page, tables, answers as JSON, and a manifest of what went in."""

from __future__ import annotations

import errno
import hashlib
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopindex.report.render.csv import as_csv
from coopindex.report.render.json import as_json
from coopindex.report.render.markdown import as_markdown

if TYPE_CHECKING:
    from coopindex.report.context import ReportContent

__all__ = ["as_csv", "as_json", "versions", "whole", "write_file", "write_report"]

MANIFEST = "manifest.json"


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yield where to write so that a file is there whole or not at all: beside it first.

    A device or a pipe is written to itself. An `OSError` names the file itself.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    try:
        if path.exists() and not path.is_file():
            yield path
            return
        target = path.resolve()
        part = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            yield part
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all; an `OSError` names the file itself."""
    with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def write_report(context: ReportContent, folder: Path) -> tuple[Path, dict[str, Any]]:
    """Write the report to `<folder>/<index>/<run>/`; return that folder and its manifest.

    The manifest is written last. The run's name follows from digests, scheme, year and settings:
    the same inputs give the same folder with the same bytes.
    """
    files = contents(context)
    manifest = {
        **context.inputs,
        "versions": versions(),
        "files": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()},
    }
    run = folder / context.result.index.code / run_name(context)
    run.mkdir(parents=True, exist_ok=True)
    for name, text in {**files, MANIFEST: as_json(manifest)}.items():
        write_file(run / name, text)
    return run, manifest


def contents(context: ReportContent) -> dict[str, str]:
    """Return every file of the report but the manifest: name -> text."""
    tables = {f"{name}.csv": as_csv(table) for name, table in context.tables.items()}
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
