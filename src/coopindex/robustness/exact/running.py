"""A search until everything is proved, or time is up: here, and in other processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from math import inf
from typing import Any, NamedTuple

from coopindex.methods.registry import Array
from coopindex.robustness.exact.search import Group
from coopindex.robustness.execution import hold_freed_memory, interrupts_held_back

# called with the ranks proved, the ranks asked for, and the most places that one is still open by
Report = Callable[[int, int, int], None]

# seconds of a search before other processes are started, which takes one itself
ALONE = 1.5
# seconds between reports
OFTEN = 0.25


class Answer(NamedTuple):
    """What is known of a question: what is attained, at which point, and what is proved."""

    least: int
    at: Array
    proved: int


def run(
    groups: Sequence[Group],
    until: float,
    processes: int | None,
    report: Report,
    rounds: int | None = None,
) -> None:
    """Search until all is proved or `until`, a time of `time.monotonic`.

    processes : how many may be at work; None, as many as there are processors. Others are started
    where the search has taken a while, and each has its share of the groups; a group's search is
    the same wherever it is done. A process that dies has its groups done here. rounds : how often
    each group is gone on with at most, all of them here: what is known then hangs on no clock.
    """
    hold_freed_memory()
    with _single_threaded():
        if rounds is not None:
            _alone(groups, until, report, rounds)
            return
        _alone(groups, min(until, time.monotonic() + ALONE), report)
        left = [group for group in groups if any(group.gaps)]
        many = min(processes or _processors(), len(left))
        if many < 2 or time.monotonic() > until:
            _alone(groups, until, report)
        else:
            _together(groups, left, many, until, report)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _single_threaded() -> Iterator[None]:
    """Keep linear algebra on one thread: its matrices are small, and processes share the rest."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def _alone(groups: Sequence[Group], until: float, report: Report, rounds: float = inf) -> None:
    for gaps in _rounds(groups, until, rounds):
        report(*_known(gaps))


def _rounds(groups: Sequence[Group], until: float, rounds: float = inf) -> Iterator[list[int]]:
    """Go on with one group after the other; yield all gaps now and then, and at the end."""
    gaps = [group.gaps for group in groups]
    said = 0.0
    while rounds > 0 and (going := [at for at, found in enumerate(gaps) if any(found)]):
        rounds -= 1
        for at in going:
            if (now := time.monotonic()) > until:
                yield list(chain.from_iterable(gaps))
                return
            if now - said > OFTEN:
                said = now
                yield list(chain.from_iterable(gaps))
            groups[at].advance()
            gaps[at] = groups[at].gaps
    yield list(chain.from_iterable(gaps))


def _known(gaps: Sequence[int]) -> tuple[int, int, int]:
    return gaps.count(0), len(gaps), max(gaps, default=0)


# -- in several processes --------------------------------------------------------------------------


def _together(
    groups: Sequence[Group], left: Sequence[Group], many: int, until: float, report: Report
) -> None:
    """Give each process its share of the groups that are left, the first to this one."""
    mine, *shares = (left[start::many] for start in range(many))
    proved = [0] * sum(len(group.gaps) for group in groups if not any(group.gaps))

    def said(gaps: Sequence[int]) -> None:
        report(*_known([*proved, *gaps, *(gap for worker in workers for gap in worker.gaps)]))

    with _workers(shares, until) as workers:
        for gaps in _rounds(mine, until):
            for worker in workers:
                worker.hear(0.0)
            said(gaps)
        while busy := [worker for worker in workers if worker.busy]:
            busy[0].hear(OFTEN)
            said(gaps)
    _alone([group for worker in workers if worker.died for group in worker.share], until, _silent)


def _silent(*_: int) -> None:
    """Report nothing."""


@dataclass
class Worker:
    """A process at work on its share of the groups, and our end of the pipe to it.

    gaps : of its questions, as it last said.
    """

    share: Sequence[Group]
    process: Any
    pipe: Any
    gaps: list[int]
    busy: bool = True
    died: bool = False

    def send(self, until: float) -> None:
        """Hand its groups over."""
        with suppress(OSError):
            self.pipe.send((self.share, until - time.monotonic()))

    def hear(self, seconds: float) -> None:
        """Take what it has said, and wait so long for it to say something."""
        try:
            while self.busy and self.pipe.poll(seconds):
                seconds, said = 0.0, self.pipe.recv()
                if isinstance(said[0], Answer):
                    self._take(said)
                else:
                    self.gaps = said
        except (EOFError, OSError):
            self.busy, self.died = False, True

    def _take(self, answers: Sequence[Answer]) -> None:
        questions = [question for group in self.share for question in group.questions]
        for question, answer in zip(questions, answers, strict=True):
            question.least, question.at, question.proved = answer
        self.gaps, self.busy = [question.gap for question in questions], False


@contextmanager
def _workers(shares: Sequence[Sequence[Group]], until: float) -> Iterator[list[Worker]]:
    """Start a process for every share; an error, or Ctrl-C, ends all of them."""
    context = multiprocessing.get_context("spawn")
    workers: list[Worker] = []
    try:
        with interrupts_held_back():
            for share in shares:
                ours, theirs = context.Pipe()
                process = context.Process(target=_work, args=(theirs,), daemon=True)
                process.start()
                theirs.close()
                gaps = [gap for group in share for gap in group.gaps]
                workers.append(Worker(share, process, ours, gaps))
        for worker in workers:
            worker.send(until)
        yield workers
    finally:
        for worker in workers:
            worker.process.terminate()
            worker.process.join()
            worker.pipe.close()


def _work(pipe: Any) -> None:
    """Do a share of the groups, saying now and then how far they are."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hold_freed_memory()
    with suppress(OSError, EOFError), _single_threaded():
        groups, seconds = pipe.recv()
        for gaps in _rounds(groups, time.monotonic() + seconds):
            pipe.send(gaps)
        pipe.send(
            [
                Answer(question.least, question.at, question.proved)
                for group in groups
                for question in group.questions
            ]
        )
