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
from releases.chain.key_document import first_signed_release, key_of, published, sign_document
from releases.core.position import TICK, whole_milliseconds
from releases.core.problems import Impossible
from releases.models import Release, SigningKey
from releases.proof.key_document import trust
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


def held_key() -> str | None:
    """The name of the key that this node holds; None when it holds none, and then none is made."""
    if not settings.SIGNING_KEY and not settings.SIGNING_KEY_FILE.exists():
        return None
    return key_id_of(public_key_of(private_key()))


def key_to_sign_with(private: str, instant: datetime) -> Key:
    """The public half of `private`; the first key of a hub is published by this, from `instant` on.

    Raises KeyEnded when it was replaced, and ForeignKey when other keys are published and it is not: signing the
    list then would vouch for keys that somebody may have put there.
    """
    if not _is_published(private) and SigningKey.objects.exists():
        raise ForeignKey(
            f"The signing key {key_id_of(public_key_of(private))} of this node is not among those of this hub. Compare "
            "the keys at /api/v1/keys with the names that you know, and then publish it: manage.py rotate_key --begin."
        )
    return _usable(_published(private, instant))


def refuse_foreign_key() -> None:
    """Raises ForeignKey, and KeyEnded, on a node that is given another key than the hub signs with."""
    if not SigningKey.objects.exists():
        return
    in_use = SigningKey.objects.filter(valid_until=None).values_list("key_id", flat=True)
    names = ", ".join(in_use) or "no key that is known now"
    held = held_key()
    if held is None:
        raise ForeignKey(
            f"This node has no signing key, and this hub signs with {names}. Give it that one (SIGNING_KEY, or "
            "var/secrets/signing_key); if it is lost, let manage.py rotate_key --begin make and publish another."
        )
    row = SigningKey.objects.filter(key_id=held).first()
    if row is None:
        raise ForeignKey(
            f"The signing key {held} of this node is unknown here; this hub signs with {names}. Give "
            "it that one (SIGNING_KEY, or var/secrets/signing_key), or compare the keys at /api/v1/keys with the names "
            "that you know, and publish this one: manage.py rotate_key --begin."
        )
    if row.valid_until is not None:
        raise KeyEnded(key_of(row))


def begin(now: datetime) -> tuple[Key, list[Key]]:
    """Publishes the key that this node holds; returns it, and all those that it then vouches for."""
    with transaction.atomic():
        lock_head()
        key = _usable(_published(private_key(), _after_all_releases(now)))
        return key, list(published().keys)


def sign_keys() -> list[Key]:
    """Signs the keys as they are published with the key of this node, which somebody compared; returns them."""
    with transaction.atomic():
        lock_head()
        return list(sign_document(_key_in_use()).keys)


def name_first_signed(number: int) -> None:
    """Vouches that releases before `number` were made before releases were signed."""
    with transaction.atomic():
        lock_head()
        private = _key_in_use()
        _refuse_altered(private)
        found = first_signed_release()
        if found is None or found.number != number:
            raise KeyNotReplaceable(f"Release {number} is not the first signed release after unsigned ones.")
        last = Release.objects.filter(number__lt=number).order_by("-number").values_list("created_at", flat=True)[0]
        first_key = SigningKey.objects.order_by("valid_from").values_list("valid_from", flat=True)[0]
        if last >= first_key:
            raise KeyNotReplaceable(
                f"Releases before {number} are not older than the first key: they lost their signature."
            )
        sign_document(private, first_signed=found)


def rotate(now: datetime) -> tuple[Key, Key]:
    """Replaces the key in var/secrets; returns the old one, which ends, and the new one, which takes over."""
    if settings.SIGNING_KEY:
        raise KeyNotReplaceable(
            "SIGNING_KEY is given by the environment. Put a new one there (`openssl rand -base64 32`), publish "
            "its name with `manage.py rotate_key --begin`, restart the hub, and then end the old one with --end=KEY_ID."
        )
    with transaction.atomic():
        lock_head()
        instant = _after_all_releases(now)
        replaced, private = private_key(), new_private_key()
        old = key_to_sign_with(replaced, instant - TICK)
        _refuse_altered(replaced)
        os.replace(_written_beside(settings.SIGNING_KEY_FILE, private), settings.SIGNING_KEY_FILE)
        ended, new = _ended(old.key_id, instant), _published(private, instant)
        sign_document(replaced, private)
        return ended, new


def end(key_id: str, now: datetime) -> Key:
    """Ends a key that no node uses any more; KeyNotReplaceable when this one does, or nobody ever did."""
    with transaction.atomic():
        lock_head()
        private = private_key()
        if key_id == key_id_of(public_key_of(private)):
            raise KeyNotReplaceable(f"The key {key_id} is the one that this node signs with: replace it first.")
        if not SigningKey.objects.filter(key_id=key_id, valid_until=None).exists():
            raise KeyNotReplaceable(f"No key {key_id} is in use. See /api/v1/keys.")
        _refuse_altered(private)
        ended = _ended(key_id, _after_all_releases(now))
        sign_document(private)
        return ended


def _key_in_use() -> str:
    """The private key of this node, when it is a published one; raises KeyNotReplaceable and KeyEnded."""
    private = private_key()
    row = SigningKey.objects.filter(key_id=key_id_of(public_key_of(private))).first()
    if row is None:
        raise KeyNotReplaceable("The key of this node is not published: manage.py rotate_key --begin.")
    if row.valid_until is not None:
        raise KeyEnded(key_of(row))
    return private


def _refuse_altered(private: str) -> None:
    """So that this node's key never vouches for a key that somebody put into the database."""
    if not trust(published(), key_id_of(public_key_of(private))).vouched:
        raise KeyNotReplaceable(
            "The published keys are not those that the key of this node signed. When each key at /api/v1/keys is one "
            "that you know, sign them: manage.py rotate_key --sign."
        )


def _is_published(private: str) -> bool:
    return SigningKey.objects.filter(key_id=key_id_of(public_key_of(private))).exists()


def _usable(key: Key) -> Key:
    if key.valid_until is not None:
        raise KeyEnded(key)
    return key


def _published(private: str, instant: datetime) -> Key:
    """Added, and the list signed with it, unless it was there."""
    public_key = public_key_of(private)
    row, added = SigningKey.objects.get_or_create(
        key_id=key_id_of(public_key), defaults={"public_key": public_key, "valid_from": instant}
    )
    if added:
        sign_document(private)
    return key_of(row)


def _ended(key_id: str, instant: datetime) -> Key:
    SigningKey.objects.filter(key_id=key_id, valid_until=None).update(valid_until=instant)
    return key_of(SigningKey.objects.get(key_id=key_id))


def _after_all_releases(now: datetime) -> datetime:
    newest = Release.objects.order_by("-number").values_list("created_at", flat=True).first()
    instant = whole_milliseconds(now)
    return max(instant, newest + TICK) if newest else instant


def _written_beside(path: Path, text: str) -> Path:
    """A file that only its owner may read, complete before it gets its name."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with open(beside, "x", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
        file.write(text)
    return beside
