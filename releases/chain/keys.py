"""The keys that sign releases: the private one that this node holds, and the public ones of all time."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from releases.chain.head import lock_head
from releases.core.position import TICK, whole_milliseconds
from releases.core.problems import Impossible
from releases.models import Release, SigningKey
from releases.proof.signing import Key, key_id_of, new_private_key, public_key_of


class KeyEnded(Impossible):
    """This node still holds a key that was replaced, so nobody would believe what it signs."""

    def __init__(self, key: Key) -> None:
        super().__init__(
            f"The signing key {key.key_id} of this node was replaced on {key.valid_until}. "
            "Give this node the new one (SIGNING_KEY, or var/secrets/signing_key)."
        )


class ForeignKey(Impossible):
    """This node signs with a key that this hub never published: that of another hub, or one it made by mistake."""


class KeyNotReplaceable(Exception):
    """The text says what to do instead."""


def published_keys() -> list[Key]:
    """In order of their first day."""
    return [_key(row) for row in SigningKey.objects.order_by("valid_from", "key_id")]


def private_key() -> str:
    """From the environment, or from var/secrets, where it is made at its first use."""
    if settings.SIGNING_KEY:
        return str(settings.SIGNING_KEY)
    path: Path = settings.SIGNING_KEY_FILE
    if not path.exists():
        made = _written_beside(path, new_private_key())
        with suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
    return path.read_text()


def key_to_sign_with(private: str, instant: datetime) -> Key:
    """The public half of `private`, published from `instant` on if it was not yet; KeyEnded when it was replaced."""
    key = _published(private, instant)
    if key.valid_until is not None:
        raise KeyEnded(key)
    return key


def refuse_foreign_key() -> None:
    """Raises ForeignKey, and KeyEnded, on a node that is given another key than the hub signs with."""
    in_use = list(SigningKey.objects.filter(valid_until=None).values_list("key_id", flat=True))
    if not in_use:
        return
    names = ", ".join(in_use)
    if not settings.SIGNING_KEY and not settings.SIGNING_KEY_FILE.exists():
        raise ForeignKey(
            f"This node has no signing key, and this hub signs with {names}. Give it that one (SIGNING_KEY, or "
            "var/secrets/signing_key); if it is lost, let manage.py rotate_key --begin make and publish another."
        )
    public_key = public_key_of(private_key())
    row = SigningKey.objects.filter(key_id=key_id_of(public_key)).first()
    if row is None:
        raise ForeignKey(
            f"The signing key {key_id_of(public_key)} of this node is unknown here; this hub signs with {names}. Give "
            "it that one (SIGNING_KEY, or var/secrets/signing_key), or publish this one: manage.py rotate_key --begin."
        )
    if row.valid_until is not None:
        raise KeyEnded(_key(row))


def begin(now: datetime) -> Key:
    """Publishes the key that this node holds, beside those in use."""
    with transaction.atomic():
        lock_head()
        return key_to_sign_with(private_key(), _after_all_releases(now))


def rotate(now: datetime) -> tuple[Key, Key]:
    """Replaces the key in var/secrets; returns the old one, which ends, and the new one, which takes over."""
    if settings.SIGNING_KEY:
        raise KeyNotReplaceable(
            "SIGNING_KEY is given by the environment. Put a new one there (`openssl rand -base64 32`), restart the "
            "hub, publish something, and then end the old one with `manage.py rotate_key --end=KEY_ID`."
        )
    with transaction.atomic():
        lock_head()
        instant = _after_all_releases(now)
        old = _published(private_key(), instant - TICK)
        private = new_private_key()
        os.replace(_written_beside(settings.SIGNING_KEY_FILE, private), settings.SIGNING_KEY_FILE)
        return _ended(old.key_id, instant), _published(private, instant)


def end(key_id: str, now: datetime) -> Key:
    """Ends a key that no node uses any more; KeyNotReplaceable when this one does, or nobody ever did."""
    with transaction.atomic():
        lock_head()
        if key_id == key_id_of(public_key_of(private_key())):
            raise KeyNotReplaceable(f"The key {key_id} is the one that this node signs with: replace it first.")
        if not SigningKey.objects.filter(key_id=key_id, valid_until=None).exists():
            raise KeyNotReplaceable(f"No key {key_id} is in use. See /api/v1/keys.")
        return _ended(key_id, _after_all_releases(now))


def _published(private: str, instant: datetime) -> Key:
    public_key = public_key_of(private)
    row, _ = SigningKey.objects.get_or_create(
        key_id=key_id_of(public_key), defaults={"public_key": public_key, "valid_from": instant}
    )
    return _key(row)


def _ended(key_id: str, instant: datetime) -> Key:
    SigningKey.objects.filter(key_id=key_id, valid_until=None).update(valid_until=instant)
    return _key(SigningKey.objects.get(key_id=key_id))


def _after_all_releases(now: datetime) -> datetime:
    newest = Release.objects.order_by("-number").values_list("created_at", flat=True).first()
    instant = whole_milliseconds(now)
    return max(instant, newest + TICK) if newest else instant


def _key(row: SigningKey) -> Key:
    return Key(row.key_id, row.public_key, row.valid_from, row.valid_until)


def _written_beside(path: Path, text: str) -> Path:
    """A file that only its owner may read, complete before it gets its name."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with open(beside, "x", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
        file.write(text)
    return beside
