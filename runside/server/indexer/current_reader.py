"""The index as one thread reads it: opened when it is first asked for, and again when it was replaced."""

from __future__ import annotations

from runside.server.store import Store, StoreReader


class CurrentReader:
    """A reading connection to the index that is there now; for one thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reader: StoreReader | None = None

    def get(self) -> StoreReader:
        """The connection. Raises IndexUnusableError."""
        if self._reader is not None and not self._reader.is_current():
            self.close()
        if self._reader is None:
            self._reader = self._store.reader()
        return self._reader

    def close(self) -> None:
        """Let go of the connection, where there is one; the next :meth:`get` makes another."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
