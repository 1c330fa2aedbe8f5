"""Where the chunks of a run are done: here, in processes, or on a Dask cluster.

The chunks and their order of adding up are the same. A task takes a chunk's first and last draw and
returns something that can be added. Workers have no randomness of their own, so every way gives the
same figures, bit for bit, whatever the number of workers.
"""

from __future__ import annotations

import importlib
import logging
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Literal, Protocol, Self, TypeVar

import numpy as np

from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem


class Addable(Protocol):
    """What a task returns."""

    def __add__(self, other: Any) -> Self: ...


T = TypeVar("T", bound=Addable)
Task = Callable[[int, int], T]
Results = Generator[tuple[int, T], None, None]  # a chunk's number, and what its task returned
Progress = Callable[[int, int], None]


Way = Literal["serial", "processes", "dask"]


class RunEnded(InvalidInput):
    """The draws could not be run where they were to run; what was to be drawn is not at fault."""


@dataclass(frozen=True)
class Execution:
    """How to run.

    how : `serial`; `processes`, `workers` of them (none: as many as processors); or `dask`, on the
        cluster at `scheduler` (none: a local one of so many workers, closed afterwards; needs
        `coopindex[dask]`).
    progress : called with the draws done and the draws in all.

    >>> import coopindex
    >>> coopindex.Execution("processes", workers=2).how
    'processes'
    """

    how: Way = "serial"
    workers: int | None = None
    scheduler: str | None = None
    progress: Progress | None = None


SERIAL = Execution()
# about how many numbers one chunk of draws may put into one array: what fits a processor's cache
CELLS = 1 << 18
# chunks, or two a worker, that are given out at once: nobody holds them all, and few are left to
# end when a run is interrupted
AHEAD = 128
# pools of processes that are tried in turn, where workers are ended from outside
POOLS = 3
HELD = 30 << 20


# glibc gives a large block back when it is freed, and fetches, and clears, another for the next
# array, until a block of that size was freed once. Measured in processor time: 10,000 draws of 35
# weights, 8 variants and errors in 15 x 25 cells take 170 ms so, and 207 ms otherwise.
@cache
def hold_freed_memory() -> None:
    """Let this process hold memory that is freed, once; elsewhere than on glibc nothing changes."""
    np.empty(HELD, np.uint8)


def chunk_size(cells: int) -> int:
    """Return how many draws go into a chunk when each takes so many cells: a power of two.

    Whatever the number of draws.

    >>> chunk_size(375), chunk_size(10**9)
    (512, 1)
    """
    return 1 << max(0, (CELLS // max(cells, 1)).bit_length() - 1)


def chunks(draws: int, size: int) -> tuple[tuple[int, int], ...]:
    """Cut draws into chunks, the last one shorter.

    >>> chunks(10, 4)
    ((0, 4), (4, 8), (8, 10))
    """
    return tuple((start, min(start + size, draws)) for start in range(0, draws, size))


def run(task: Task[T], parts: Sequence[tuple[int, int]], execution: Execution = SERIAL) -> T:
    """Do every chunk and add up what comes, in the order of the chunks.

    An error, or Ctrl-C, ends all workers that were started.

    >>> run(lambda start, stop: stop - start, chunks(10, 4))
    10
    """
    results = {"serial": _serial, "processes": _processes, "dask": _dask}[execution.how](
        task, parts, execution
    )
    total: T | None = None
    waiting: dict[int, T] = {}
    following = done = 0
    # closed here, and not when it is collected: what it has begun ends with an error of ours too
    with closing(results):
        for number, result in results:
            waiting[number] = result
            done += parts[number][1] - parts[number][0]
            while following in waiting:
                total = waiting[following] if total is None else total + waiting[following]
                del waiting[following]
                following += 1
            if execution.progress:
                execution.progress(done, parts[-1][1])
    if total is None:
        raise ValueError("there is nothing to run")
    return total


def _serial(task: Task[T], parts: Sequence[tuple[int, int]], _: Execution) -> Results[T]:
    hold_freed_memory()
    for number, part in enumerate(parts):
        yield number, task(*part)


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Let Ctrl-C, and a SIGTERM or SIGHUP that is heeded, wait until workers are started.

    They leave Ctrl-C, which a terminal sends to all, to the process that started them. Processes
    inherit what is blocked, not how it is handled; and what is blocked here another thread may take
    up, and the handler hear.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    missed: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _: missed.append(number))
        for number in _heeded()
    }
    blocked = None
    try:
        blocked = _block_interrupts() if hasattr(signal, "pthread_sigmask") else None
        yield
    finally:
        if blocked is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        for number, heeded in before.items():
            signal.signal(number, heeded)
        if missed:
            signal.raise_signal(missed[0])


