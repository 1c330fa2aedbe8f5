"""Write a report's folder: every format asked for, a README and a manifest of what went in."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

from coopindex.content.writing import whole, whole_folder, write_file
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem
from coopindex.report.bundle import readme
from coopindex.report.contents import inputs
from coopindex.report.edition import Edition
from coopindex.report.formats import FORMATS, Files, How, formats
from coopindex.report.render.csv import as_csv
from coopindex.report.render.json import as_json

__all__ = ["as_csv", "as_json", "versions", "write_file", "write_report"]

PLAIN = How()
Made = TypeVar("Made")
MANIFEST, README = "manifest.json", "README.md"


def write_report(
    edition: Edition,
    folder: Path,
    asked: Sequence[str] | None = None,
    *,
    how: How = PLAIN,
    progress: Callable[[Wording], None] = lambda _: None,
) -> tuple[Path, dict[str, Any]]:
    """Write the report to `<folder>/<index>/<run>/`; return that folder and its manifest.

    asked : formats; default, all whose packages are installed. The run's name follows from digests,
    scheme, year and settings: the same inputs give the same folder with the same bytes, as long as
    the date of documents is the same (`report.dates`). The folder is there whole or not at all; a
    report that was there is exchanged for it at once, and files that others put there stay.

    how : see `formats.How`.
    """
    files, left_out = contents(edition, asked, how=how, progress=progress)
    manifest = {
        **inputs(edition),
        "versions": versions(),
        **({"left_out": left_out} if left_out else {}),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    run = folder / edition.result.index.code / run_name(edition)
    with whole_folder(run, files_of) as part:
        for name, data in {**files, MANIFEST: as_json(manifest).encode()}.items():
            with whole(part / name) as stream:
                stream.write(data)
    return run, manifest


def files_of(folder: Path) -> set[str]:
    """Name the files of a report by its manifest; a folder that is none is InvalidInput."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        return {MANIFEST, *manifest["files"]}
    except (OSError, ValueError, TypeError, KeyError):
        message, hint = Wording("writing.no-report"), Wording("writing.no-report.hint")
        raise InvalidInput([Problem("no-report", message, file=str(folder), hint=hint)]) from None


def contents(
    edition: Edition,
    asked: Sequence[str] | None = None,
    *,
    how: How = PLAIN,
    progress: Callable[[Wording], None] = lambda _: None,
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return every file of the report but the manifest: name -> bytes; and what was left out.

    A format that nobody asked for by name is left out where no font has a character that it needs:
    format -> why.
    """
    files, left_out = dict[str, bytes](), dict[str, str]()
    for name, made in _written(edition, formats(asked), how, progress).items():
        if not isinstance(made, InvalidInput):
            files |= made
        elif asked is not None or made.problems[0].code != "no-font":
            raise made
        else:
            left_out[name] = made.problems[0].in_full(edition.lang)
    return {README: readme(edition, list(files)).encode(), **files}, left_out


def _written(
    edition: Edition, names: Sequence[str], how: How, progress: Callable[[Wording], None]
) -> dict[str, Files | InvalidInput]:
    """Write formats; one that can be made beside the others is."""
    made, begun = dict[str, Files | InvalidInput](), dict[str, Future[Files | InvalidInput]]()
    with ThreadPoolExecutor(1) as beside:
        for name in names:
            progress(Wording("document.writing", format=name))
            done = _tried(partial(FORMATS[name].write, edition, how))
            if callable(done):
                begun[name] = beside.submit(_tried, done)
            else:
                made[name] = done
    made |= {name: future.result() for name, future in begun.items()}
    return {name: made[name] for name in names}


def _tried(make: Callable[[], Made]) -> Made | InvalidInput:
    try:
        return make()
    except InvalidInput as invalid:
        return invalid


def run_name(edition: Edition) -> str:
    """Name the run after weights, years and the digest of everything that went in."""
    result = edition.result
    years = [str(year) for year in (result.years[0], result.years[-1]) if year]
    digest = hashlib.sha256(
        as_json([inputs(edition), versions()["coopindex"]]).encode()
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
