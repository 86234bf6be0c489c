"""The scheduler of a Dask cluster: one in this process, or one that was started elsewhere."""

from __future__ import annotations

import asyncio
import logging
import warnings
from typing import TYPE_CHECKING

from saraban.extract.errors import EngineMissing

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

INSTALL = 'pip install "saraban[cluster]"'

_CONNECT_SECONDS = 10.0
_SILENT = logging.CRITICAL + 1
_SETTINGS = {
    "distributed.worker.profile.enabled": False,  # it looks at every thread a hundred times a second
    "distributed.scheduler.http.routes": [],  # no web pages
    "distributed.worker.http.routes": [],
}


def load() -> None:
    """Import Dask, silent: what it has to say reaches the user as errors of ours. Raises EngineMissing."""
    try:
        import dask
        import distributed  # noqa: F401
    except ImportError as error:
        raise EngineMissing(f"the engine dask is not installed; {INSTALL}") from error
    dask.config.set(_SETTINGS)
    warnings.filterwarnings("ignore", module="distributed")
    # Dask gives several of its loggers levels of their own.
    for name in ("asyncio", *logging.root.manager.loggerDict):
        if name.startswith(("asyncio", "distributed", "tornado")):
            logging.getLogger(name).setLevel(_SILENT)


def embedded(jobs: int, scratch: str) -> LocalCluster:
    """A scheduler and one worker of `jobs` threads, in this process, heard by nobody else.

    Workers in processes of their own would listen on ports through which any user of this machine can have them do
    anything; and what is dangerous is in the guarded children either way.
    """
    import dask
    from distributed import LocalCluster

    with dask.config.set({"temporary-directory": scratch}):
        return LocalCluster(
            n_workers=1,
            threads_per_worker=jobs,
            processes=False,
            protocol="inproc://",
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            memory_limit=0,
            silence_logs=_SILENT,
        )


def connect(place: str | LocalCluster) -> Client:
    """A client of the scheduler, with the certificates that Dask is configured with.

    Raises OSError, TimeoutError or ValueError when it is not there, or one side does not trust the other.
    """
    from distributed import Client

    if isinstance(place, str):
        asyncio.run(_knock(place))
    return Client(place, timeout=_CONNECT_SECONDS, set_as_default=False, name="saraban")


async def _knock(address: str) -> None:
    """Whether somebody opens. A Client that fails to connect leaves threads that hold the program up at its end."""
    from distributed import Security
    from distributed.comm import connect as open_comm

    proof = Security().get_connection_args("client")
    if address.startswith("tls:") and proof["ssl_context"] is None:
        raise ValueError("Dask knows no certificates for it: docs/cluster.md says how")
    comm = await open_comm(address, _CONNECT_SECONDS, **proof)
    await comm.close()
