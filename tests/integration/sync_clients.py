"""Both sync libraries as a channel runs them, in front of a hub whose answers may come to grief."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol

import httpx

from een_antwoord_sync import Channel, Damaged, Folder, Rejected, Unreachable
from tests.contract.schemas import CONTRACT
from tests.integration.sync_hub import Sent, SyncHub

DRIVER = Path(__file__).parents[1] / "contract" / "sync_driver.mjs"


class Client(Protocol):
    """A channel with its folder at `path`."""

    path: Path

    def sync(self) -> bool:
        """One round; False when the hub could not be reached, or when what it told is refused."""

    def restart(self) -> None:
        """As after a kill: only what is on disk is left."""

    def read(self, kind: str, key: str, locale: str) -> bytes | None: ...

    def keys(self, kind: str, locale: str) -> list[str]: ...

    def changed(self) -> set[str]:
        """What the last round told."""

    def position(self) -> str: ...

    def resync(self) -> None:
        """The hub said that other content is held than it published."""

    def compare(self) -> list[int]:
        """The releases that the hub told, and does not have as it told them."""

    def refuse(self, text: str) -> None:
        """From now on no document that has `text`; nothing is refused when it is empty."""

    def rejected(self) -> str:
        """The position that the last round refused."""


def forget(client: Client) -> None:
    """The client starts from nothing."""
    shutil.rmtree(client.path)
    client.restart()


class PythonClient:
    def __init__(self, hub: SyncHub, path: Path) -> None:
        self._hub, self.path, self._refused = hub, path, ""
        self._http = httpx.Client(base_url=hub.url, transport=httpx.MockTransport(transport_to(hub)))
        self.restart()

    def sync(self, wait: int = 0) -> bool:
        self._rejected = ""
        try:
            self._changed = self._channel.update(wait)
        except Rejected as refusal:
            self._rejected = refusal.state.position
        except Unreachable:
            return False
        return not self._rejected

    def restart(self) -> None:
        self._channel = Channel(self._http, "website", Folder(self.path), self._hub.clock, self._accept)

    def resync(self) -> None:
        self._channel.resync()

    def read(self, kind: str, key: str, locale: str) -> bytes | None:
        return self._channel.read(kind, key, locale)

    def keys(self, kind: str, locale: str) -> list[str]:
        return self._channel.keys(kind, locale)

    def changed(self) -> set[str]:
        return self._changed

    def position(self) -> str:
        return self._channel.state.position if self._channel.state else ""

    def compare(self) -> list[int]:
        return [each.kept.number for each in self._channel.compare()]

    def refuse(self, text: str) -> None:
        self._refused = text

    def rejected(self) -> str:
        return self._rejected

    def _accept(self, address: str, content: bytes) -> None:
        if self._refused and self._refused.encode() in content:
            raise ValueError(f"{address} has {self._refused}")


def transport_to(hub: SyncHub) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        sent = hub.response(str(request.url))
        if sent is None:
            raise httpx.ReadError("the connection ended")
        return httpx.Response(sent.status, headers=sent.headers, content=sent.body)

    return answer


class TypeScriptClient:
    """Through node, over real HTTP."""

    def __init__(self, node: Node, hub: SyncHub, path: Path) -> None:
        self._node, self._hub, self.path, self._position = node, hub, path, ""
        node.serve(hub)
        self.restart()

    def sync(self) -> bool:
        answer = self._ask("sync")
        self._changed, self._rejected = set(answer.get("changed", ())), answer.get("rejected", "")
        return answer["reached"]

    def restart(self) -> None:
        self._ask("open", url=self._hub.url, name="website", folder=str(self.path))

    def read(self, kind: str, key: str, locale: str) -> bytes | None:
        answer = self._ask("read", kind=kind, key=key, locale=locale)
        if "damaged" in answer:
            raise Damaged
        return None if answer["body"] is None else base64.b64decode(answer["body"])

    def keys(self, kind: str, locale: str) -> list[str]:
        return self._ask("keys", kind=kind, locale=locale)["keys"]

    def changed(self) -> set[str]:
        return self._changed

    def position(self) -> str:
        return self._position

    def resync(self) -> None:
        self._ask("resync")

    def compare(self) -> list[int]:
        return self._ask("compare")["contradicted"]

    def refuse(self, text: str) -> None:
        self._ask("refuse", text=text)

    def rejected(self) -> str:
        return self._rejected

    def _ask(self, does: str, **given: str) -> dict[str, Any]:
        answer = self._node.ask(does=does, at=round(self._hub.clock() * 1000), **given)
        self._position = answer["position"]
        return answer


class Node:
    """A process of node with the library, and a server for it; hubs take turns."""

    def __init__(self, process: subprocess.Popen[str], server: ThreadingHTTPServer) -> None:
        self._process, self._server = process, server

    def serve(self, hub: SyncHub) -> None:
        hub.url = f"http://127.0.0.1:{self._server.server_port}"
        self._server.hub = hub

    def ask(self, **command: object) -> dict[str, Any]:
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer


@contextmanager
def node_with(library: Path) -> Iterator[Node]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    command = ["node", str(DRIVER), str(library)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=CONTRACT) as process:
        try:
            yield Node(process, server)
        finally:
            process.stdin.close()
            process.wait(20)
            server.shutdown()
            server.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        sent: Sent | None = self.server.hub.response(self.path)
        self.close_connection = sent is None or "Content-Length" not in sent.headers
        if sent is None:
            return
        self.send_response(sent.status)
        for name, value in sent.headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(sent.body)

    def log_message(self, *_: object) -> None:
        """A test has nothing to log."""
