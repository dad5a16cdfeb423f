"""Work shared out among cores: every part is done once, faults arrive, and nothing outlives its parent."""

import os
import threading
from functools import partial

import pytest

from clearinghouse import workers
from clearinghouse.workers import cores, shared_out


def test_every_part_is_done_once_by_several_processes():
    results = list(shared_out(lambda part: (part * part, os.getpid()), range(50), 2))
    assert sorted(square for square, _ in results) == [part * part for part in range(50)]
    if workers.can_fork():
        assert os.getpid() not in {process for _, process in results}


def test_a_fault_in_the_work_is_raised_here():
    def work(part: int) -> int:
        if part == 7:
            raise LookupError("part 7")
        return part

    with pytest.raises(LookupError, match="part 7"):
        list(shared_out(work, range(20), 2))


def test_beside_running_threads_the_work_is_done_here():
    ended = threading.Event()
    thread = threading.Thread(target=partial(ended.wait, 30))
    thread.start()
    try:
        assert set(shared_out(lambda _part: os.getpid(), range(4), 2)) == {os.getpid()}
    finally:
        ended.set()
        thread.join()


def test_the_number_of_cores_can_be_lowered_but_not_raised(monkeypatch):
    monkeypatch.setenv("CLEARINGHOUSE_CORES", "1")
    assert cores() == 1
    monkeypatch.setenv("CLEARINGHOUSE_CORES", "1000")
    assert cores() <= (os.cpu_count() or 1)
    monkeypatch.setenv("CLEARINGHOUSE_CORES", "many")
    assert cores() >= 1
