"""The stream server: changes for those who wait (server-sent events, long poll) and bundles, as an ASGI callable.

Thousands may listen: each is a coroutine that sleeps until the watcher wakes all of them. Nothing here asks a database.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from django.conf import settings

from api import problems
from api.catching_up import LOOK_SECONDS, PATIENCE_SECONDS, Question
from api.changes.bundle import Bundle, is_bundle
from api.changes.endpoint import PATH as CHANGES
from api.changes.endpoint import ChangesEndpoint, answer_of, body_of, etag_of
from api.changes.listener import Listener, ListenerRegistry
from api.changes.query import LAST_EVENT_ID, ChangesQuery, parse, position
from api.changes.sender import Connection, Receive, Send
from api.changes.watcher import Watcher
from api.clients import client_of
from api.connection import may_carry_token
from api.headers import PUBLIC, Headers
from api.http import Handler, Request, Response, refusal, respond
from api.rate_limit import PlaceLimit
from releases.replica.checked import DAMAGES
from releases.replica.replica import Replica, shared_replica

STREAM = "/api/v1/stream"
HEARTBEAT_SECONDS = 15
MOST_LISTENERS = 10_000
# Each looks again and again, and anybody may ask for what there is not.
MOST_CATCHING_UP = 100
T = TypeVar("T")
EVENTS: Headers = [
    *PUBLIC,
    ("Vary", "Authorization"),
    ("Cache-Control", "no-store"),
    ("X-Accel-Buffering", "no"),
    ("Content-Type", "text/event-stream"),
]


class Stream:
    def __init__(self, replica: Callable[[], Replica] = shared_replica, clock: Callable[[], float] = time.time) -> None:
        self._changes, self._bundle = ChangesEndpoint(replica, clock), Bundle(replica, clock)
        self._hearing, self._watcher = ListenerRegistry(replica, clock), Watcher(replica, clock)
        self._replica, self._clock = replica, clock
        self._listening = self._catching_up = 0
        self._places = PlaceLimit()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = _request(scope)
        allowed = not request.authorization or may_carry_token(*_carried(scope))
        async with Connection(receive, send) as connection:
            try:
                if not allowed:
                    raise problems.token_unprotected()
                await self._answer(request, connection)
            except problems.Problem as problem:
                await connection.send(refusal(problem, request.path))

    async def _answer(self, request: Request, connection: Connection) -> None:
        waits = request.method == "GET"
        if request.path == STREAM and waits:
            with self._place(request):
                await self._stream(request, connection)
        elif request.path == STREAM:
            await connection.send(respond(_no_events, request))
        elif request.path == CHANGES and waits and parse(request.query).wait:
            with self._place(request):
                await self._long_poll(request, connection)
        elif request.path == CHANGES:
            await self._respond(self._changes, request, connection)
        elif is_bundle(request.path):
            await self._respond(self._bundle, request, connection)
        else:
            raise problems.not_found(f"Only {STREAM}, {CHANGES} and bundles are answered here.")

    async def _respond(self, handler: Handler, request: Request, connection: Connection) -> None:
        if request.method in ("GET", "HEAD"):
            ready = await self._caught_up(lambda: handler(request), connection)
            await connection.send(respond(lambda _: ready, request))
        else:
            await connection.send(respond(handler, request))

    async def _caught_up(self, answer: Callable[[], T], connection: Connection) -> T:
        """The same as `api.catching_up.caught_up`, while others are served."""
        try:
            return answer()
        except (problems.NotYet, *DAMAGES):
            if self._catching_up >= MOST_CATCHING_UP:
                raise problems.behind() from None
        question, until = Question(self._replica, self._clock()), time.monotonic() + PATIENCE_SECONDS
        self._catching_up += 1
        try:
            while True:
                try:
                    return question.again(answer)
                except problems.NotYet:
                    if time.monotonic() >= until or connection.gone.done():
                        raise
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            self._catching_up -= 1

    def _place(self, request: Request) -> AbstractContextManager[None]:
        """One of those of its client; a token that is not right is refused with it at once."""
        client = client_of(request.authorization, request.peer, request.forwarded)
        return self._places.place(client, settings.STREAMS_PER_CLIENT)

    async def _stream(self, request: Request, connection: Connection) -> None:
        if self._listening >= MOST_LISTENERS:
            raise problems.busy()
        where = self._where(request)
        listener = await self._caught_up(lambda: self._hearing.admit(request, where), connection)
        self._listening += 1
        try:
            await connection.start(200, EVENTS)
            await connection.write(_opening(listener))
            await self._tell(listener, connection)
        finally:
            self._listening -= 1

    def _where(self, request: Request) -> ChangesQuery:
        """The position that a browser resumes from goes before the one in the address; without any, from now on."""
        wanted = parse(request.query)
        if wanted.wait:
            raise problems.invalid("wait", "has no meaning on a stream.")
        if request.last_event_id:
            return wanted._replace(since=position(request.last_event_id, LAST_EVENT_ID))
        return wanted if wanted.since is not None else wanted._replace(since=self._hearing.newest())

    async def _tell(self, listener: Listener, connection: Connection) -> None:
        """Until the reader goes, or may not go on like this: then it connects anew, and hears why."""
        while not connection.gone.done():
            woken = self._watcher.woken()
            try:
                steps = self._hearing.steps(listener)
            except (problems.Problem, *DAMAGES):
                return
            for step in steps:
                await connection.write(f"event: step\nid: {step.position}\ndata: ".encode(), step.body, b"\n\n")
                listener.since = step.position
            if not steps and not await connection.wait(woken, HEARTBEAT_SECONDS):
                await connection.write(b":\n\n")

    async def _long_poll(self, request: Request, connection: Connection) -> None:
        """Answers as soon as there is a step, and without one when the time is over."""
        wanted, clock = parse(request.query), asyncio.get_running_loop().time
        listener = await self._caught_up(lambda: self._hearing.admit(request, wanted), connection)
        until = clock() + wanted.wait
        while True:
            woken = self._watcher.woken()
            steps, left = self._hearing.steps(listener)[: wanted.limit], until - clock()
            if steps or left <= 0 or connection.gone.done():
                break
            await connection.wait(woken, left)
        told = body_of(listener.epoch, listener.since, steps)
        status, headers, body = answer_of(request, told, etag_of(told))
        kept = [(name, "no-store" if name == "Cache-Control" else value) for name, value in headers]
        await connection.send(Response(status, kept, body))


def _no_events(_: Request) -> Response:
    return Response(200, EVENTS, [])


def _opening(listener: Listener) -> bytes:
    data = f'{{"epoch":"{listener.epoch}","position":"{listener.since}"}}'
    return f"retry: 2000\n\nevent: position\nid: {listener.since}\ndata: {data}\n\n".encode()


def _request(scope: dict[str, Any]) -> Request:
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    return Request(
        scope["method"],
        scope["path"].encode().decode("latin-1"),
        scope["query_string"].decode("latin-1"),
        headers.get(b"authorization", ""),
        headers.get(b"if-none-match"),
        headers.get(b"accept-encoding", ""),
        headers.get(b"last-event-id", ""),
        (scope.get("client") or ("",))[0],
        headers.get(b"x-forwarded-for", ""),
    )


def _carried(scope: dict[str, Any]) -> tuple[str, tuple[str, ...], str, str]:
    """What tells whether a token could be read on its way."""
    forwarded = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-proto"), "")
    peer = (scope.get("client") or ("",))[0]
    return peer, settings.TRUSTED_PROXIES, forwarded, scope.get("scheme", "http")
