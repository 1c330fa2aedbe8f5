from pathlib import Path

from coopindex.report.pages.methods import manual


def test_the_page_of_methods_says_what_the_registry_says():
    page = Path(__file__).parents[2] / "docs" / "methods.md"
    assert page.read_text(encoding="utf-8") == manual(), "run `make docs`"
