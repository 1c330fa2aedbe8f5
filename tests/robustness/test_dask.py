"""A real cluster of two worker processes, one of which is killed in the middle."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from coopindex.cli import INTERRUPTED
from coopindex.robustness.execution import Execution
from coopindex.robustness.factors import Weights
from coopindex.robustness.uncertainty import uncertainty

distributed = pytest.importorskip("distributed")
BANDS = Weights("weights", ("trade", "ties", "index"), vary=0.4)


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_finds_what_one_process_finds_even_if_a_worker_dies(scored, values):
    result = scored(values)
    alone = uncertainty(result, [BANDS], draws=400_000).tally
    killed = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:

        def kill_one(*_):
            if not killed:
                killed.append(cluster.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)

        cluster_of_two = Execution("dask", scheduler=cluster.scheduler_address, progress=kill_one)
        together = uncertainty(result, [BANDS], draws=400_000, execution=cluster_of_two).tally
    assert killed
    assert np.array_equal(alone.ranks.table(), together.ranks.table())
    assert (alone.total == together.total).all()
    assert np.array_equal(alone.sample, together.sample)


def test_a_cluster_of_its_own_is_closed_afterwards(scored, values):
    found = uncertainty(scored(values), [BANDS], draws=64, execution=Execution("dask", workers=1))
    assert found.draws == 64


@pytest.mark.filterwarnings("ignore")
def test_ctrl_c_leaves_a_running_cluster_idle_and_no_file(tmp_path):
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        asked = [
            "uncertainty",
            "china-ceec-cities",
            "--draws",
            "50000000",
            "-o",
            "found.json",
            "--scheduler",
            cluster.scheduler_address,
        ]
        command = [sys.executable, "-m", "coopindex", *asked]
        run = subprocess.Popen(
            command, cwd=tmp_path, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
        )
        with distributed.Client(cluster) as client:
            wait_until(lambda: any(client.processing().values()))
            os.killpg(run.pid, signal.SIGINT)
            said = run.communicate(timeout=60)[1]
            wait_until(lambda: not any(client.processing().values()))
            assert client.submit(sum, [1, 2]).result() == 3
    assert run.returncode == INTERRUPTED
    assert said.strip().splitlines()[-1] == "coopindex: interrupted"
    assert list(tmp_path.iterdir()) == []


def wait_until(holds, seconds=60):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)
