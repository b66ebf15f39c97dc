"""``python -m runside.server.indexer``: the index process of a Jupyter server, which speaks to it
over its pipes.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import warnings

from runside import places
from runside.server.indexer.overlays import Overlays
from runside.server.indexer.process import serve
from runside.server.store import SqliteStore, Store, Unplaced

NICENESS = 15
"""On a machine whose cores are all at work a training comes first: of two cores that a kernel and a page keep busy, a
process of niceness 5 took a third of one.
"""


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="[%(levelname)1.1s runside index] %(message)s")
    logging.captureWarnings(True)
    warnings.simplefilter("always", RuntimeWarning)
    # Ctrl-C in the terminal goes to the whole process group; the closed pipe says when to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    # What anything prints goes to the log, not between the messages.
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with os.fdopen(os.dup(0), "rb") as incoming, outgoing:
        serve(_store(), Overlays(places.data_dir()), incoming, outgoing)


def _store() -> Store:
    try:
        return SqliteStore(places.index_path())
    except (OSError, ValueError) as error:
        return Unplaced(str(error))


if __name__ == "__main__":
    main()
    # Threads that still answer a question have nobody to answer to.
    sys.stderr.flush()
    os._exit(0)
