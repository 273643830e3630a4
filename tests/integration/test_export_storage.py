"""The same export in an S3-compatible store, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from urllib.parse import urlsplit

import boto3
import httpx
import pytest
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import CommandError, call_command
from moto.server import ThreadedMotoServer

from releases.export.storage import ExportStorage, NotOverwriting
from releases.export.targets import export_to, keep_up
from tests.integration.published import NEW_YEAR, NOW, document, period, publish

pytestmark = pytest.mark.django_db
PASSPORT = "website/documents/product/paspoort.nl.json"


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The address of a store with a public bucket `site`."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(store: str, settings, monkeypatch, tmp_path) -> Iterator[str]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    httpx.post(f"{store}/moto-api/reset").raise_for_status()
    location = {"LocationConstraint": "eu-west-1"}
    boto3.client("s3", endpoint_url=store).create_bucket(
        Bucket="site", ACL="public-read", CreateBucketConfiguration=location
    )
    options = {"bucket_name": "site", "endpoint_url": store, "location": "export", "default_acl": "public-read",
               "querystring_auth": False, "object_parameters": {"CacheControl": "public, max-age=5"}}  # fmt: skip
    settings.STORAGES = {
        **settings.STORAGES,
        "export": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options},
    }
    settings.EXPORT_LOCK = tmp_path / "export.lock"
    return f"{store}/site/export"


def export(release: int = 1, now=NOW) -> int:
    return export_to(ExportStorage(storages["export"]), ("website",), release, now)


def names(bucket: str) -> set[str]:
    """The paths in the bucket."""
    parts = urlsplit(bucket)
    client = boto3.client("s3", endpoint_url=f"{parts.scheme}://{parts.netloc}")
    found = client.list_objects_v2(Bucket="site").get("Contents", [])
    return {each["Key"].removeprefix("export/") for each in found}


def content(fee: str) -> str:
    return f"website/contents/{period(fee).digest}.json"


def test_anybody_reads_the_hub_s_bytes_from_the_store(bucket):
    publish(document(period("83.87")))
    export()
    answer = httpx.get(f"{bucket}/{PASSPORT}")
    assert answer.content == period("83.87").body
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "application/json",
        "public, max-age=5",
    )


def test_the_manifest_comes_last(bucket, monkeypatch):
    """Until it is there, nobody is led to files that are not."""
    publish(document())
    put: list[str] = []
    original = ExportStorage._put
    monkeypatch.setattr(ExportStorage, "_put", lambda self, *file: (put.append(file[0]), original(self, *file)))
    export()
    assert put[:2] == [content("83.87"), PASSPORT]
    assert put[-1] == "manifest.json"


def test_an_export_that_was_killed_is_finished_by_the_next_one(bucket, monkeypatch):
    """Wherever: what is withdrawn goes, what changed comes, and the manifest tells it."""
    publish(document(), document(key="rijbewijs"))
    export()
    publish(removed=[("product", "paspoort")])
    publish(document(period("85.00"), key="rijbewijs"))
    original, put = ExportStorage._put, 0
    for allowed in range(7):

        def until_killed(self: ExportStorage, *file: object, allowed: int = allowed) -> None:
            nonlocal put
            put += 1
            original(self, *file) if put <= allowed else 1 / 0

        put = 0
        monkeypatch.setattr(ExportStorage, "_put", until_killed)
        with suppress(ZeroDivisionError):
            export(3)
    assert PASSPORT not in names(bucket)
    assert httpx.get(f"{bucket}/{PASSPORT.replace('paspoort', 'rijbewijs')}").content == period("85.00").body
    assert httpx.get(f"{bucket}/manifest.json").json()["position"].startswith("3@")


def test_only_what_changed_is_sent(bucket):
    publish(document(), document(key="rijbewijs"))
    export()
    publish(document(period("85.00")), document(key="rijbewijs"))
    assert export(2) == 5  # a content, its document, index, chain, manifest
    assert httpx.get(f"{bucket}/{PASSPORT}").content == period("85.00").body


def test_a_switch_sends_the_document_alone(bucket):
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    export()
    assert export(now=NEW_YEAR) == 2  # the document and the manifest
    assert httpx.get(f"{bucket}/{PASSPORT}").content == period("90.00").body


def test_a_withdrawn_document_goes_at_once(bucket):
    publish(document(), document(key="rijbewijs"))
    export()
    publish(removed=[("product", "paspoort")])
    export(2)
    assert PASSPORT not in names(bucket)


def test_contents_go_one_export_after_nobody_is_led_to_them(bucket):
    there = []
    for number, fee in enumerate(("1.00", "2.00", "3.00"), 1):
        publish(document(period(fee)))
        export(number)
        there.append(content("1.00") in names(bucket))
    assert there == [True, True, False]


def test_contents_that_come_back_stay(bucket):
    for number, fee in enumerate(("1.00", "2.00", "1.00"), 1):
        publish(document(period(fee)))
        export(number)
    assert content("1.00") in names(bucket)


def test_the_worker_keeps_the_store_up_to_date(bucket):
    publish(document())
    keep_up(NOW)
    assert json.loads(httpx.get(f"{bucket}/manifest.json").content)["position"].startswith("1@")


def test_the_command_exports_to_the_store(bucket):
    publish(document())
    call_command("export_release", "--storage", stdout=StringIO())
    assert PASSPORT in names(bucket)


def test_without_a_store_the_command_says_so():
    publish(document())
    with pytest.raises(CommandError, match="export"):
        call_command("export_release", "--storage")


def test_a_storage_that_would_not_overwrite_is_refused(settings, tmp_path):
    publish(document())
    settings.EXPORT_LOCK = tmp_path / "export.lock"
    storage = ExportStorage(FileSystemStorage(tmp_path / "files"))
    export_to(storage, ("website",), 1, NOW)
    publish(document(period("85.00")))
    with pytest.raises(NotOverwriting, match="json"):
        export_to(storage, ("website",), 2, NOW)
