"""The score on the user's own shapes: matched, drawn whole, refused with the way out."""

import json
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coopindex
from coopindex.cli import main
from coopindex.content.shapes import read_shapes
from coopindex.problems import InvalidInput
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.map import Projection, _corners
from coopindex.report.facts.map import Map, edges_of, map_of
from coopindex.report.outline import outline
from coopindex.report.render.pdf.document import _beside
from coopindex.report.render.xlsx.answers import sheets_of

SVG = "{http://www.w3.org/2000/svg}"
CITIES = "china-ceec-cities"


def square(x, y, side=1.0):
    """Return a ring."""
    corners = [[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
    return [*corners, corners[0]]


def polygon(x, y, side=1.0):
    return {"type": "Polygon", "coordinates": [square(x, y, side)]}


def feature(name, geometry, **properties):
    return {"type": "Feature", "properties": {"name": name, **properties}, "geometry": geometry}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def written(folder, value):
    file = folder / "shapes.geojson"
    file.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return file


@pytest.fixture(scope="module")
def scoring():
    return coopindex.load(CITIES).score()


@pytest.fixture
def asked(scoring, tmp_path):
    """Return the map of some features."""
    return lambda *features, **how: map_of(
        scoring, read_shapes(written(tmp_path, collection(*features))), **how
    )


def test_shapes_are_matched_by_code_and_by_name_in_either_language(asked, scoring):
    names = "ningbo", "Tianjin", "成都", " SHANGHAI "
    found = asked(*(feature(name, polygon(k, 30)) for k, name in enumerate(names)))
    assert set(found.units) == {"ningbo", "tianjin", "chengdu", "shanghai"}
    assert len(found.unshaped) == len(scoring.rows.units) - 4


def test_codes_of_numbers_are_taken_for_their_digits(tmp_path):
    frame = pd.DataFrame({"i": [1.0, 2.0]}, index=["330200", "120000"])
    scoring = coopindex.score(frame, tree={"i": None}, normalisation="none")
    made = [
        feature("a", polygon(0, 0), adcode=330200),
        feature("b", polygon(1, 0), adcode=120000.0),
    ]
    found = map_of(scoring, read_shapes(written(tmp_path, collection(*made))))
    assert (found.key, set(found.units)) == ("adcode", {"330200", "120000"})


def test_the_property_that_names_most_units_is_the_key_unless_one_is_named(asked):
    made = [
        feature("Ningbo", polygon(0, 0), other="Tianjin"),
        feature("Chengdu", polygon(2, 0), other="?"),
    ]
    assert asked(*made).key == "name"
    assert set(asked(*made, key="other").units) == {"tianjin"}


def test_what_has_no_counterpart_is_named_and_none_is_dropped(asked, scoring, tmp_path):
    made = [
        feature("Ningbo", polygon(0, 0)),
        feature("Atlantis", polygon(2, 0)),
        feature("Tianjin", None),
    ]
    found = asked(*made)
    assert [name for name, _ in found.strangers] == ["Atlantis"]
    assert "tianjin" in found.unshaped
    chart = scoring.chart("map", map_file=written(tmp_path, collection(*made)))
    assert "Atlantis" in chart.about
    assert "Tianjin" in chart.about
    assert len(chart.table) == len(scoring.rows.units) + 1


def test_several_shapes_of_a_unit_are_all_its(asked):
    found = asked(feature("Ningbo", polygon(0, 0)), feature("宁波", polygon(3, 0)))
    assert len(found.units["ningbo"]) == 2


def test_points_and_holes_and_islands_are_drawn(scoring, tmp_path):
    ring = {"type": "Polygon", "coordinates": [square(0, 0, 9), square(3, 3, 3)[::-1]]}
    islands = {"type": "MultiPolygon", "coordinates": [[square(10, 0)], [square(12, 0)]]}
    place = {"type": "Point", "coordinates": [4.5, 4.5]}
    made = [feature("Ningbo", place), feature("Tianjin", ring), feature("Chengdu", islands)]
    chart = scoring.chart("map", map_file=written(tmp_path, collection(*made)))
    svg = ElementTree.fromstring(chart.svg(700))
    marks = {each.get("data-mark"): each for each in svg.iter(f"{SVG}g")}
    kinds = [[part.tag.removeprefix(SVG) for part in marks[str(at)]] for at in range(3)]
    # the point stands last, above the shape in whose hole it lies
    assert kinds == [["path"], ["path", "path"], ["circle"]]
    assert marks["0"][0].get("d").count("z") == 2
    assert chart.says[2].split(", ")[1] == "Ningbo"


def test_who_is_not_ranked_is_hatched_and_not_in_a_class(tmp_path):
    frame = pd.DataFrame({"i": [1.0, np.nan, 3.0]}, index=["a", "b", "c"])
    scoring = coopindex.score(frame, tree={"i": None}, normalisation="none")
    made = [feature(unit, polygon(2 * k, 0)) for k, unit in enumerate("abc")]
    chart = scoring.chart("map", map_file=written(tmp_path, collection(*made)))
    assert "url(#map-blocked)" in chart.svg()
    assert chart.frame.set_index("name")["class"]["b"] == ""


def test_across_the_date_line_places_stay_together(asked):
    west, east = polygon(176, -18, 3), polygon(-180, -18, 2)
    shapes = [
        shape
        for all_ in asked(feature("Ningbo", west), feature("Tianjin", east)).units.values()
        for shape in all_
    ]
    found = Projection.of(shapes)
    assert found.east - found.west == pytest.approx(6)


def test_a_degree_of_longitude_is_as_much_shorter_as_the_latitude_says(asked):
    of = asked(feature("Ningbo", polygon(0, 59.5)))
    found = Projection.of([shape for all_ in of.units.values() for shape in all_])
    _, wide, high = found.fitted(600)
    assert wide / high == pytest.approx(np.cos(np.radians(60)))


def test_a_map_of_very_many_corners_stays_light(scoring, tmp_path):
    turn = np.linspace(0, 2 * np.pi, 200_000, endpoint=False)
    waves = 10 + np.sin(500 * turn)
    ring = np.c_[waves * np.cos(turn), waves * np.sin(turn)].tolist()
    made = feature("Ningbo", {"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
    chart = scoring.chart("map", map_file=written(tmp_path, collection(made)))
    assert len(chart.svg(1120)) < 100_000


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 50)), min_size=3, max_size=30))
def test_what_neighbours_share_stays_shared_however_coarse(corners):
    ring = np.array(corners)
    for step in (0.5, 2.0, 6.0):
        met = {tuple(each) for each in np.rint(ring / step).astype(int).tolist()}
        assert {tuple(each) for each in _corners(ring, step).tolist()} <= met


