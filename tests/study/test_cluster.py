"""Lives on a real scheduler with real workers, on this machine: the same bytes, and nothing lost when one of them dies.

A scheduler without authentication listens on the loopback address only.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from small_studies import YEARS, command, started, stored, written

from sim import Experiment
from sim.cli.main import outcome
from sim.study import cluster
from sim.study.cluster import Cluster, ClusterTrouble
from sim.study.problems import InputWrong
from sim.study.study import Watcher, run_study

PATIENT_SECONDS = 90
REPLICATES = 3


class Machines:
    """A scheduler and its workers."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address, self._folder, self._all = f"tcp://127.0.0.1:{port}", folder, []
        self.scheduler = self._start("dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")

    def _start(self, program, *arguments):
        run = [sys.executable, "-m", f"distributed.cli.{program}", *map(str, arguments)]
        log = (self._folder / "machines.log").open("ab")
        self._all.append(subprocess.Popen(run, stdout=log, stderr=log, cwd=self._folder, env=self._environment()))
        return self._all[-1]

    def _environment(self):
        paths = os.pathsep.join(path for path in sys.path if path)
        return {**os.environ, "PYTHONPATH": paths, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}

    def worker(self):
        return self._start("dask_worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard")

    def end(self):
        for process in self._all:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def machines(lasting_question):
    """One scheduler with two workers; the last test kills the scheduler."""
    machines = Machines(lasting_question.parent)
    try:
        machines.workers = [machines.worker(), machines.worker()]
        yield machines
    finally:
        machines.end()


@pytest.fixture(scope="module")
def experiment(lasting_question):
    """The small question, over one year."""
    return Experiment.load(lasting_question, years=YEARS)


@pytest.fixture(scope="module")
def whole(experiment, lasting_question):
    """What it gives on this machine."""
    experiment.run(out=lasting_question.parent / "whole", replicates=REPLICATES, workers=1).store.close()
    return lasting_question.parent / "whole"


@pytest.fixture(scope="module")
def connected(machines):
    """This process with the scheduler, once both workers have come."""
    there = Cluster(machines.address)
    there._client.wait_for_workers(2, timeout=PATIENT_SECONDS)
    there._counted = 0.0
    yield there
    there.close()


def test_other_machines_give_the_same_bytes(experiment, whole, connected, tmp_path):
    assert connected.workers() == 2
    experiment.run(out=tmp_path, replicates=REPLICATES, executor=connected).store.close()
    assert written(tmp_path) == written(whole)


def test_the_librarys_own_executor_will_do(experiment, whole, connected, tmp_path):
    executor = connected._client.get_executor()
    experiment.run(out=tmp_path, replicates=REPLICATES, workers=2, executor=executor).store.close()
    assert written(tmp_path) == written(whole)


def test_threads_will_do(experiment, whole, tmp_path):
    with ThreadPoolExecutor(2) as threads:
        experiment.run(out=tmp_path, replicates=REPLICATES, workers=2, executor=threads).store.close()
    assert written(tmp_path) == written(whole)


def test_workers_with_other_code_are_refused(machines, connected, monkeypatch):
    monkeypatch.setattr(cluster, "code_stamp", lambda: "0000")
    with pytest.raises(ClusterTrouble, match="workers have other code than this process, which has 0000: tcp://"):
        Cluster(machines.address)
    future = connected.submit(cluster.live_one, None)
    with pytest.raises(ClusterTrouble, match="workers have other code"):
        future.result(timeout=PATIENT_SECONDS)


class KillsOne(Watcher):
    """Kills a worker when the first lives are done."""

    def __init__(self, worker):
        self._worker = worker

    def compiling(self):
        """Nothing is said."""

    def lived(self, done, of):
        """Kill at the third."""
        if done == 3:
            self._worker.kill()


def test_a_killed_worker_loses_nothing(experiment, whole, machines, connected, tmp_path):
    watcher = KillsOne(machines.workers[0])
    run_study(experiment, tmp_path, REPLICATES, executor=connected, watcher=watcher).store.close()
    assert machines.workers[0].poll() == -signal.SIGKILL
    assert written(tmp_path) == written(whole)


def test_a_dead_scheduler_ends_with_a_message_and_the_study_can_go_on(
    experiment, whole, machines, lasting_question, tmp_path
):
    said, out = tmp_path / "said", tmp_path / "out"
    asked = ("run", lasting_question, "--years", YEARS, "--replicates", 400, "--cluster", machines.address)
    process = started(command, said, *asked, "--out", out)
    deadline = time.monotonic() + PATIENT_SECONDS
    while stored(out) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    machines.scheduler.kill()
    process.join(PATIENT_SECONDS)
    told = said.read_text(encoding="utf-8")
    assert process.exitcode == 1, told
    assert f"{machines.address}: the scheduler is gone; finished runs are kept" in told
    assert "Traceback" not in told
    assert 3 <= stored(out) < 1600
    experiment.run(out=out, replicates=REPLICATES, workers=1).store.close()
    assert written(out) == written(whole)


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("127.0.0.1", 2, "an address such as tcp://127.0.0.1:8786 is expected"),
        ("http://127.0.0.1:80", 2, "an address such as"),
        ("tcp://127.0.0.1:1", 1, "no scheduler answers there within"),
    ],
)
def test_wrong_addresses_are_answered(lasting_question, tmp_path, capsys, monkeypatch, address, code, said):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1.0)
    asked = ["run", str(lasting_question), "--out", str(tmp_path / "out"), "--cluster", address]
    assert outcome(asked) == code
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert not (tmp_path / "out").exists()


def test_without_the_library_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputWrong, match=r"pip install 'zonesim\[cluster\]'"):
        Cluster("tcp://127.0.0.1:8786")
