"""Which formats are written, and what is said of those that cannot be."""

import sys

import pytest

from coopindex.problems import InvalidInput
from coopindex.report import formats
from coopindex.report.formats import FORMATS
from coopindex.report.typesetting import typeset


@pytest.mark.parametrize(
    ("absent", "said"),
    [
        (("typst",), "docx needs typst, which is not installed"),
        (("docx",), "docx needs python-docx, which is not installed"),
        (("docx", "typst"), "docx needs python-docx, typst, which are not installed"),
    ],
)
def test_only_what_is_missing_is_named_as_it_is_installed(absent, said, monkeypatch):
    monkeypatch.setattr(formats, "find_spec", lambda name: None if name in absent else name)
    with pytest.raises(InvalidInput) as refused:
        formats.formats(["docx"])
    assert said in str(refused.value)
    assert 'pip install "coopindex[report]"' in str(refused.value)
    assert "docx" not in formats.formats()


@pytest.mark.parametrize("asked", [[], [""], ["html", ""]])
def test_a_format_without_a_name_is_refused_with_those_there_are(asked):
    with pytest.raises(InvalidInput, match="the name of a format is missing") as refused:
        formats.formats(asked)
    assert ", ".join(FORMATS) in str(refused.value)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "PNG needs typst, which is not installed"), ("zh", "PNG需要typst，但尚未安装")],
)
def test_a_picture_without_what_draws_it_says_what_to_install(lang, said, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(InvalidInput) as refused:
        typeset(b"", {}, "PNG")
    told = refused.value.problems[0].in_full(lang)
    assert said in told
    assert 'pip install "coopindex[report]"' in told
