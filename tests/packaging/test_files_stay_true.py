"""What stands about the project in several files stands alike in all of them."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def text(name):
    return (ROOT / name).read_text("utf-8")


def workflow():
    # YAML takes the key `on` for true
    return yaml.safe_load(text(".github/workflows/tests.yml"))


def pythons():
    """Return the Pythons of the classifiers, such as (3, 11)."""
    named = re.findall(r"Python :: (3)\.(\d+)", "\n".join(PROJECT["classifiers"]))
    return [(int(major), int(minor)) for major, minor in named]


def test_classifiers_begin_at_the_lowest_python_and_leave_none_out():
    lowest = re.fullmatch(r">=3\.(\d+)", PROJECT["requires-python"])
    minors = [minor for _, minor in pythons()]
    assert lowest
    assert minors == list(range(int(lowest[1]), minors[-1] + 1))
    assert PYPROJECT["tool"]["ruff"]["target-version"] == f"py3{minors[0]}"


def test_the_workflow_runs_the_tests_under_every_python():
    job = workflow()["jobs"]["tests"]
    assert job["strategy"]["matrix"]["python"] == [f"{a}.{b}" for a, b in pythons()]
    assert [step["run"] for step in job["steps"] if "run" in step] == ["bash .ci/run"]
    assert "make test" in text(".ci/run").splitlines()


def test_the_workflow_may_read_alone_and_takes_actions_of_nobody_else():
    found = workflow()
    assert found["permissions"] == {"contents": "read"}
    steps = [step for job in found["jobs"].values() for step in job["steps"]]
    used = {step["uses"].partition("@")[0] for step in steps if "uses" in step}
    assert used == {"actions/checkout", "actions/setup-python"}
    assert not any("permissions" in job or "secrets" in str(job) for job in found["jobs"].values())


def test_the_pages_and_the_makefile_name_the_same_pythons():
    first, last = (f"{a}.{b}" for a, b in (pythons()[0], pythons()[-1]))
    assert f"Python {first} to {last}" in text("docs/installing.md")
    looped = re.search(r"^PYTHONS +:= (.+)$", text("Makefile"), re.MULTILINE)
    assert looped
    assert looped[1].split() == [f"python{a}.{b}" for a, b in pythons()]


def test_the_version_is_the_same_wherever_it_stands():
    heading = re.search(r"^## (\S+) \(", text("CHANGELOG.md"), re.MULTILINE)
    assert heading
    assert heading[1] == PROJECT["version"]
    assert str(yaml.safe_load(text("CITATION.cff"))["version"]) == PROJECT["version"]


def test_who_and_under_which_licence_is_the_same_wherever_it_stands():
    cited = yaml.safe_load(text("CITATION.cff"))
    assert [author["name"] for author in cited["authors"]] == [
        author["name"] for author in PROJECT["authors"]
    ]
    assert cited["license"] == PROJECT["license"] == text("LICENSE").split()[0]


def rows():
    """Return the table of extras: extra -> the packages it brings, what it is for, without it."""
    found = re.findall(
        r"^\| `(\w+)` \| (.*?) \| (.*?) \| (.*?) \|$", text("docs/installing.md"), re.M
    )
    return {extra: cells for extra, *cells in found}


def test_every_extra_is_on_the_page_with_each_package_it_brings():
    assert list(rows()) != []
    assert set(rows()) == set(EXTRAS)
    for extra, (brings, use, without) in rows().items():
        if extra != "dev":
            packages = [re.split(r"[<>=\[]", line)[0] for line in EXTRAS[extra]]
            assert [name for name in packages if name not in brings] == [], extra
            assert use, extra
            assert without, extra


def test_what_the_tests_run_with_has_every_extra():
    (all_of_them,) = [line for line in EXTRAS["dev"] if line.startswith("coopindex[")]
    assert set(re.findall(r"\w+", all_of_them)[1:]) == set(EXTRAS) - {"dev"}


@pytest.mark.parametrize("path", FORMS, ids=[path.stem for path in FORMS])
def test_an_issue_form_asks_something_and_no_two_questions_have_one_id(path):
    form = yaml.safe_load(path.read_text("utf-8"))
    if path.stem == "config":
        assert set(form) <= {"blank_issues_enabled", "contact_links"}
        return
    assert set(form) >= {"name", "description", "body"}
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids)) > 0


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md"])
def test_what_a_page_for_contributors_points_to_is_there(page):
    for target in re.findall(r"\]\(([^)#]+)\)", text(page)):
        assert target.startswith("https://") or (ROOT / target).exists(), target
    for name in re.findall(r"`((?:src|tests|docs|\.ci)/[\w./-]+)`", text(page)):
        # the method that CONTRIBUTING.md adds is an example
        assert (ROOT / name).exists() or "geometric_midrange" in name, name
    for target in re.findall(r"`make ([\w-]+)", text(page)):
        assert re.search(rf"^{target}:", text("Makefile"), re.MULTILINE), target
