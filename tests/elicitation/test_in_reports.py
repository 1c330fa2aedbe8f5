"""Of whom weights were asked is said wherever they are shown."""

import io
import zipfile

import pandas as pd
import pytest

from coopindex import load
from coopindex.report.formats import FORMATS, How
from coopindex.report.render import render

INDEX = "china-ceec-human-development"
RANKS = pd.DataFrame(
    {
        "node": ["health", "education", "income", "expected_schooling", "mean_schooling"],
        "Li": [1, 2, 3, 2, 1],
        "Horvat": [2, 1, 3, 1, 2],
        "Nowak": [1, 1, 3, 1, 2],
    }
)
SAID = {
    "en": "Weights asked of 3 experts (ranking by importance)",
    "zh": "权重由3位专家判断得出（排序赋权）",
}


@pytest.fixture(scope="module")
def scoring(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked")
    RANKS.to_csv(folder / "ranks.csv", index=False)
    project = load(INDEX)
    found = project.elicit([folder / "ranks.csv"], method="rank", names=True)
    file = project.write_scheme(found, folder / "experts.yaml")
    return project.score(file)


def as_text(scoring):
    """What a terminal shows of a score."""
    return " ".join(render(scoring.present()).split())


def text_of(files):
    """All text of the files of a format; archives are read part by part."""
    parts = []
    for name, content in files.items():
        if name.endswith((".xlsx", ".docx")):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                held = [archive.read(part) for part in archive.namelist() if part.endswith("xml")]
        else:
            held = [content]
        parts += [each.decode("utf-8") for each in held]
    return "".join(parts)


@pytest.fixture(scope="module")
def edition(scoring):
    """What every format is written from, worked out once for both languages."""
    return scoring.edition(draws=16, seconds=0.1)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["html", "md", "docx", "xlsx"])
def test_reports_say_of_whom_weights_were_asked(edition, name, lang):
    if FORMATS[name].missing:
        pytest.skip("needs what the extra brings")
    assert SAID[lang] in text_of(FORMATS[name].write(edition.said_in(lang), How()))


def test_a_score_says_it_with_the_figure_of_agreement(scoring):
    said = as_text(scoring)
    assert SAID["en"] in said
    assert "Kendall's W 0.517" in said


def test_who_sets_a_weight_beside_them_has_weights_of_their_own(scoring):
    changed = load(INDEX).score(scoring.scheme.origin.file, overrides={"health": 0.5})
    assert "Weights asked of" not in as_text(changed)
