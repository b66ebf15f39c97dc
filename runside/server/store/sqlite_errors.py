"""What went wrong in SQLite, in the words of the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from runside.server.store.interface import IndexBrokenError, IndexUnusableError

_BROKEN = (apsw.CorruptError, apsw.NotADBError, apsw.SchemaChangeError)

_UNUSABLE = (
    apsw.BusyError,
    apsw.IOError,
    apsw.LockedError,
    apsw.NoLFSError,
    apsw.NoMemError,
    apsw.ProtocolError,
    apsw.InterruptError,
)


@contextmanager
def told(path: str) -> Iterator[None]:
    """Raise what SQLite says of its file as IndexBrokenError or IndexUnusableError.

    What it says of a statement or of its data (a constraint, a blob that is too big) stays as it is:
    it concerns one run.
    """
    try:
        yield
    except _BROKEN as error:
        raise IndexBrokenError(f"the index {path} is damaged ({error})") from error
    except apsw.SQLError as error:
        # Anything else is a mistake in a statement of ours, and no new index would mend that.
        if not str(error).startswith("no such "):
            raise
        raise IndexBrokenError(
            f"the index {path} does not hold what it should ({error})"
        ) from error
    except apsw.FullError as error:
        raise IndexUnusableError(
            f"no space is left for the index {path}: make room on that disk"
        ) from error
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError, apsw.AuthError) as error:
        raise IndexUnusableError(
            f"the index {path} cannot be opened or written ({error}): make its folder writable, or name another "
            "place with RUNSIDE_INDEX"
        ) from error
    except _UNUSABLE as error:
        raise IndexUnusableError(f"the index {path} cannot be used ({error})") from error
