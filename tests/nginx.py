"""A real nginx with the configuration of deploy/, on a free port. Without nginx it says what to install."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from string import Template

import httpx
import pytest

TEMPLATE = Path(__file__).resolve().parents[1] / "deploy" / "nginx.conf.template"
MAIN = """
daemon off; {user} worker_processes 2; pid {home}/nginx.pid; error_log {home}/error.log notice;
events {{ worker_connections 256; }}
http {{ access_log off; {paths} include {home}/hub.conf; }}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Braced(Template):
    """As `envsubst` with a list of names: only these, only in braces."""

    pattern = r"(?P<escaped>(?!))|(?P<named>(?!))|\$\{(?P<braced>[A-Z_]+)\}|(?P<invalid>(?!))"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def running_nginx(home: Path, **values: str) -> Iterator[str]:
    """Its address; `values` fill in the template."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if nginx is None:
        (pytest.fail if os.environ.get("REQUIRE_PARTS") else pytest.skip)("no nginx: apt-get install nginx")
    port = free_port()
    (home / "hub.conf").write_text(Braced(TEMPLATE.read_text()).substitute(LISTEN=f"127.0.0.1:{port}", **values))
    paths = " ".join(f"{name}_temp_path {home}/{name};" for name in TEMPORARY)
    user = "user root;" if os.geteuid() == 0 else ""
    (home / "nginx.conf").write_text(MAIN.format(home=home, user=user, paths=paths))
    server = subprocess.Popen([nginx, "-p", home, "-c", home / "nginx.conf", "-e", home / "error.log"])
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=10)) as client:
            client.get(f"http://127.0.0.1:{port}/api/", timeout=30)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def log_of(home: Path, *levels: Mapping[str, str] | str) -> list[str]:
    """The lines of the error log at one of `levels`."""
    lines = (home / "error.log").read_text().splitlines()
    return [line for line in lines if any(f"[{level}]" in line for level in levels)]
