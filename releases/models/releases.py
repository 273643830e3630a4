"""The release store's tables. Rows are added and closed, never changed or removed; `releases.store` alone writes them.

A *subject* is stored as `kind:key`. There is no foreign key to anything that editors change.
"""

from __future__ import annotations

import uuid

from django.db import models

DIGEST = 64
# Ed25519 in base64url without padding: keys and their names, and signatures.
KEY, SIGNATURE = 43, 86
SALT = 32
NO_PERIODS = "[]"


class Head(models.Model):
    """One row: the newest release. Locked by whoever publishes, so releases follow one another.

    `shown` is past the newest release when somebody remembers one of this epoch that the database does not have.
    """

    number = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=DIGEST, blank=True)
    hub = models.UUIDField(default=uuid.uuid4)
    shown = models.PositiveIntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"head {self.number}"


class Release(models.Model):
    """One publish. `epoch` (the hub's id then), `key_id` and `signature` also count for its channels' links.

    `salt` hides author and cause in the digest; without one that covers neither them nor the values of facts.
    The first three are empty in releases from before signing: only a hub whose key document names the first signed one
    has such.
    """

    number = models.PositiveIntegerField(primary_key=True)
    digest = models.CharField(max_length=DIGEST)
    parent = models.CharField(max_length=DIGEST, blank=True)
    created_at = models.DateTimeField(db_index=True)
    author = models.CharField(max_length=255)
    cause = models.TextField(blank=True)
    epoch = models.UUIDField(null=True)
    key_id = models.CharField(max_length=KEY, blank=True)
    signature = models.CharField(max_length=SIGNATURE, blank=True)
    salt = models.CharField(max_length=SALT, blank=True, db_default="")

    def __str__(self) -> str:
        return f"release {self.number}"


class ChannelRelease(models.Model):
    """A link of one channel's chain; only where a release changes that channel."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="channels")
    channel = models.CharField(max_length=16)
    digest = models.CharField(max_length=DIGEST)
    parent = models.CharField(max_length=DIGEST, blank=True)
    signature = models.CharField(max_length=SIGNATURE, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "release"], name="one_link_per_release")]

    def __str__(self) -> str:
        return f"{self.channel} {self.release_id}"


class SigningKey(models.Model):
    """The public half of a key, and when it signed (`valid_until` exclusive; empty: still in use). Never removed."""

    key_id = models.CharField(max_length=KEY, primary_key=True)
    public_key = models.CharField(max_length=KEY)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key_id


class SignedKeyDocument(models.Model):
    """One row, once the keys were signed: signatures by the name of the key, and with which release signing began.

    `first_signed` is 0 in a hub without releases from before signing.
    """

    first_signed = models.PositiveIntegerField(default=0)
    first_digest = models.CharField(max_length=DIGEST, blank=True)
    signatures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"key document, signed by {len(self.signatures)}"


class Content(models.Model):
    """Bytes by their digest, and the release that first had them."""

    digest = models.CharField(max_length=DIGEST, primary_key=True)
    body = models.BinaryField()
    release = models.PositiveIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.digest


class DocumentVersion(models.Model):
    """A document from release `release_from` until `release_until` (exclusive; empty: still current).

    Two JSON texts, as text so that they compare without parsing: `periods`, [[start in milliseconds or null, digest],
    …], empty when withdrawn; and `uses`, {fact key: [section ids]}.
    """

    channel = models.CharField(max_length=16)
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=255)
    locale = models.CharField(max_length=16)
    title = models.TextField(blank=True)
    subject = models.CharField(max_length=300)
    periods = models.TextField(default=NO_PERIODS)
    uses = models.TextField(default="{}")
    release_from = models.PositiveIntegerField(db_index=True)
    release_until = models.PositiveIntegerField(null=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "locale", "kind", "key", "release_from"], name="one_version_per_release"
            )
        ]
        indexes = [
            models.Index(fields=["subject"], condition=models.Q(release_until=None), name="current_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.kind} {self.key} {self.locale}"

    @property
    def address(self) -> tuple[str, str, str, str]:
        return self.channel, self.kind, self.key, self.locale


class Switch(models.Model):
    """The document of `version` gets its next period at `instant` (milliseconds), which lies after its release."""

    instant = models.BigIntegerField(db_index=True)
    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="switches")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "instant"], name="one_switch_per_period")]

    def __str__(self) -> str:
        return f"{self.version_id} at {self.instant}"


class FactVersion(models.Model):
    """All values of one fact as told from release `release_from` until `release_until` (exclusive)."""

    key = models.CharField(max_length=255)
    body = models.BinaryField()
    release_from = models.PositiveIntegerField(db_index=True)
    release_until = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "release_from"], name="one_fact_version_per_release")]

    def __str__(self) -> str:
        return self.key


class Dependency(models.Model):
    """The current documents of `subject` are compiled from `source`."""

    subject = models.CharField(max_length=300, db_index=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "subject"], name="one_dependency")]

    def __str__(self) -> str:
        return f"{self.subject} <- {self.source}"


class ExternalCode(models.Model):
    """Another system's code for the document (kind, key) of `subject`, from release `release_from` until
    `release_until` (exclusive)."""

    subject = models.CharField(max_length=300, db_index=True)
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=255)
    system = models.CharField(max_length=100)
    code = models.CharField(max_length=255)
    release_from = models.PositiveIntegerField(db_index=True)
    release_until = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["release_until"], condition=~models.Q(release_until=None), name="ended_codes"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.code}"


class SourceRevision(models.Model):
    """From `release` on, `source` was live in editorial revision `revision`; empty when it was not live."""

    source = models.CharField(max_length=300)
    release = models.PositiveIntegerField()
    revision = models.CharField(max_length=64, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "release"], name="one_revision_per_release")]

    def __str__(self) -> str:
        return f"{self.source} {self.release}"
