"""Executors of jobs: worker processes on this machine, or a Dask cluster."""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from interleave.run.sampling import cores

if TYPE_CHECKING:
    from collections.abc import Iterator

_PER_CORE = 3  # programs that teach concurrency mostly wait
_CONNECTING = 10  # seconds


class ClusterError(Exception):
    """A cluster cannot be used. The message is one line that says why and what to do."""


class Pool(NamedTuple):
    """An executor, and the number of jobs that it should have at a time."""

    executor: Executor
    at_once: int


@contextmanager
def pool(workers: int | None = None, cluster: str | None = None) -> Iterator[Pool]:
    """Give a pool of `workers` processes on this machine (None: 3 for each processor), or of a Dask cluster's.

    `cluster` is the address of the Dask scheduler: host:port, or a URL like tls://host:port. Raises ClusterError if it
    cannot be reached or has no workers.
    """
    with _on_a_cluster(cluster) if cluster else _here(workers or _PER_CORE * cores()) as made:
        yield made


@contextmanager
def _here(workers: int) -> Iterator[Pool]:
    # spawn, because this process has threads. Workers ignore Ctrl-C: running jobs end and clean up.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(workers, context, signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        yield Pool(executor, 2 * workers)
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _on_a_cluster(address: str) -> Iterator[Pool]:
    try:
        from distributed import Client  # noqa: PLC0415  (an extra, and slow to import)
        from distributed.comm.addressing import get_address_host_port  # noqa: PLC0415
    except ModuleNotFoundError:
        raise ClusterError("the package distributed is missing; install it: pip install distributed") from None
    try:
        get_address_host_port(address)
        client = Client(address, timeout=_CONNECTING, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise ClusterError(f"no Dask scheduler answers at {address} ({said}); give its address") from None
    with client:
        threads = sum(client.nthreads().values())  # type: ignore[no-untyped-call]
        if not threads:
            raise ClusterError(f"the Dask scheduler at {address} has no workers; start some: dask worker {address}")
        # The executor is not shut down: that fails where the scheduler is gone. Closing the client cancels its jobs.
        yield Pool(client.get_executor(pure=False), 2 * threads)  # type: ignore[no-untyped-call]
