"""The key document as this hub publishes it, signed anew whenever a key is added or ended."""

from __future__ import annotations

from releases.models import Release, SignedKeyDocument, SigningKey
from releases.proof.key_document import FirstSigned, KeyDocument
from releases.proof.signing import Key, key_id_of, public_key_of, sign


def published() -> KeyDocument:
    """Keys in order of their first day."""
    keys = [key_of(row) for row in SigningKey.objects.order_by("valid_from", "key_id")]
    row = SignedKeyDocument.objects.filter(pk=1).first()
    if row is None:
        return KeyDocument(keys)
    first_signed = FirstSigned(row.first_signed, row.first_digest) if row.first_signed else None
    return KeyDocument(keys, first_signed, row.signatures)


def sign_document(*privates: str, first_signed: FirstSigned | None = None) -> KeyDocument:
    """Signs what is published with `privates`; earlier signatures stay that still fit. The head must be locked."""
    document = published()
    document = document._replace(first_signed=first_signed or document.first_signed)
    signatures = {key.key_id: document.signatures[key.key_id] for key in document.keys if document.is_signed_by(key)}
    signatures |= {key_id_of(public_key_of(private)): sign(private, document) for private in privates}
    number, digest = document.first_signed or FirstSigned(0, "")
    SignedKeyDocument.objects.update_or_create(
        pk=1, defaults={"first_signed": number, "first_digest": digest, "signatures": signatures}
    )
    return document._replace(signatures=signatures)


def first_signed_release() -> FirstSigned | None:
    """As the database has it: the first release from which on all are signed; None when there is no older one."""
    unsigned = Release.objects.filter(signature="").order_by("-number").values_list("number", flat=True).first()
    if unsigned is None:
        return None
    rows = Release.objects.filter(number__gt=unsigned).order_by("number").values_list("number", "digest")
    return next((FirstSigned(*row) for row in rows[:1]), None)


def key_of(row: SigningKey) -> Key:
    return Key(row.key_id, row.public_key, row.valid_from, row.valid_until)
