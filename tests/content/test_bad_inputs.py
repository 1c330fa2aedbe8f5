"""Every kind of mistake is told with its file, line and field.

tests/bad/<case>/ holds the one file that differs from tests/bad/good/.
"""

import shutil
from pathlib import Path

import pytest

from coopindex.content import read_content
from coopindex.problems import InvalidInput

BAD = Path(__file__).resolve().parents[1] / "bad"
TREE, WEIGHTS = "indicators/tiny.yaml", "weights/tiny/paper.yaml"
CELLS, EVENTS, UNITS, SOURCES = (
    f"data/tiny/{name}"
    for name in ("observations.csv", "evidence.csv", "units.csv", "sources.yaml")
)

CASES = {  # case: (code, file, line, field)
    "alias": ("alias", TREE, 22, "children.people.title"),
    "all-zero-weights": ("zero-weights", WEIGHTS, 2, "weights.trade"),
    "anchor": ("anchor", TREE, 13, "children.trade.title"),
    "bad-code": ("bad-code", TREE, 19, "children.trade.children.gro wth"),
    "bad-date": ("bad-date", EVENTS, 2, "date"),
    "bad-option": ("bad-option", TREE, 6, "defaults.normalisation.scale"),
    "bad-share": ("bad-value", TREE, 8, "defaults.missing.minimum_present"),
    "bad-year": ("bad-year", CELLS, 3, "year"),
    "bands-not-descending": ("bad-value", TREE, 33, "bands[2].from"),
    "bounds-upside-down": ("bad-value", TREE, 17, "children.trade.children.volume.bounds"),
    "broken-yaml": ("yaml", TREE, 6, None),
    "control-character": ("yaml", TREE, 13, None),
    "counted-indicator": ("unknown-indicator", CELLS, 3, "indicator"),
    "decimal-comma": ("not-a-number", CELLS, 2, "value"),
    "decimal-comma-in-braces": ("decimal-comma", WEIGHTS, 2, "weights.trade"),
    "definition-not-utf8": ("encoding", TREE, 2, None),
    "duplicate-key": ("duplicate-key", TREE, 5, "year"),
    "duplicate-node": ("duplicate-node", TREE, 29, "children.people.children.growth"),
    "duplicate-observation": ("duplicate-observation", CELLS, 4, "value"),
    "duplicate-unit": ("duplicate-unit", UNITS, 4, "code"),
    "empty-definition": ("empty-file", TREE, 1, None),
    "empty-table": ("empty-file", CELLS, 1, None),
    "event-of-unknown-indicator": ("unknown-indicator", EVENTS, 4, "indicator"),
    "event-of-unknown-unit": ("unknown-unit", EVENTS, 4, "unit"),
    "event-without-value": ("no-value", EVENTS, 2, "value"),
    "evidence-column": ("missing-column", EVENTS, 1, "partner"),
    "evidence-without-field": ("bad-value", TREE, 28, "children.people.children.partners.evidence"),
    "header-alone": ("empty-file", CELLS, 1, None),
    "impossible-date": ("bad-date", EVENTS, 2, "date"),
    "infinite-value": ("infinite", CELLS, 4, "value"),
    "infinite-weight": ("bad-weight", WEIGHTS, 2, "weights.trade"),
    "inner-key-on-leaf": ("misplaced-key", TREE, 21, "children.trade.children.growth.aggregation"),
    "leaf-key-on-inner": ("misplaced-key", TREE, 22, "children.people.measure"),
    "merge-key": ("merge-key", TREE, 20, "children.trade.children.growth"),
    "missing-column": ("missing-column", CELLS, 1, "indicator"),
    "missing-file": ("missing-file", "nowhere.csv", None, None),
    "missing-key": ("missing-key", TREE, 1, "index"),
    "missing-option": ("missing-option", TREE, 6, "defaults.normalisation"),
    "misspelt-column": ("missing-column", CELLS, 1, "value"),
    "mixed-weights": ("mixed-weights", WEIGHTS, 2, "weights.people"),
    "name-differs-from-file": ("bad-code", TREE, 1, "index"),
    "name-in-lines": ("name-in-lines", UNITS, 2, "name_en"),
    "nan-weight": ("bad-weight", WEIGHTS, 2, "weights.trade"),
    "negative-weight": ("bad-weight", WEIGHTS, 2, "weights.trade"),
    "negative-weight-in-tree": ("bad-value", TREE, 13, "children.trade.weight"),
    "no-source": ("no-source", CELLS, 2, "source"),
    "not-a-mapping": ("not-a-mapping", TREE, 1, None),
    "not-a-number": ("not-a-number", CELLS, 4, "value"),
    "not-a-table": ("unknown-format", TREE, None, None),
    "open-quote": ("csv", CELLS, 10, None),
    "out-of-bounds": ("out-of-bounds", CELLS, 3, "value"),
    "percents-not-100": ("percents-not-100", WEIGHTS, 2, "weights.trade"),
    "published-not-text": ("not-text", TREE, 34, "published[1].value"),
    "published-without-unit": ("missing-key", TREE, 34, "published[1]"),
    "ragged-row": ("ragged-row", CELLS, 2, None),
    "remaining-key": ("bad-value", WEIGHTS, 3, "remaining"),
    "remaining-missing": ("no-remaining", WEIGHTS, 2, "weights.trade"),
    "scale-as-text": ("bad-option", TREE, 6, "defaults.normalisation.scale"),
    "semicolons": ("header", CELLS, 1, None),
    "share-above-whole": ("share-above-whole", WEIGHTS, 2, "weights.trade"),
    "source-without-title": ("missing-key", SOURCES, 1, "paper.title"),
    "tab": ("yaml", TREE, 13, None),
    "table-without-decimals": ("missing-key", TREE, 34, "published[1]"),
    "tag": ("tag", TREE, 13, "children.trade.title"),
    "two-documents": ("yaml", TREE, 9, None),
    "unit-without-code": ("bad-code", UNITS, 4, "code"),
    "units-header": ("missing-column", UNITS, 1, "code"),
    "unknown-column-in-check": ("unknown-column", TREE, 32, "checks[1].column"),
    "unknown-denominator": (
        "unknown-column",
        TREE,
        18,
        "children.trade.children.volume.denomination.by",
    ),
    "unknown-group": ("unknown-group", TREE, 5, "ranked.where"),
    "unknown-indicator": ("unknown-indicator", CELLS, 3, "indicator"),
    "unknown-key": ("unknown-key", TREE, 30, "children.people.children.pairs.direcion"),
    "unknown-key-of-a-source": ("unknown-key", SOURCES, 1, "paper.publischer"),
    "unknown-method": ("unknown-method", TREE, 6, "defaults.normalisation.method"),
    "unknown-node-published": ("unknown-node", TREE, 34, "published[1].node"),
    "unknown-node-weights": ("unknown-node", WEIGHTS, 2, "weights.trad"),
    "unknown-option": ("unknown-option", TREE, 6, "defaults.normalisation.skale"),
    "unknown-scheme": ("unknown-scheme", TREE, 5, "weights"),
    "unknown-source": ("unknown-source", CELLS, 2, "source"),
    "unknown-source-of-scheme": ("unknown-source", WEIGHTS, 4, "source"),
    "unknown-status": ("unknown-status", CELLS, 4, "status"),
    "unknown-ties": ("bad-value", TREE, 5, "ranking.ties"),
    "unknown-unit": ("unknown-unit", CELLS, 3, "unit"),
    "unknown-unit-published": ("unknown-unit", TREE, 34, "published[1].unit"),
    "unknown-year-of-reference": ("unknown-year", TREE, 5, "reference.years[1]"),
    "unquoted-comma": ("unknown-key", TREE, 2, "title.small index"),
    "weights-not-a-mapping": ("bad-value", WEIGHTS, 2, "weights"),
    "wrong-encoding": ("encoding", CELLS, 3, None),
    "year-without-data": ("unknown-year", TREE, 34, "published[1].year"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_with_its_file_line_and_field(case: str, tmp_path: Path) -> None:
    shutil.copytree(BAD / "good", tmp_path, dirs_exist_ok=True)
    shutil.copytree(BAD / case, tmp_path, dirs_exist_ok=True)
    with pytest.raises(InvalidInput) as raised:
        read_content(tmp_path / TREE).validate()
    problem = raised.value.problems[0]
    assert (problem.code, problem.file, problem.line, problem.field) == CASES[case]
    assert problem.hint


def test_every_broken_input_has_its_case() -> None:
    assert {folder.name for folder in BAD.iterdir()} == {"good", *CASES}


def test_the_good_input_has_no_problem(tiny: Path) -> None:
    assert read_content(tiny / TREE).validate() == ()


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    shutil.copytree(BAD / "good", tmp_path, dirs_exist_ok=True)
    for case in ["negative-weight", "out-of-bounds", "bad-date", "unknown-key-of-a-source"]:
        shutil.copytree(BAD / case, tmp_path, dirs_exist_ok=True)
    with pytest.raises(InvalidInput) as raised:
        read_content(tmp_path / TREE).validate()
    assert {problem.code for problem in raised.value.problems} == {
        "bad-weight",
        "out-of-bounds",
        "bad-date",
        "unknown-key",
    }


def test_all_mistakes_of_a_definition_are_told_at_once(tiny: Path, edit) -> None:
    edit(TREE, "method: min_max", "method: minmax")
    edit(TREE, "by: population", "by: people_")
    edit(TREE, "direction: positive", "direcion: positive")
    edit(TREE, 'value: "1"', "value: 1")
    with pytest.raises(InvalidInput) as raised:
        read_content(tiny / TREE)
    assert [
        problem.line
        for problem in sorted(raised.value.problems, key=lambda problem: problem.line or 0)
    ] == [6, 18, 30, 34]


@pytest.mark.parametrize("file", [CELLS, EVENTS, UNITS, SOURCES])
@pytest.mark.parametrize(
    "content", [None, b"", b"\xff\xfe\xff"], ids=["missing", "empty", "not text"]
)
def test_what_only_follows_from_an_unreadable_file_is_not_told(
    file: str, content: bytes | None, tiny: Path
) -> None:
    (tiny / file).unlink()
    if content is not None:
        (tiny / file).write_bytes(content)
    with pytest.raises(InvalidInput) as raised:
        read_content(tiny / TREE).validate()
    assert [problem.file for problem in raised.value.problems] == [file]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (WEIGHTS, "44.1%", "44,1%", "write 44.1%"),
        (WEIGHTS, "44.1%", "1e400", "too large to reckon with"),
        (TREE, "scale: [1, 100]", "scale: 1-100", "such as [0, 100]"),
        (CELLS, "value", "valeu", "the header has no column `value`\n    hint: it has `valeu`"),
    ],
)
def test_a_message_says_what_to_write_instead(
    file: str, old: str, new: str, told: str, tiny: Path, edit
) -> None:
    edit(file, old, new)
    with pytest.raises(InvalidInput) as raised:
        read_content(tiny / TREE).validate()
    [problem] = raised.value.problems
    assert told in str(problem)
