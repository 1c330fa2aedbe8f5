"""The figures of docs/robustness.md are those of the commands."""

import re
from pathlib import Path

from coopindex.project import load

PAGE = Path(__file__).resolve().parents[2] / "docs" / "robustness.md"


def test_the_shares_of_variance_are_those_of_the_command():
    table = (
        load("china-ceec-cities")
        .score()
        .sensitivity(draws=1024)
        .table.set_index("factor")["total"]
        .round(2)
    )
    said = re.search(
        r"errors of illustrative cells \(T = ([\d.]+)\).*?derived cells matter little",
        " ".join(PAGE.read_text("utf-8").split()),
    )
    names = [
        "illustrative cells",
        "weights CASS kept to itself",
        "indicator left out",
        "weights of indicators",
        "normalisation",
        "aggregation",
    ]
    assert said is not None
    assert [float(number) for number in re.findall(r"\d\.\d+", said[0])] == table[names].tolist()
