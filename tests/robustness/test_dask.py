"""A real cluster of two worker processes, one of which is killed in the middle."""

import os
import signal

import numpy as np
import pytest

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
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:

        def kill_one(*_):
            if not killed:
                killed.append(cluster.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)

        cluster_of_two = Execution("dask", scheduler=cluster.scheduler_address, progress=kill_one)
        together = uncertainty(result, [BANDS], draws=400_000, execution=cluster_of_two).tally
    assert killed
    assert (alone.ranks == together.ranks).all()
    assert (alone.total == together.total).all()
    assert np.array_equal(alone.sample, together.sample)


def test_a_cluster_of_its_own_is_closed_afterwards(scored, values):
    found = uncertainty(scored(values), [BANDS], draws=64, execution=Execution("dask", workers=1))
    assert found.draws == 64
