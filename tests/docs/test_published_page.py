"""docs/published.md shows the definitions that are tested, and no others."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "published.md").read_text("utf-8")
SHOWN = re.findall(r"^```yaml (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("file", "text"), SHOWN, ids=[file for file, _ in SHOWN])
def test_the_definition_shown_is_the_one_tested(file, text):
    assert (ROOT / file).read_text("utf-8") == text


def test_three_definitions_are_shown_and_all_are_listed():
    assert len(SHOWN) == 3
    definitions = {path.stem for path in (ROOT / "tests" / "published").glob("*.yaml")} - {
        "sources",
        "asem",
    }
    assert definitions == set(
        re.findall(
            r"`(\w+)`",
            "".join(line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `")),
        )
    )
