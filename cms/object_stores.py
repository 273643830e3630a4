"""Buckets of an S3-compatible store (the extra `s3`), as STORAGES names them; credentials as for any AWS client."""

from __future__ import annotations

from typing import Any


def bucket(name: str, endpoint: str, folder: str, **options: Any) -> dict[str, Any]:
    where = {"bucket_name": name, "endpoint_url": endpoint or None, "location": folder}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**where, "default_acl": None, "querystring_auth": False, **options},
    }


def export_bucket(name: str, endpoint: str, folder: str) -> dict[str, Any]:
    return bucket(name, endpoint, folder, object_parameters={"CacheControl": "public, max-age=5"})


def media_bucket(name: str, endpoint: str, folder: str) -> dict[str, Any]:
    """No reader knows the bucket: the hub hands out what is in it, under its own address."""
    return bucket(name, endpoint, folder, file_overwrite=False) | {"BACKEND": "cms.media_storage.MediaBucket"}
