"""YAML is read as analysts mean it."""

from pathlib import Path

import pytest

from coopindex.content.yaml import parse, read_yaml


def read(tmp_path: Path, text: str):
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    return read_yaml(tmp_path / "a.yaml", "a.yaml")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("2019-10-20", "2019-10-20"),
        ("true", True),
        ("", None),
        ("~", None),
        ("12", 12),
        ("-3.5", -3.5),
        ("1e6", 1e6),
        ("007", "007"),
        ("1_000", "1_000"),
        ("0x1A", "0x1A"),
        ("12:30", "12:30"),
        ("44.1%", "44.1%"),
        ('"12"', "12"),
        ("宁波", "宁波"),
    ],
)
def test_a_value_is_read_as_it_is_meant(tmp_path: Path, written: str, value: object) -> None:
    found = read(tmp_path, f"key: {written}\n").data["key"]
    assert found == value
    assert type(found) is type(value)


def test_keys_are_always_text(tmp_path: Path) -> None:
    assert read(tmp_path, "2019: a\nNO: b\n").data == {"2019": "a", "NO": "b"}


def test_lines_are_remembered_for_keys_and_items(tmp_path: Path) -> None:
    document = read(tmp_path, "a:\n  b: 1\n  c:\n  - x\n  - {d: 2}\n")
    assert [
        document.origin(place).line
        for place in [("a", "b"), ("a", "c", 1), ("a", "c", 1, "d"), ("a", "nowhere")]
    ] == [2, 5, 5, 1]


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_yaml(tmp_path / "a.yaml", "a.yaml").data == {"a": 1}


def test_all_refusals_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    problems = read(tmp_path, "a: &x 1\nb: *x\nc: !t 1\nc: 2\n").problems
    assert [(problem.code, problem.line) for problem in problems] == [
        ("anchor", 1),
        ("alias", 2),
        ("tag", 3),
        ("duplicate-key", 4),
    ]


def test_text_is_read_as_a_file_of_the_same_text_is(tmp_path: Path) -> None:
    text = "scheme: mine\nweights: {trade: 2, trade: 3}\n"
    assert parse(text, "a.yaml") == read(tmp_path, text) == parse(text.encode(), "a.yaml")
