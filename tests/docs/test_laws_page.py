"""The page of laws names the tests that hold them, and every law has its line."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "laws.md").read_text("utf-8")
TESTS = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "tests/laws").glob("*.py")))


def test_every_law_on_the_page_has_its_test():
    named = re.findall(r"`(test_\w+)`", PAGE)
    assert len(named) == len(set(named))
    assert set(named) <= set(re.findall(r"^def (test_\w+)", TESTS, re.MULTILINE))


def test_every_test_over_random_cases_is_on_the_page():
    random = re.findall(r"^@given.*?^def (test_\w+)", TESTS, re.MULTILINE | re.DOTALL)
    assert sorted(set(random) - set(re.findall(r"test_\w+", PAGE))) == []
