"""An option that would have no effect is refused in words."""

import numpy as np
import pytest

from coopindex.cli import main
from coopindex.methods.weighting import pca

CITIES = "china-ceec-cities"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["obstacles", CITIES, "--ideal", "50"], "no other ideal"),
        (["audit", CITIES, "--draws", "16", "--group", "kind"], "standings"),
    ],
)
def test_an_option_that_nothing_takes_is_refused(asked, said, capsys):
    assert main(asked) != 0
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [{"rotation": "none"}, {"components": 1}, {"form": "component_scores", "components": 9}],
)
def test_an_option_of_components_that_a_form_does_not_take_is_refused(options):
    with pytest.raises(ValueError, match=r"rotation|components"):
        pca(np.array([[0.0, 0.5], [1.0, 1.5], [2.0, 1.0]]), **options)
