"""The stream server: changes for those who wait (server-sent events, long poll) and bundles, as an ASGI callable.

Thousands may listen: each is a coroutine that sleeps until the watcher wakes all of them. Nothing here asks a database.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from api import problems
from api.changes.bundle import Bundle, is_bundle
from api.changes.endpoint import PATH as CHANGES
from api.changes.endpoint import Changes, answer_of, body_of
from api.changes.listener import Hearing, Listener
from api.changes.query import LAST_EVENT_ID, Wanted, parse, position
from api.changes.sender import Connection, Receive, Send
from api.changes.watcher import Watcher
from api.documents.answers import PUBLIC, Headers
from api.http import Answer, Question, answered, refusal
from releases.replica.replica import Replica, shared_replica

STREAM = "/api/v1/stream"
HEARTBEAT_SECONDS = 15
MOST_LISTENERS = 10_000
EVENTS: Headers = [
    *PUBLIC,
    ("Vary", "Authorization"),
    ("Cache-Control", "no-store"),
    ("X-Accel-Buffering", "no"),
    ("Content-Type", "text/event-stream"),
]


class Stream:
    def __init__(self, replica: Callable[[], Replica] = shared_replica, clock: Callable[[], float] = time.time) -> None:
        self._changes, self._bundle = Changes(replica, clock), Bundle(replica, clock)
        self._hearing, self._watcher, self._listening = Hearing(replica, clock), Watcher(replica, clock), 0

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        question = _question(scope)
        async with Connection(receive, send) as connection:
            try:
                await self._answer(question, connection)
            except problems.Problem as problem:
                await connection.send(refusal(problem, question.path))

    async def _answer(self, question: Question, connection: Connection) -> None:
        waits = question.method == "GET"
        if question.path == STREAM:
            await (self._stream(question, connection) if waits else connection.send(answered(_no_events, question)))
        elif question.path == CHANGES and waits and parse(question.query).wait:
            await self._long_poll(question, connection)
        elif question.path == CHANGES:
            await connection.send(answered(self._changes, question))
        elif is_bundle(question.path):
            await connection.send(answered(self._bundle, question))
        else:
            raise problems.not_found(f"Only {STREAM}, {CHANGES} and bundles are answered here.")

    async def _stream(self, question: Question, connection: Connection) -> None:
        if self._listening >= MOST_LISTENERS:
            raise problems.busy()
        listener = self._hearing.admit(question, self._where(question))
        self._listening += 1
        try:
            await connection.start(200, EVENTS)
            await connection.write(_opening(listener))
            await self._tell(listener, connection)
        finally:
            self._listening -= 1

    def _where(self, question: Question) -> Wanted:
        """The position that a browser resumes from goes before the one in the address; without any, from now on."""
        wanted = parse(question.query)
        if wanted.wait:
            raise problems.invalid("wait", "has no meaning on a stream.")
        if question.last_event_id:
            return wanted._replace(since=position(question.last_event_id, LAST_EVENT_ID))
        return wanted if wanted.since is not None else wanted._replace(since=self._hearing.newest())

    async def _tell(self, listener: Listener, connection: Connection) -> None:
        """Until the reader goes, or may not go on like this: then it connects anew, and hears why."""
        while not connection.gone.done():
            woken = self._watcher.woken()
            try:
                steps = self._hearing.steps(listener)
            except problems.Problem:
                return
            for step in steps:
                await connection.write(f"event: step\nid: {step.position}\ndata: ".encode(), step.body, b"\n\n")
                listener.since = step.position
            if not steps and not await connection.wait(woken, HEARTBEAT_SECONDS):
                await connection.write(b":\n\n")

    async def _long_poll(self, question: Question, connection: Connection) -> None:
        """Answers as soon as there is a step, and without one when the time is over."""
        wanted, clock = parse(question.query), asyncio.get_running_loop().time
        listener, until = self._hearing.admit(question, wanted), clock() + wanted.wait
        while True:
            woken = self._watcher.woken()
            steps, left = self._hearing.steps(listener)[: wanted.limit], until - clock()
            if steps or left <= 0 or connection.gone.done():
                break
            await connection.wait(woken, left)
        status, headers, body = answer_of(question, body_of(listener.epoch, listener.since, steps))
        kept = [(name, "no-store" if name == "Cache-Control" else value) for name, value in headers]
        await connection.send(Answer(status, kept, body))


def _no_events(_: Question) -> Answer:
    return Answer(200, EVENTS, [])


def _opening(listener: Listener) -> bytes:
    data = f'{{"epoch":"{listener.epoch}","position":"{listener.since}"}}'
    return f"retry: 2000\n\nevent: position\nid: {listener.since}\ndata: {data}\n\n".encode()


def _question(scope: dict[str, Any]) -> Question:
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    return Question(
        scope["method"],
        scope["path"].encode().decode("latin-1"),
        scope["query_string"].decode("latin-1"),
        headers.get(b"authorization", ""),
        headers.get(b"if-none-match"),
        headers.get(b"accept-encoding", ""),
        headers.get(b"last-event-id", ""),
    )
