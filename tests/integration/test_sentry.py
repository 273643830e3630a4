"""With SENTRY_DSN a failure is told to Sentry, with its number and without what somebody asked."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import brotli
import pytest

from tests.integration.receivers import receiving

ROOT = Path(__file__).resolve().parents[2]
FAIL = """
import logging

import django
import sentry_sdk
from django.test import RequestFactory

from cms.monitoring.failures import NumberedRequests
from cms.monitoring.request_context import current

def fail(request):
    print(current.get().number)
    logging.getLogger("cms").error("A request failed", exc_info=ValueError("the shelf is empty"))
    sentry_sdk.flush(5)
    raise SystemExit

django.setup()
NumberedRequests(fail)(RequestFactory().get("/admin/?q=jansen"))
"""


def unpacked(headers: Mapping[str, str], body: bytes) -> str:
    """The client packs as well as its machine can."""
    packed_by = {name.lower(): value for name, value in headers.items()}["content-encoding"]
    return {"br": brotli.decompress, "gzip": gzip.decompress}[packed_by](body).decode()


@pytest.mark.slow
def test_a_failure_is_told_with_its_number_and_without_what_was_asked(tmp_path):
    with receiving() as receiver:
        own = {
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "VAR_DIR": str(tmp_path),
            "SENTRY_DSN": receiver.url.replace("://", "://key@") + "/1",
            "NO_PROXY": "127.0.0.1",
            "LOG_FORMAT": "text",
        }
        command = [sys.executable, "-c", FAIL]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, check=False, timeout=60
        )
    told = "".join(unpacked(headers, body) for headers, body in receiver.requests)
    assert "the shelf is empty" in told
    assert f'"request":"{done.stdout.strip()}"' in told.replace(" ", "")
    assert "jansen" not in told
