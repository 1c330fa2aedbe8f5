"""In a notebook an answer is a note and a table, not everything it holds."""

import pytest

from coopindex.project import load


@pytest.mark.parametrize(
    ("ask", "settings"),
    [
        ("uncertainty", {"draws": 64}),
        ("sensitivity", {"draws": 16}),
        ("guarantee", {}),
        ("scenarios", {}),
    ],
)
def test_an_answer_shows_its_table(ask, settings):
    found = getattr(load("china-ceec-cities").score(), ask)(**settings)
    assert len(repr(found)) < 5000
    assert found._repr_html_().count("<table") >= 1