@given(st.lists(st.sampled_from([1, 2, 3, 7]) | st.integers(0, 100), min_size=1, max_size=40))
def test_classes_hold_every_score_and_quantiles_leave_none_empty(scores):
    scores = np.array(scores, float)
    for way in ("quantiles", "equal"):
        edges = edges_of(scores, way)
        assert (edges[0], edges[-1]) == (scores.min(), pytest.approx(scores.max()))
        assert len(edges) <= 6
        assert (np.diff(edges) >= 0).all()
        classes = [Map("", way, edges, {}, (), ()).class_of(score) for score in scores]
        for score, at in zip(scores, classes, strict=True):
            assert edges[at] - 1e-9 <= score <= edges[at + 1] + 1e-9
        assert way == "equal" or set(classes) == set(range(len(edges) - 1))


# -- what is wrong with a file --------------------------------------------------------------------

BROKEN = {
    "json": ("{", "no JSON"),
    "kind": ('{"type": "Topology"}', "Topology"),
    "list": ("[]", "no features"),
    "empty": ('{"type": "FeatureCollection", "features": []}', "no features"),
    "member": ('{"type": "FeatureCollection", "features": [3]}', "feature 1"),
}
GEOMETRIES = {
    "line": ({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}, "LineString"),
    "text": ({"type": "Point", "coordinates": ["a", "b"]}, "longitude"),
    "digits": ({"type": "MultiPoint", "coordinates": ["12", "34"]}, "longitude"),
    "single": ({"type": "MultiPoint", "coordinates": [[1], [2]]}, "longitude"),
    "short": ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}, "four positions"),
    "metres": ({"type": "Point", "coordinates": [500000, 4000000]}, "EPSG:4326"),
    "flat": ({"type": "Polygon", "coordinates": [[0, 0], [1, 1]]}, "longitude"),
    "none": ({"type": "Polygon"}, "rings"),
    "deep": ({"type": "MultiPolygon", "coordinates": [[[[0]]]]}, "longitude"),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_no_geojson_is_refused(case, lang, tmp_path, capsys):
    text, said = BROKEN[case]
    file = tmp_path / "shapes.geojson"
    file.write_text(text, "utf-8")
    assert main(["chart", CITIES, "map", "--map", str(file), "--lang", lang]) == 3
    error = capsys.readouterr().err
    assert "shapes.geojson" in error
    assert lang == "zh" or said in error


