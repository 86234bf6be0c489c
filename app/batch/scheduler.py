"""The scheduler of a Dask cluster: one in this process, or one that was started elsewhere."""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Certificates:
    """The files, in PEM, with which this program and the cluster trust each other."""

    authority: str
    certificate: str
    key: str


def load() -> None:
    """Import Dask, silent: what it has to say reaches the user as errors of ours. Raises EngineMissing."""
    try:
        import dask
        import distributed  # noqa: F401
    except ImportError as error:
        raise EngineMissing(f"the engine dask is not installed; {INSTALL}") from error
    dask.config.set(_SETTINGS)
    warnings.filterwarnings("ignore", module="distributed")
    for name in ("distributed", "tornado", "asyncio"):
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


def connect(place: str | LocalCluster | None, certificates: Certificates | None) -> Client:
    """A client of the scheduler. Raises OSError or TimeoutError when it is not there or does not trust us."""

    from distributed import Client, Security

    security = None
    if certificates is not None:
        security = Security(
            tls_ca_file=certificates.authority,
            tls_client_cert=certificates.certificate,
            tls_client_key=certificates.key,
            require_encryption=True,
        )
    return Client(place, timeout=_CONNECT_SECONDS, security=security, set_as_default=False, name="saraban")
