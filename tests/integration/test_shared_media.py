"""Nodes that share a bucket show each other's files, under the hub's own address."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer

from cms.installation.media_copy import copy_media, put_media_back
from cms.object_stores import media_bucket

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
LOGO = "/media/logos/a.png"


SAVE = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
default_storage.save("logos/b.png", ContentFile(b"b"))
"""


@pytest.fixture(autouse=True)
def bucket(settings, monkeypatch) -> Iterator[dict[str, str]]:
    """Gives the environment of a node that shares it."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    boto3.client("s3", endpoint_url=f"http://{host}:{port}").create_bucket(Bucket="media")
    settings.MEDIA_BUCKET = "media"
    settings.STORAGES = {**settings.STORAGES, "default": media_bucket("media", f"http://{host}:{port}", "hub")}
    yield {"MEDIA_BUCKET": "media", "MEDIA_ENDPOINT": f"http://{host}:{port}", "MEDIA_PREFIX": "hub"}
    server.stop()


def test_a_file_that_one_node_kept_is_read_from_another(client):
    name = default_storage.save("logos/a.png", ContentFile(b"a"))
    answer = client.get(LOGO)
    assert (name, default_storage.url(name)) == ("logos/a.png", LOGO)
    assert b"".join(answer.streaming_content) == b"a"
    assert (answer.headers["Content-Type"], "immutable" in answer.headers["Cache-Control"]) == ("image/png", True)


@pytest.mark.slow
def test_another_node_with_only_its_own_folder_and_these_settings_keeps_files_in_the_same_bucket(
    client, bucket, tmp_path
):
    environment = {**os.environ, **bucket, "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "shell", "-c", SAVE]
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert b"".join(client.get("/media/logos/b.png").streaming_content) == b"b"
    assert not (tmp_path / "media").exists()


@pytest.mark.parametrize("path", ["/media/nowhere.png", "/media/../secrets/key"])
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_backup_has_the_files_of_the_bucket_and_a_restore_brings_them_back(tmp_path: Path):
    default_storage.save("logos/a.png", ContentFile(b"a"))
    copy_media(tmp_path)
    default_storage.delete("logos/a.png")
    put_media_back(tmp_path)
    with default_storage.open("logos/a.png") as file:
        assert file.read() == b"a"