@pytest.mark.parametrize("case", GEOMETRIES)
def test_a_broken_feature_is_named(case, tmp_path):
    geometry, said = GEOMETRIES[case]
    file = written(
        tmp_path, collection(feature("Ningbo", polygon(0, 0)), feature("Tianjin", geometry))
    )
    with pytest.raises(InvalidInput) as refused:
        read_shapes(file)
    problem = refused.value.problems[0]
    assert "feature 2 (Tianjin)" in problem.message
    assert problem.field == "features[1]"
    assert said in f"{problem.message} {problem.hint}"


def test_a_property_that_is_not_there_is_refused_with_those_that_are(asked):
    with pytest.raises(InvalidInput) as refused:
        asked(feature("Ningbo", polygon(0, 0)), key="code")
    assert "name" in str(refused.value.problems[0].hint)


def test_where_no_property_names_a_unit_the_first_feature_is_shown(asked):
    with pytest.raises(InvalidInput) as refused:
        asked(feature("Atlantis", polygon(0, 0)))
    assert "name=Atlantis" in str(refused.value.problems[0].hint)


@pytest.mark.parametrize("key", [None, "code"])
def test_features_without_properties_are_refused_with_what_to_write(asked, key):
    bare = {"type": "Feature", "properties": None, "geometry": polygon(0, 0)}
    with pytest.raises(InvalidInput) as refused:
        asked(bare, key=key)
    assert "write the units' codes into a property" in str(refused.value.problems[0].hint)


def test_a_map_without_a_file_asks_for_one():
    with pytest.raises(InvalidInput, match="--map"):
        coopindex.load(CITIES).score().chart("map")


def test_the_report_holds_the_map_where_shapes_are_named(tmp_path, capsys):
    file = written(tmp_path, collection(feature("Ningbo", polygon(0, 0))))
    asked = ["report", CITIES, "--draws", "16", "--formats", "html,md,csv", "-o", str(tmp_path)]
    assert main([*asked, "--map", str(file)]) == 0
    folder = next(tmp_path.glob("china-ceec-cities/*"))
    assert 'id="map"' in (folder / "report.html").read_text("utf-8")
    assert (folder / "chart-map.csv").is_file()
    assert "map" in capsys.readouterr().out + (folder / "report.md").read_text("utf-8")


def test_the_map_is_printed_and_its_classes_stand_in_the_workbook(scoring, tmp_path):
    file = written(tmp_path, collection(feature("Ningbo", polygon(0, 0))))
    edition = scoring.edition(draws=16, map_file=file)
    beside = _beside(outline(edition), edition.lang)
    assert [each.piece.name for each in beside if isinstance(each.piece, Chart)] == ["map"]
    assert "map" in sheets_of(edition)


def test_a_polygon_without_a_place_draws_nothing(scoring, tmp_path, capsys):
    """RFC 7946 allows for it; the rest of the file stands."""
    nowhere = {"type": "Polygon", "coordinates": [[]]}
    file = written(tmp_path, collection(feature("ningbo", nowhere)))
    assert main(["chart", CITIES, "map", "--map", str(file)]) == 3
    assert "has a geometry" in capsys.readouterr().err
    several = collection(feature("ningbo", nowhere), feature("tianjin", polygon(117, 39)))
    assert scoring.chart("map", map_file=written(tmp_path, several)).svg().startswith("<svg")


def test_a_key_that_is_no_text_is_refused_in_words(scoring, tmp_path):
    file = written(tmp_path, collection(feature("ningbo", polygon(121, 29))))
    with pytest.raises(InvalidInput, match="no feature has the property `5`"):
        scoring.chart("map", map_file=file, map_key=5)
