"""What can go wrong with a journal, each with a message that says where and what to do."""

from __future__ import annotations


class JournalError(OSError):
    """The journal of a run cannot be made, opened or used."""


class RunFolderError(JournalError):
    """The folder of a run, or a file in it, cannot be made."""


class WriterClosedError(JournalError):
    """Something was appended through a writer that is closed or belongs to another process."""


class WriterTakenError(JournalError):
    """Another process, or another writer of this one, writes under that name."""


class BadLine(ValueError):  # noqa: N818 - it is a line, and its text is the reason
    """A line of a journal that is not what its checksum says; the text is the reason."""
