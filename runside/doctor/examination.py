"""All checks, one after another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from runside.doctor import jupyter_paths
from runside.doctor.applications import look_at_applications
from runside.doctor.finding import FILES, HERE, JUPYTER, RUNNING, Finding, Status
from runside.doctor.folders import look_at_folders
from runside.doctor.hosts import look_at_hosts
from runside.doctor.index import look_at_index
from runside.doctor.jupyter_servers import look_at_servers
from runside.doctor.labextension import look_at_labextension
from runside.doctor.leftovers import look_for_leftovers
from runside.doctor.library import Library, look_at_library
from runside.doctor.server_extension import look_at_server_extension

Look = Callable[[], list[Finding]]


def examine(library: Library) -> list[Finding]:
    """Look at everything. It changes nothing but Runside's own directories, which it makes where
    they are missing, and takes a few seconds where a Jupyter server hangs.
    """
    data, config = jupyter_paths.data_paths(), jupyter_paths.config_paths()
    checks: list[tuple[str, str, Look]] = [
        (HERE, "kernel library", partial(look_at_library, library)),
        (HERE, "place", look_at_hosts),
        (JUPYTER, "applications", look_at_applications),
        (JUPYTER, "labextension", partial(look_at_labextension, library, data, config)),
        (JUPYTER, "server extension", partial(look_at_server_extension, config)),
        (JUPYTER, "left over", partial(look_for_leftovers, data, config)),
        (RUNNING, "Jupyter server", partial(look_at_servers, library, jupyter_paths.runtime_dir())),
        (FILES, "folders", look_at_folders),
        (FILES, "index", look_at_index),
    ]
    return [finding for check in checks for finding in _safely(*check)]


def _safely(part: str, subject: str, look: Look) -> list[Finding]:
    """What a check finds; where a file system refuses to be looked at, that is the finding."""
    try:
        return look()
    except OSError as error:
        return [
            Finding(
                "unseen",
                part,
                subject,
                f"cannot be looked at ({error})",
                Status.NOTE,
                "Nothing is known of it. Run the doctor as somebody who may read that.",
            )
        ]