def _heeded() -> list[int]:
    """Return Ctrl-C and the other signals that end a program, where something is done on them."""
    others = (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP"))
    heeded = [number for number in others if number and callable(signal.getsignal(number))]
    return [signal.SIGINT, *heeded]


def _block_interrupts() -> set[Any]:
    """Keep Ctrl-C from this thread and from what it starts; return what was blocked before."""
    from multiprocessing import resource_tracker

    # when it starts later on, it unblocks them
    resource_tracker.ensure_running()
    return signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


# a worker process's own copy, so that what the task prepares is prepared once
_task: Task[Any] | None = None


def _begin(task: Task[Any]) -> None:
    global _task
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # where nothing can be blocked
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hold_freed_memory()
    _task = task


def _end_with_parent() -> None:
    """End this worker when what started it is gone: killed, it can stop nobody any more."""
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _do(part: tuple[int, int]) -> Any:
    if _task is None:
        raise RuntimeError("the worker was not given its task")
    return _task(*part)


def _processes(task: Task[T], parts: Sequence[tuple[int, int]], execution: Execution) -> Results[T]:
    """Do chunks in processes of a pool.

    A worker that is ended from outside takes its pool with it: what is left is done in another.
    """
    from concurrent.futures.process import BrokenProcessPool

    left = dict(enumerate(parts))
    for _ in range(POOLS):
        try:
            with closing(_pool(task, dict(left), execution.workers or os.cpu_count() or 1)) as done:
                for number, result in done:
                    del left[number]
                    yield number, result
            return
        except BrokenProcessPool:
            continue
    message, hint = Wording("plan.workers-ended", times=POOLS), Wording("plan.workers-ended.hint")
    raise RunEnded([Problem("workers-ended", message, hint=hint)])


def _pool(task: Task[T], parts: dict[int, tuple[int, int]], workers: int) -> Results[T]:
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(task,)
    )
    waiting = iter(parts.items())

    def submit(count: int) -> dict[Any, int]:
        return {pool.submit(_do, part): number for number, part in islice(waiting, count)}

    try:
        with interrupts_held_back():
            running = submit(max(AHEAD, 2 * workers))
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()
                running |= submit(1)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _dask(task: Task[T], parts: Sequence[tuple[int, int]], execution: Execution) -> Results[T]:
    from concurrent.futures import CancelledError

    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as absent:
        raise RunEnded([Problem("missing-package", Wording("plan.needs-dask"))]) from absent

    cluster = None
    # what it writes of a lost connection is said below, in one line
    log = logging.getLogger("distributed.client")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        if not execution.scheduler:
            with interrupts_held_back():
                settings = {"n_workers": execution.workers, "threads_per_worker": 1}
                cluster = distributed.LocalCluster(
                    **settings, dashboard_address=":0", silence_logs=logging.CRITICAL
                )
        with _client(distributed, execution.scheduler or cluster) as client:
            shared = client.scatter(task, broadcast=True, hash=False)
            waiting = iter(enumerate(parts))
            running: dict[str, int] = {}

            def submit(count: int) -> list[Any]:
                futures = []
                for number, part in islice(waiting, count):
                    future = client.submit(_apply, shared, *part, pure=False)
                    running[future.key] = number
                    futures.append(future)
                return futures

            done = distributed.as_completed(
                submit(max(AHEAD, 2 * len(client.nthreads()))), with_results=True
            )
            for future, result in done:
                if future.status != "finished":  # its scheduler is gone
                    raise result
                yield running.pop(future.key), result
                future.release()
                done.update(submit(1))
    except (OSError, CancelledError, distributed.KilledWorker) as lost:
        message = Wording("plan.scheduler-lost", why=type(lost).__name__)
        hint = Wording("plan.scheduler-lost.hint")
        raise RunEnded([Problem("scheduler-lost", message, hint=hint)]) from lost
    finally:
        if cluster is not None:
            cluster.close()
        log.setLevel(level)


def _client(distributed: Any, where: Any) -> Any:
    try:
        return distributed.Client(where, timeout="10s")
    except (OSError, ValueError) as failed:
        message = Wording("plan.no-scheduler", where=where)
        hint = Wording("plan.no-scheduler.hint")
        raise RunEnded([Problem("no-scheduler", message, hint=hint)]) from failed


def _apply(task: Task[T], start: int, stop: int) -> T:
    hold_freed_memory()
    return task(start, stop)
