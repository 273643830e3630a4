"""Two running web servers with folders of their own and one bucket: what one takes in, the other hands out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path

import boto3
import httpx
import pytest
from moto.server import ThreadedMotoServer
from PIL import Image

from tests.journeys.running_hub import Hub, free_ports, running

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
SHARED = ("SECRET_KEY", "SIGNING_KEY", "WEBHOOK_KEY")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    boto3.client("s3", endpoint_url=f"http://{host}:{port}").create_bucket(Bucket="media")
    yield KEYS | {"MEDIA_BUCKET": "media", "MEDIA_ENDPOINT": f"http://{host}:{port}"}
    server.stop()


@contextmanager
def node(hub: Hub, bucket: dict[str, str], folder: Path) -> Iterator[str]:
    """Its address."""
    folder.mkdir()
    port = free_ports()
    url, secrets = f"http://127.0.0.1:{port}", Path(hub.environment["VAR_DIR"]) / "secrets"
    own = {"PORT": str(port), "BASE_URL": url, "VAR_DIR": str(folder), "REFERENCE_CHANNELS": "0"}
    shared = {name: (secrets / name.lower()).read_text() for name in SHARED}
    command = [sys.executable, "manage.py", "serve", "--only", "hub", "--workers", "1"]
    with running(command, hub.environment | own | shared | bucket, folder / "log", f"{url}/api/v1/health/ready"):
        yield url


def posted(client: httpx.Client, page: str, files: dict[str, tuple[str, bytes]], **values: str) -> httpx.Response:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(page).text)
    assert found is not None
    return client.post(page, data=values | {"csrfmiddlewaretoken": found[1]}, files=files or None)


def picture() -> bytes:
    Image.new("RGB", (40, 30), "teal").save(file := BytesIO(), "PNG")
    return file.getvalue()


def test_an_image_that_is_uploaded_at_one_node_is_shown_by_the_other(hub: Hub, bucket: dict[str, str], tmp_path: Path):
    with ExitStack() as stack:
        first, second = (stack.enter_context(node(hub, bucket, tmp_path / name)) for name in ("first", "second"))
        client = stack.enter_context(httpx.Client(timeout=60, follow_redirects=True))
        posted(client, f"{first}/admin/login/", {}, login="redactie", password=hub.editor_password())
        posted(
            client,
            f"{first}/admin/images/add/",
            {"file": ("plein.png", picture())},
            title="Het plein",
            description="Plein",
        )
        shown = re.search(r'<img[^>]*src="(/media/[^"]*plein[^"]*)"', client.get(f"{second}/admin/images/").text)
        assert shown is not None
        answers = [client.get(f"{each}{shown[1]}") for each in (first, second)]
        assert [each.status_code for each in answers] == [200, 200]
        assert answers[0].content == answers[1].content
        assert Image.open(BytesIO(answers[1].content)).format in {"PNG", "JPEG", "WEBP"}
        assert not [path for path in tmp_path.glob("*/media/**/*") if path.is_file()]
