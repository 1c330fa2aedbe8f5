"""Guarantees that are stopped by the clock, asked of some units, and searched for by several."""

import os
import signal

import numpy as np
import pytest

from coopindex.problems import InvalidInput
from coopindex.report.pages import page_of
from coopindex.report.render.markdown import as_markdown
from coopindex.robustness.exact import branching, running
from coopindex.robustness.exact.guarantee import guarantee

RANKS = ["best_from", "best_to", "worst_from", "worst_to"]


@pytest.fixture
def many(scored):
    """Fifty units whose order is open."""
    return scored(np.random.default_rng(5).normal(size=(50, 4)))


def in_full(found):
    return found.attaining.to_csv(), found.table.to_csv(), found.as_dict()


def test_an_answer_stopped_by_the_clock_holds_the_exact_one(many):
    stopped, exact = guarantee(many, seconds=0.0), guarantee(many)
    assert stopped.open[0] > 0
    assert exact.open[0] == 0
    table, true = stopped.table, exact.table
    for bound in ("best", "worst"):
        assert (table[f"{bound}_from"] <= true[bound]).all()
        assert (true[bound] <= table[f"{bound}_to"]).all()
        known = table[bound].notna()
        assert known.any()
        assert not known.all()
        assert (table[bound][known] == true[bound][known]).all()
    for what in ("can_be_first", "can_lose_rank"):
        known = table[what].notna()
        assert (table[what][known] == true[what][known]).all()
    assert (table["proved"] == (table["best"].notna() & table["worst"].notna())).all()
    assert list(table) == list(true)


@pytest.mark.parametrize(("lang", "words"), [("en", "Not all is proved"), ("zh", "尚未全部证明")])
def test_what_is_not_proved_is_said_in_words_and_as_two_ranks(many, lang, words):
    found = guarantee(many, seconds=0.0)
    page = as_markdown(page_of(found, many, lang).sections, lang)
    assert words in page
    unproved = found.table[~found.table["proved"]].iloc[0]
    assert f"{unproved.best_from}–{unproved.best_to}" in page or (
        f"{unproved.worst_from}–{unproved.worst_to}" in page
    )
    known = found.as_dict()
    assert known["proved"] is False
    assert {unit["best"] for unit in known["units"]} >= {None}
    assert words not in as_markdown(page_of(guarantee(many), many, lang).sections, lang)


def test_nobody_is_said_to_be_out_of_the_first_place_before_that_is_proved(many):
    found = guarantee(many, seconds=0.0)
    open_ = found.table["can_be_first"].isna()
    assert open_.any()
    said = " ".join(page_of(found, many).sections[1].sentences)
    assert "whether" in said
    assert "Nobody else could" not in said
    assert "Nobody else can" not in said


def test_some_units_have_the_ranks_that_they_have_among_all(many):
    every = guarantee(many)
    asked = [every.units[at] for at in (45, 3, 30)]
    found = guarantee(many, units=asked)
    assert found.answered == tuple(sorted(asked, key=every.units.index))
    rows = every.table[every.table["unit"].isin(asked)].reset_index(drop=True)
    assert found.table[["unit", *RANKS]].equals(rows[["unit", *RANKS]])
    assert set(found.attaining["unit"]) == set(asked)
    assert found.always_ahead.equals(every.always_ahead)


def test_weights_that_attain_a_rank_do_when_scored(scored, many):
    found = guarantee(many, units=["u7"])
    for best, rank in ((True, found.best[0].rank), (False, found.worst[0].rank)):
        shares = found.attained_at("u7", best=best)
        weights = [shares[code] for code in ("ports", "rail", "forums", "schools", "trade", "ties")]
        again = scored(np.random.default_rng(5).normal(size=(50, 4)), weights=weights)
        assert again.rank()[0, 7] == rank


def test_units_that_are_not_ranked_are_refused(many):
    with pytest.raises(InvalidInput, match="`nobody` is not a ranked unit"):
        guarantee(many, units=["nobody"])


def test_too_many_units_at_a_time_are_told_how_to_be_asked_for(scored):
    crowd = scored(np.random.default_rng(0).normal(size=(1500, 4)))
    with pytest.raises(InvalidInput, match="exact answers for 1,500 of 1,500 units") as refused:
        guarantee(crowd)
    assert "--units" in str(refused.value.problems[0].hint)
    assert guarantee(crowd, units=["u0"], seconds=0.0).answered == ("u0",)


def test_several_processes_give_the_same_answer_to_the_last_digit(many, monkeypatch):
    monkeypatch.setattr(running, "ALONE", 0.0)
    assert in_full(guarantee(many, processes=2)) == in_full(guarantee(many))


def test_a_process_that_dies_has_its_share_done_here(many, monkeypatch):
    monkeypatch.setattr(running, "ALONE", 0.0)
    send = running.Worker.send

    def killed(worker, until):
        send(worker, until)
        os.kill(worker.process.pid, signal.SIGKILL)

    monkeypatch.setattr(running.Worker, "send", killed)
    assert in_full(guarantee(many, processes=2)) == in_full(guarantee(many))


def test_an_interruption_ends_the_other_processes(many, monkeypatch):
    monkeypatch.setattr(running, "ALONE", 0.0)
    started = []
    monkeypatch.setattr(running.Worker, "send", lambda worker, _: started.append(worker.process))

    def interrupted(*_):
        if started:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        guarantee(many, processes=2, progress=interrupted)
    assert started
    assert not any(process.is_alive() for process in started)


def test_progress_ends_with_all_ranks_proved(many):
    said = []
    guarantee(many, progress=lambda *known: said.append(known))
    assert said[-1] == (100, 100, 0)
    assert [proved for proved, _, _ in said] == sorted(proved for proved, _, _ in said)


def test_where_little_may_wait_the_answer_is_the_same(many, monkeypatch):
    usual = guarantee(many)
    monkeypatch.setattr(branching.Store, "full", property(lambda _: True))
    for bound in RANKS:
        assert guarantee(many).table[bound].equals(usual.table[bound])
