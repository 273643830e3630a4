"""Cost of 1,000 idle listeners on the stream server, and when the last of them has heard of a publish."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from tests.benchmarks.configured import configure
from tests.benchmarks.figures import Figure
from tests.journeys.running_hub import ROOT, Hub, free_ports, running_hub

LISTENERS, PUBLISHES = 1000, 5
FEE = "brp-uittreksel.leges.balie"
REQUEST = b"GET /api/v1/stream?channel=website HTTP/1.1\r\nHost: hub\r\n\r\n"


def figures() -> Iterator[Figure]:
    configure()
    with ExitStack() as stack:
        hub = stack.enter_context(running_hub(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))))
        port, worker = stack.enter_context(stream_server_of(hub))
        yield from asyncio.run(_measured(hub, port, worker))


async def _measured(hub: Hub, port: int, worker: int) -> list[Figure]:
    before = memory(worker)
    listeners = await asyncio.gather(*(listen(port) for _ in range(LISTENERS)))
    idle = memory(worker)
    delays = [await _publish(hub, listeners, f"13,{number:02}") for number in range(PUBLISHES)]
    after = memory(worker)
    for _, writer in listeners:
        writer.close()
    per_listener = f"{before / 1024:,.0f} MB before, {idle / 1024:,.0f} MB idle, {after / 1024:,.0f} MB after"
    whole = f"of {PUBLISHES} publishes; the largest {max(delays):.3f} s"
    return [
        Figure(f"memory of one of {LISTENERS:,} idle listeners", (idle - before) / LISTENERS, "KB", detail=per_listener),
        Figure(
            f"readable on the hub -> the last of {LISTENERS:,} listeners has it, median",
            sorted(delays)[PUBLISHES // 2], "s", 1, at_least=False, detail=whole,
        ),
    ]  # fmt: skip


async def listen(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """An open line that has heard where it stands."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(REQUEST)
    await reader.readuntil(b"event: position")
    return reader, writer


async def _publish(hub: Hub, listeners: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]], amount: str) -> float:
    """Seconds from the first answer of the hub that has the release until the last listener has it."""
    loop, readable = asyncio.get_running_loop(), threading.Event()
    newest = httpx.get(f"{hub.url}/api/v1/releases/current").json()["number"]
    seen = loop.run_in_executor(None, _readable_at, hub, newest, readable)
    arrivals = asyncio.gather(*(_arrival(reader) for reader, _ in listeners))
    readable.wait()
    done = await loop.run_in_executor(None, hub.manage, "set_fact", FEE, amount)
    assert done.returncode == 0, done.stdout + done.stderr
    return max(await arrivals) - await seen


async def _arrival(reader: asyncio.StreamReader) -> float:
    await reader.readuntil(b"event: step")
    return time.perf_counter()


def _readable_at(hub: Hub, newest: int, asking: threading.Event) -> float:
    """Asks the web server without a pause; the answer of up to a second ago would do for a channel, not for us."""
    with httpx.Client(base_url=hub.url) as client:
        while True:
            found = client.get("/api/v1/changes", params={"since": newest, "channel": "website"}).json()
            asking.set()
            if found["steps"]:
                return time.perf_counter()


@contextmanager
def stream_server_of(hub: Hub) -> Iterator[tuple[int, int]]:
    """A stream server of its own on the hub's copy: its port, and the process that serves."""
    from cms.management.commands.serve import stream_server

    port = free_ports()
    with subprocess.Popen(stream_server("127.0.0.1", port), cwd=ROOT, env=hub.environment) as server:
        try:
            with httpx.Client(transport=httpx.HTTPTransport(retries=60), timeout=60) as client:
                client.get(f"http://127.0.0.1:{port}/api/v1/changes?since=1").raise_for_status()
            children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
            yield port, max(map(int, children), key=memory)
        finally:
            server.terminate()


def memory(process: int) -> float:
    """Resident, in KB."""
    status = Path(f"/proc/{process}/status").read_text()
    return next(float(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


if __name__ == "__main__":
    for figure in figures():
        print(figure)
    sys.exit()
