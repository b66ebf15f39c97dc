"""The index process, as the Jupyter server sees it: started, asked, listened to, and started
again when it dies.

The event loop of the Jupyter server belongs to everybody's kernels: here is nothing but passing
bytes on.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from runside.server.answer import Answer, Refused
from runside.server.framing import pack, receive

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 30.0
HEALTHY_AFTER_S = 60.0
"""A process that ran this long is started again at once when it ends."""
ANSWER_WITHIN_S = 60.0
PATIENCE_S = 10.0
"""How long a question waits for a process that is just starting."""

Listener = Callable[[str, bytes], None]
"""Called with the uid of a run and an event about it, ready to be sent."""


class IndexService:
    """One index process and the questions that are open to it. Lives on the Jupyter server's
    event loop.
    """

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._up = asyncio.Event()
        self._open: dict[int, asyncio.Future[Answer]] = {}
        self._last_id = 0
        self._situation: dict[str, Any] = {}
        self._listeners: set[Listener] = set()
        self._task: asyncio.Task[None] | None = None
        self._wait = "the index process is starting"

    def start(self) -> None:
        """Start the process, and again whenever it ends, until :meth:`stop`."""
        self._task = asyncio.get_running_loop().create_task(self._keep_running())

    async def stop(self) -> None:
        """End the process. It finishes the transaction that it is in."""
        if self._task is None:
            return
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        self._task = None

    @property
    def pid(self) -> int | None:
        """The process id of the index process; None while there is none."""
        return self._process.pid if self._process and self._up.is_set() else None

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` for each event. Returns how to stop that."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    def tell(self, situation: dict[str, Any]) -> None:
        """Say what only the Jupyter server knows: its roots, and which kernels are idle. A new
        process is told it first.
        """
        self._situation = situation
        if self._up.is_set():
            self._send({"tell": situation})

    async def ask(self, question: str, **about: Any) -> Answer:
        """Ask the index process. Raises Refused with the status and text of its refusal, or 503
        where it is not there.
        """
        try:
            await asyncio.wait_for(self._up.wait(), PATIENCE_S)
        except asyncio.TimeoutError:
            raise Refused(503, f"runs cannot be looked up now: {self._wait}") from None
        self._last_id += 1
        number = self._last_id
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._open[number] = answered
        try:
            self._send({"id": number, "ask": question, "about": about})
            return await asyncio.wait_for(answered, ANSWER_WITHIN_S)
        except asyncio.TimeoutError:
            raise Refused(504, f"the index did not answer within {ANSWER_WITHIN_S:.0f} s") from None
        finally:
            del self._open[number]

    def _send(self, head: dict[str, Any]) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(pack(head))

    async def _keep_running(self) -> None:
        delay = FIRST_DELAY_S
        while True:
            began = time.monotonic()
            ended = await self._run_once()
            if time.monotonic() - began > HEALTHY_AFTER_S:
                delay = FIRST_DELAY_S
            self._wait = f"{ended}; it is started again in {delay:g} s"
            self._log.warning("Runside: %s", self._wait)
            await asyncio.sleep(delay)
            delay = min(2 * delay, LONGEST_DELAY_S)

    async def _run_once(self) -> str:
        """Run the process to its end. Returns how it ended, for people."""
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "runside.server.indexer",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                # `python -m` looks for modules in its working directory first, and the user's
                # notebooks may have a random.py beside them.
                cwd=os.sep,
                env=_environment(),
            )
        except OSError as error:
            return f"the index process could not be started ({error.strerror})"
        self._process = process
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            self._up.set()
            self._send({"tell": self._situation})
            while (message := await receive(process.stdout)) is not None:
                self._take(*message)
        finally:
            self._up.clear()
            process.stdin.close()
            self._fail_open()
            await self._reap(process)
        return f"the index process ended with status {process.returncode}"

    def _take(self, head: dict[str, Any], body: bytes) -> None:
        if "event" in head:
            for listener in list(self._listeners):
                listener(head["event"], body)
            return
        answered = self._open.get(head["id"])
        if answered is None or answered.done():
            return
        if "status" in head:
            answered.set_exception(Refused(head["status"], head["message"]))
        else:
            answered.set_result(Answer(body, head["type"]))

    def _fail_open(self) -> None:
        for answered in self._open.values():
            if not answered.done():
                answered.set_exception(
                    Refused(503, "the index process ended while it looked: ask again")
                )

    @staticmethod
    async def _reap(process: asyncio.subprocess.Process) -> None:
        """Wait for a process whose pipe is closed; it ends by itself, and is killed where it does
        not.
        """
        try:
            await asyncio.wait_for(process.wait(), 5)
        except asyncio.TimeoutError:
            process.kill()
            await process.wait()


def _environment() -> dict[str, str]:
    """This process' environment; what is relative to its working directory in it is made
    absolute.
    """
    environ = dict(os.environ)
    if "RUNSIDE_INDEX" in environ:
        environ["RUNSIDE_INDEX"] = str(Path(environ["RUNSIDE_INDEX"]).expanduser().absolute())
    if "PYTHONPATH" in environ:
        entries = environ["PYTHONPATH"].split(os.pathsep)
        environ["PYTHONPATH"] = os.pathsep.join(str(Path(entry).absolute()) for entry in entries)
    return environ
