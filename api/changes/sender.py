"""One connection of an ASGI server: parts go out as fast as the reader takes them, and a reader that stalls is left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Any

from api.headers import Headers
from api.http import Response

# What the server may have of one reader's answer at a time, and how long a reader may leave it there.
SLICE, PATIENCE_SECONDS = 16_384, 20
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Stalled(Exception):
    """The reader takes nothing any more."""


class Connection:
    """Use as an async context manager; `gone` is done when the reader has left."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send

    async def __aenter__(self) -> Connection:
        self.gone = asyncio.ensure_future(self._disconnected())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        self.gone.cancel()
        with suppress(asyncio.CancelledError):
            await self.gone
        return kind is Stalled

    async def start(self, status: int, headers: Headers) -> None:
        encoded = [(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in headers]
        await self._send({"type": "http.response.start", "status": status, "headers": encoded})

    async def write(self, *parts: bytes) -> None:
        """Small parts together, a large one in slices."""
        if sum(map(len, parts)) <= SLICE:
            await self._put(b"".join(parts))
            return
        for part in parts:
            for at in range(0, len(part), SLICE):
                await self._put(part[at : at + SLICE])

    async def send(self, response: Response) -> None:
        """All of it; parts that are made while they are sent, are made in a thread of their own."""
        await self.start(response.status, response.headers)
        last = b""
        if not isinstance(response.body, list):
            await self._send_as_made(response.body)
        elif len(whole := b"".join(response.body)) > SLICE:
            await self.write(whole)
        else:
            last = whole
        await self._send({"type": "http.response.body", "body": last, "more_body": False})

    async def wait(self, woken: asyncio.Future[None], seconds: float) -> bool:
        """Whether something came: `woken`, or the reader left."""
        done, _ = await asyncio.wait((self.gone, woken), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        return bool(done)

    async def _send_as_made(self, parts: Iterable[bytes]) -> None:
        made = iter(parts)
        while not self.gone.done() and (part := await asyncio.to_thread(next, made, b"")):
            await self.write(part)

    async def _put(self, body: bytes) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._send({"type": "http.response.body", "body": body, "more_body": True})
        except TimeoutError as error:
            raise Stalled from error

    async def _disconnected(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            """The body of a request that has none."""
