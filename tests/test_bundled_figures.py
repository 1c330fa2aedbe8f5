"""The bundled indices hold the documents' figures, faults included.

Golden numbers are printed in the document or worked out by hand.
"""

import numpy as np
import pytest

import coopindex

FIGURES = {  # each read in the document: table 3, table 2, table 4 of gu_local
    ("china-ceec-provinces", "guangdong", "sister_pairs"): 14,
    ("china-ceec-provinces", "chongqing", "sister_pairs"): 1,
    ("china-ceec-provinces", "tibet", "sister_pairs"): 0,
    ("china-ceec-countries", "poland", "city_pairs"): 23,
    ("china-ceec-countries", "hungary", "province_pairs"): 19,
    ("city-networks", "metropolis", "china_members"): 19,
    ("city-networks", "owhc", "ceec_members"): 14,
}
COUNTED = {  # counted by hand in the documents' lists
    (
        "china-ceec-provinces",
        "hebei",
        "meetings_hosted",
    ): 3,  # Langfang 2015, Tangshan twice in 2016
    ("china-ceec-provinces", "liaoning", "meetings_hosted"): 0,  # only announced, for 2020
    ("china-ceec-provinces", "hebei", "sme_forums"): 5,  # four earlier ones and the fifth
    ("china-ceec-provinces", "jiangsu", "freight_lines"): 1,  # Suzhou-Warsaw
    (
        "china-ceec-countries",
        "bulgaria",
        "meetings_hosted",
    ): 3,  # Sofia 2016, Plovdiv 2018, Sofia 2018
    ("china-ceec-countries", "poland", "freight_termini"): 2,  # Warsaw, Łódź
}
FAULTS = {  # what the documents print against what they add up to
    "china-ceec-provinces": ["164", "160", "Beijing", "Guangxi", "102.26"],
    "china-ceec-countries": ["Czech Republic", "Hungary", "160"],
}


@pytest.mark.parametrize(("cell", "value"), list((FIGURES | COUNTED).items()), ids=str)
def test_a_raw_value_is_the_documents_figure(cell: tuple[str, str, str], value: float) -> None:
    index, unit, indicator = cell
    result = coopindex.load(index).score()
    assert result.array(indicator, "column")[0, result.data.units.index(unit)] == value


@pytest.mark.parametrize("index", ["china-ceec-provinces", "china-ceec-countries"])
def test_the_faults_of_the_documents_are_flagged_and_not_hidden(index: str) -> None:
    flags = "\n".join(str(flag) for flag in coopindex.load(index).validate())
    assert [word for word in FAULTS[index] if word not in flags] == []


def test_the_columns_of_table_2_meet_their_totals_although_the_sums_do_not() -> None:
    result = coopindex.load("china-ceec-countries").score()
    assert np.nansum(result.array("province_pairs", "column")) == 63
    assert np.nansum(result.array("city_pairs", "column")) == 101


def test_estonia_has_no_row_in_the_table_and_so_no_score() -> None:
    result = coopindex.load("china-ceec-countries").score()
    estonia = result.data.units.index("estonia")
    assert np.isnan(result.score[0, estonia])
    assert np.isfinite(result.score).sum() == 15


def test_a_dimension_without_figures_carries_no_weight() -> None:
    result = coopindex.load("china-ceec-provinces").score()
    assert result.scheme.weights[result.index.position["think_tanks"]] == 0
    assert np.isfinite(result.score).all()


def test_networks_are_ordered_by_the_product_of_both_sides() -> None:
    result = coopindex.load("city-networks").score()
    ceec, china = (
        result.array("ceec_members", "column")[0],
        result.array("china_members", "column")[0],
    )
    # UCLG 16 x 20 is the largest of both; Mayors for Peace 16 x 7: 100 * sqrt(7 / 20) = 59.1608
    assert result.score[0] == pytest.approx(100 * np.sqrt(ceec * china / (16 * 20)))
    assert result.score[0, result.data.units.index("mayors_for_peace")] == pytest.approx(
        59.1608, abs=5e-5
    )


@pytest.mark.parametrize("index", ["china-ceec-provinces", "china-ceec-countries", "city-networks"])
def test_every_unit_has_an_english_and_a_chinese_name(index: str) -> None:
    result = coopindex.load(index).score()
    assert [
        unit
        for unit in result.data.units
        if not result.data.names[unit].en or not result.data.names[unit].zh
    ] == []


def test_all_scores_of_the_human_development_report_are_met() -> None:
    # Human Development Report 2021/22, three decimals; the ranks are among the 18 of the index
    verified = coopindex.load("china-ceec-human-development").verify()
    assert verified.met
    assert np.isfinite(verified[0].published.values).sum() == 18 * 19
    result = coopindex.load("china-ceec-human-development").score(year="all")
    assert len(result.rows.years) == 19
    assert not np.isnan(result.score).any()
