"""Readers of the stream server, each in a thread's event loop, so that a test can publish meanwhile."""

from __future__ import annotations

import asyncio
import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from api.changes.stream import STREAM, Stream

PATIENCE = 20


class Event(NamedTuple):
    name: str
    id: str
    data: dict[str, Any]


@contextmanager
def event_loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(_cancel_all(), loop).result(PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class Reader:
    """`stalls`: takes nothing any more after the headers."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, stream: Stream, query: str = "", path: str = STREAM, method: str = "GET",
        stalls: bool = False, peer: str = "127.0.0.1", **headers: str,
    ) -> None:  # fmt: skip
        self._loop, self._stalls = loop, stalls
        self._sent: queue.Queue[dict[str, Any]] = queue.Queue()
        self._left = asyncio.Event()
        self._asked, self._text = False, ""
        scope: dict[str, Any] = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
        scope["client"] = (peer, 50_000)
        scope["headers"] = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        self._answering = asyncio.run_coroutine_threadsafe(stream(scope, self._receive, self._send), loop)

    @property
    def start(self) -> dict[str, Any]:
        return self._sent.get(timeout=PATIENCE)

    def event(self) -> Event:
        """The next one; what comes between events is left out."""
        return parsed(next(block for block in self._blocks() if "event: " in block))

    def comment(self) -> str:
        return next(block for block in self._blocks() if block.startswith(":"))

    def body(self) -> bytes:
        """All that was sent, once it has ended."""
        self.ended()
        return b"".join(iter(self._next_bytes, b""))

    def ended(self) -> bool:
        self._answering.result(PATIENCE)
        return True

    def leave(self) -> None:
        self._loop.call_soon_threadsafe(self._left.set)

    def _blocks(self) -> Iterator[str]:
        while True:
            while "\n\n" not in self._text:
                self._text += self._sent.get(timeout=PATIENCE)["body"].decode()
            block, _, self._text = self._text.partition("\n\n")
            yield block

    def _next_bytes(self) -> bytes:
        return b"" if self._sent.empty() else self._sent.get()["body"]

    async def _receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        if self._stalls and message["type"] == "http.response.body":
            await asyncio.Event().wait()
        self._sent.put(message)


def parsed(block: str) -> Event:
    fields = dict(line.split(": ", 1) for line in block.splitlines())
    return Event(fields["event"], fields["id"], json.loads(fields["data"]))
