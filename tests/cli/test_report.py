"""The report's folder: complete, reproducible to the byte, and named after what went in."""

import csv
import hashlib
import json
from pathlib import Path

import pytest

import coopindex
from coopindex.cli import main

CITIES = "china-ceec-cities"


def write(folder: Path, *options: str) -> Path:
    assert main(["report", CITIES, "--draws", "64", "-o", str(folder), *options]) == 0
    return next((folder / CITIES).iterdir())


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in every format, to be read."""
    return write(tmp_path_factory.mktemp("report"))


def rows(table: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def test_the_same_inputs_give_the_same_folder_with_the_same_bytes(run, tmp_path):
    again = write(tmp_path)
    assert run.name == again.name
    files = sorted(path.name for path in run.iterdir())
    assert files == sorted(path.name for path in again.iterdir())
    assert all((run / name).read_bytes() == (again / name).read_bytes() for name in files)


def test_other_inputs_give_another_folder(run, tmp_path):
    # a folder is named after what went in, whatever the formats
    runs = [
        write(tmp_path / str(place), "--formats", "json", *options)
        for place, options in enumerate(
            ([], ["--seed", "1"], ["--set", "trade=30%"], ["-w", "equal"])
        )
    ]
    assert len({each.name for each in runs}) == 4
    assert runs[0].name == run.name


def test_the_manifest_names_every_file_with_its_digest_and_what_it_was_computed_from(run):
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) | {"manifest.json"} == {path.name for path in run.iterdir()}
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((run / name).read_bytes()).hexdigest() == digest
    assert {
        "coopindex",
        "index_digest",
        "data_digest",
        "weights_digest",
        "versions",
        "robustness",
    } <= set(manifest)
    assert manifest["robustness"]["seed"] == 0


def test_the_tables_carry_the_library_s_figures_to_the_last_digit(run):
    assert [float(row["score"]) for row in rows(run / "scores.csv")] == coopindex.load(
        CITIES
    ).score().scores["score"].tolist()
    cells = rows(run / "observations.csv")
    assert len(cells) == 15 * 25
    assert all(cell["status"] for cell in cells)


def test_the_page_says_at_once_what_is_illustrative_and_prints_weights_methods_reasons_and_sources(
    run,
):
    page = (run / "report.md").read_text(encoding="utf-8")
    assert page.index("illustrative") < page.index("## Ranking")
    for heading in (
        "Ranking",
        "Rank intervals: weights alone vary",
        "Weights",
        "Methods",
        "Changed cells",
        "Published figures",
        "Sources",
        "Provenance",
    ):
        assert f"## {heading}\n" in page
    assert "69.3453" in page


def test_the_path_of_the_run_is_all_that_stdout_says(tmp_path, capsys):
    run = write(tmp_path, "--formats", "html")
    told = capsys.readouterr()
    assert told.out == f"{run}\n"
    assert told.err.endswith(f"to read it, open {run / 'report.html'}\n")
    assert (run / "report.html").is_file()
