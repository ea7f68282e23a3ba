"""gunicorn's settings, wherever it is started: `gunicorn --config python:utblick.operate.web utblick.config.wsgi`.

Read by gunicorn's first process, before Django is there.
"""

import os
import tempfile
from pathlib import Path
from shutil import rmtree

MEMORY = Path("/dev/shm")  # noqa: S108

worker_class = "gthread"
threads = 4
# The first process loads all that pages need (operate/loading.py), and those that serve are copies of it.
preload_app = True
timeout = 60
graceful_timeout = 10
loglevel = "warning"
control_socket_disable = True
# In memory where there is such a place: a slow disk must not make a living worker look hung.
worker_tmp_dir = str(MEMORY) if MEMORY.is_dir() else None

if os.environ.get("UTBLICK_LOG") == "json":
    loglevel = "error"  # Its warnings quote addresses.
    logconfig_dict = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "utblick.operate.logs.Json"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {"gunicorn.error": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
        "root": {"handlers": [], "level": "WARNING"},
    }

# Where the processes count requests together (operate/metrics/counting.py). Named here, since it must be there before the loading.
_counts = (
    "" if "PROMETHEUS_MULTIPROC_DIR" in os.environ else tempfile.mkdtemp(prefix="utblick-metrics-", dir=worker_tmp_dir)
)
if _counts:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = _counts


def on_exit(server: object) -> None:
    if _counts:
        rmtree(_counts, ignore_errors=True)
