"""The ASEM index as the audit's goldens have it, and its tables from the command line."""

import io
from pathlib import Path

import pandas as pd
import pytest

from coopindex.cli import main

TESTS = Path(__file__).resolve().parents[1]
GOLDEN = TESTS / "golden"


@pytest.fixture(scope="session")
def asem_file(tmp_path_factory):
    """The definition of the ASEM index on the tables in the clone."""
    folder = tmp_path_factory.mktemp("asem")
    text = (TESTS / "published" / "asem.yaml").read_text("utf-8")
    for name in ("data", "meta"):
        ours = (GOLDEN / "asem" / f"{name}.csv.gz").as_posix()
        text = text.replace(f"../../../shared/reference/asem/{name}.csv", ours)
    (folder / "sources.yaml").write_text("asem: {title: ASEM portal}\n", "utf-8")
    (folder / "asem.yaml").write_text(text, "utf-8")
    return folder / "asem.yaml"


@pytest.fixture
def asked(asem_file, capsys):
    """Ask for a table of the audit on the command line, as CSV."""

    def ask(table, *options, index=None):
        line = ["audit", str(index or asem_file), "--table", table, *options, "--format", "csv"]
        assert main(line) == 0
        found = pd.read_csv(io.StringIO(capsys.readouterr().out), keep_default_na=False)
        return found.apply(_numbers)

    return ask


def _numbers(column):
    if column.dtype != object and not pd.api.types.is_string_dtype(column):
        return column
    numbers = pd.to_numeric(column.replace("", None), errors="coerce")
    return numbers if numbers.notna().sum() == (column != "").sum() > 0 else column


@pytest.fixture(scope="session")
def practice():
    """Read a golden table of the audit's statistics; the index is called by its own code."""

    def read(name):
        table = pd.read_csv(GOLDEN / "practice" / "audit" / f"{name}_expected.csv")
        return table.replace({"Index": "asem"})

    return read
