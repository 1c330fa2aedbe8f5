"""Where the chunks of a run are done: here, in processes, or on a Dask cluster. The chunks and their order of adding up are the same.

A task takes a chunk's first and last draw and returns something that can be added. Workers have no randomness of their own, so every
way gives the same figures, bit for bit, whatever the number of workers.
"""

from __future__ import annotations

import importlib
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, Protocol, Self, TypeVar

import numpy as np

from coopindex.problems import InvalidInput, Problem


class Addable(Protocol):
    """What a task returns."""

    def __add__(self, other: Any) -> Self: ...


T = TypeVar("T", bound=Addable)
Task = Callable[[int, int], T]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Execution:
    """How to run.

    how : `serial`, `processes` (`workers` of them; none: as many as processors), or `dask` (`scheduler`: the address of a running
    cluster; none: a local cluster of so many workers, closed afterwards; needs `coopindex[dask]`).
    progress : called with the draws done and the draws in all.
    """

    how: Literal["serial", "processes", "dask"] = "serial"
    workers: int | None = None
    scheduler: str | None = None
    progress: Progress | None = None


SERIAL = Execution()
CELLS = (
    1 << 18
)  # about how many numbers one chunk of draws may put into one array: what fits a processor's cache
np.empty(
    30 << 20, np.uint8
)  # once such a block was freed, glibc keeps memory instead of fetching it from the system for every chunk
AHEAD = 128  # chunks, or two a worker, that are given out at once: nobody holds them all, and few are left to end when a run is interrupted


def chunk_size(cells: int) -> int:
    """Return how many draws go into a chunk when each takes so many cells: a power of two, whatever the number of draws.

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
    """Do every chunk and add up what comes, in the order of the chunks. An error, or Ctrl-C, ends all workers that were started.

    >>> run(lambda start, stop: stop - start, chunks(10, 4))
    10
    """
    results = {"serial": _serial, "processes": _processes, "dask": _dask}[execution.how](
        task, parts, execution
    )
    total: T | None = None
    waiting: dict[int, T] = {}
    following = done = 0
    for place, result in results:
        waiting[place] = result
        done += parts[place][1] - parts[place][0]
        while following in waiting:
            total = waiting[following] if total is None else total + waiting[following]
            del waiting[following]
            following += 1
        if execution.progress:
            execution.progress(done, parts[-1][1])
    if total is None:
        raise ValueError("there is nothing to run")
    return total


def _serial(
    task: Task[T], parts: Sequence[tuple[int, int]], _: Execution
) -> Iterator[tuple[int, T]]:
    for place, part in enumerate(parts):
        yield place, task(*part)


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Let Ctrl-C wait until workers are started; they leave it, which a terminal sends to all, to the process that started them.

    Processes inherit what is blocked, not how it is handled; and what is blocked here another thread may take up, and the handler hear.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    missed = []
    before = signal.signal(signal.SIGINT, lambda *_: missed.append(True))
    blocked = None
    try:
        blocked = _block_interrupts() if hasattr(signal, "pthread_sigmask") else None
        yield
    finally:
        if blocked is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        signal.signal(signal.SIGINT, before)
        if missed:
            signal.raise_signal(signal.SIGINT)


def _block_interrupts() -> set[Any]:
    """Keep Ctrl-C from this thread and from the threads and processes it starts; return what was blocked before."""
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # when it starts later on, it unblocks them
    return signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


_task: Task[Any] | None = (
    None  # a worker process's own copy, so that what the task prepares is prepared once
)


def _begin(task: Task[Any]) -> None:
    global _task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where nothing can be blocked
    _task = task


def _do(part: tuple[int, int]) -> Any:
    if _task is None:
        raise RuntimeError("the worker was not given its task")
    return _task(*part)


def _processes(
    task: Task[T], parts: Sequence[tuple[int, int]], execution: Execution
) -> Iterator[tuple[int, T]]:
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from multiprocessing import get_context

    workers = execution.workers or os.cpu_count() or 1
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(task,)
    )
    waiting = iter(enumerate(parts))

    def submit(count: int) -> dict[Any, int]:
        return {pool.submit(_do, part): place for place, part in islice(waiting, count)}

    try:
        with interrupts_held_back():
            places = submit(max(AHEAD, 2 * workers))
        while places:
            for future in wait(places, return_when=FIRST_COMPLETED).done:
                yield places.pop(future), future.result()
                places |= submit(1)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _dask(
    task: Task[T], parts: Sequence[tuple[int, int]], execution: Execution
) -> Iterator[tuple[int, T]]:
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as absent:
        raise InvalidInput(
            [Problem("missing-package", 'a Dask cluster needs: pip install "coopindex[dask]"')]
        ) from absent

    cluster = None
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
            places: dict[str, int] = {}

            def submit(count: int) -> list[Any]:
                following = list(islice(waiting, count))
                futures = [
                    client.submit(_apply, shared, *part, pure=False) for _, part in following
                ]
                places.update(
                    {
                        future.key: place
                        for future, (place, _) in zip(futures, following, strict=True)
                    }
                )
                return futures

            done = distributed.as_completed(
                submit(max(AHEAD, 2 * len(client.nthreads()))), with_results=True
            )
            for future, result in done:
                yield places.pop(future.key), result
                future.release()
                done.update(submit(1))
    finally:
        if cluster is not None:
            cluster.close()


def _client(distributed: Any, where: Any) -> Any:
    try:
        return distributed.Client(where, timeout="10s")
    except (OSError, ValueError) as failed:
        message = f"no Dask scheduler answers at {where}"
        raise InvalidInput(
            [
                Problem(
                    "no-scheduler", message, hint="start one with `dask scheduler`, or use --dask"
                )
            ]
        ) from failed


def _apply(task: Task[T], start: int, stop: int) -> T:
    return task(start, stop)
