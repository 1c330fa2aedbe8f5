"""Tiers that are meant for another scale name no unit."""

import pytest

import coopindex

FILES = {
    "units.csv": "code,name_en\nx,X\ny,Y\nz,Z\n",
    "observations.csv": "unit,a,b\nx,1,3\ny,5,8\nz,9,2\n",
    "sources.yaml": "s: {title: Made up}\n",
}
INDEX = """
index: i
data:
  observations: {{file: observations.csv, status: observed, source: s}}
  units: units.csv
  sources: sources.yaml
defaults: {{normalisation: {{method: min_max, scale: {scale}}}}}
bands: {bands}
children: {{a: {{direction: positive}}, b: {{direction: positive}}}}
"""


@pytest.mark.parametrize("bands", ["coupling_grades", "[{name: high, from: 0.5, to: 1}]"])
def test_a_score_above_the_end_of_the_tiers_has_none_and_is_flagged(bands, tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")

    def scored(scale):
        (tmp_path / "i.yaml").write_text(INDEX.format(scale=scale, bands=bands), "utf-8")
        return coopindex.load(tmp_path / "i.yaml").score()

    fits, beyond = scored("[0, 1]"), scored("[0, 100]")
    assert fits.scores["band"].any()
    assert not [flag for flag in fits.flags if flag.code == "off-tiers"]
    assert not beyond.scores["band"].any()
    (flag,) = (flag for flag in beyond.flags if flag.code == "off-tiers")
    assert flag.message.values["number"] == (beyond.scores["score"] > 1).sum() == 3
