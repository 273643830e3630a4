"""The bucket that nodes share for the files that editors upload."""

from __future__ import annotations

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class MediaBucket(S3Storage):
    def url(self, name: str, *args: object, **options: object) -> str:
        """On the hub, which decides who may read it."""
        return settings.MEDIA_URL + filepath_to_uri(name)
