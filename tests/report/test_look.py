"""Colours hold for eyes that see fewer of them, for weak screens, and for a grey printer."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from coopindex.report.look import HUES, TONES, chance_step, fills

PAGES = "light", "dark"
HUE = [f"d{k}" for k in range(1, HUES + 1)]
# what eyes without one kind of cone see, after Machado et al. (2009), doi:10.1109/TVCG.2009.113
EYES = {
    "all cones": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# the smallest distance between any two hues of dimensions, and between neighbours in a stack
APART = {"light": (18.5, 19.4), "dark": (14.1, 17.8)}


def linear(colour):
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of the relative luminances."""
    low, high = sorted(linear(each) @ [0.2126, 0.7152, 0.0722] for each in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour, eyes):
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.array(to_xyz) @ np.clip(eyes @ linear(colour), 0, 1) / [0.95047, 1, 1.08883]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def ciede2000(one, other):
    """The distance of two colours; Sharma et al. (2005), doi:10.1002/col.20070."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    grey = 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + grey), a2 * (1 + grey)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    bright, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    middle = (h1 + turn / 2) % 360
    t = (
        1
        - 0.17 * np.cos(np.radians(middle - 30))
        + 0.24 * np.cos(np.radians(2 * middle))
        + 0.32 * np.cos(np.radians(3 * middle + 6))
        - 0.20 * np.cos(np.radians(4 * middle - 63))
    )
    sl = 1 + 0.015 * (bright - 50) ** 2 / np.sqrt(20 + (bright - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    blue = np.radians(60 * np.exp(-(((middle - 275) / 25) ** 2)))
    rt = -2 * np.sqrt(chroma**7 / (chroma**7 + 25**7)) * np.sin(blue)
    dl, dc, dh = (l2 - l1) / sl, (c2 - c1) / sc, hue / sh
    return np.sqrt(dl * dl + dc * dc + dh * dh + rt * dc * dh)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    # rows 1, 7, 17 and 25 of the table of Sharma et al. (2005)
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_distance_of_colours_is_that_of_its_authors(one, other, distance):
    assert ciede2000(one, other) == pytest.approx(distance, abs=5e-5)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("page", PAGES)
def test_dimensions_are_told_apart_by_all_eyes(page, eyes):
    seen = [lab(getattr(TONES[name], page), EYES[eyes]) for name in HUE]
    any_two, neighbours = APART[page]
    assert min(ciede2000(a, b) for a, b in combinations(seen, 2)) >= any_two
    assert min(ciede2000(a, b) for a, b in pairwise(seen)) >= neighbours


@pytest.mark.parametrize("page", PAGES)
def test_a_stack_survives_a_grey_copier(page):
    light = [lab(getattr(TONES[name], page), np.eye(3))[0] for name in HUE]
    assert min(abs(a - b) for a, b in pairwise(light)) >= 10


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("on", "names", "least"),
    [
        ("bg", ("ink", "muted", "accent", "up", "down"), 4.5),
        ("surface", ("ink", "muted"), 4.5),
        ("tint", ("ink", "muted"), 4.5),
        ("warnbg", ("warn",), 4.5),
        ("bg", (*HUE, "iv", "hatch", "dot"), 3.0),
    ],
)
def test_text_and_marks_stand_out_from_the_page(page, on, names, least):
    ground = getattr(TONES[on], page)
    assert all(contrast(getattr(TONES[name], page), ground) >= least for name in names)


@pytest.mark.parametrize("page", PAGES)
def test_a_chance_is_read_on_its_shade_and_shades_differ(page):
    texts = {1: "qt1", 5: "qt5", 6: "qt6"}
    shades = [getattr(TONES[f"q{step}"], page) for step in range(1, 7)]
    for step, shade in enumerate(shades, 1):
        assert contrast(getattr(TONES[texts.get(step, "qt")], page), shade) >= 5.4
    light = [lab(shade, np.eye(3))[0] for shade in shades]
    assert light == sorted(light, reverse=page == "light")


def test_every_step_of_the_scale_of_chances_is_reached():
    assert [chance_step(share) for share in (0, 0.001, 0.02, 0.07, 0.1, 0.3, 1)] == list(range(7))


@pytest.mark.parametrize("number", range(1, 61))
def test_dimensions_look_different_or_are_slate(number):
    found = fills([1 / (k + 1) for k in range(number)])
    coloured = [fill for fill in found if fill.hue is not None]
    assert len(set(coloured)) == len(coloured)
    assert len(coloured) == (0 if number == 1 else number if number <= 8 else 3)
