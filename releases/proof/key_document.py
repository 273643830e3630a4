"""Key document: the keys of all time and the release with which signing began, signed by keys that it lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from releases.core import canonical
from releases.proof.signing import Key, is_signed, key_id_of, key_object

PURPOSE = "een-antwoord/keys/1"


class FirstSigned(NamedTuple):
    """The first signed release of a hub that has older ones: those before it may lack a signature."""

    number: int
    digest: str


class KeyDocument(NamedTuple):
    """`signatures` by the name of the key."""

    keys: Sequence[Key]
    first_signed: FirstSigned | None = None
    signatures: Mapping[str, str] = {}

    def to_sign(self) -> bytes:
        return canonical.dumps({"purpose": PURPOSE, "keys": self._keys(), "firstSigned": self._first_signed()})

    def is_signed_by(self, key: Key) -> bool:
        signature = self.signatures.get(key.key_id, "")
        return key_id_of(key.public_key) == key.key_id and is_signed(key.public_key, self, signature)

    def as_json(self) -> dict[str, object]:
        """As it is published."""
        signatures = [{"keyId": name, "signature": text} for name, text in sorted(self.signatures.items())]
        return {
            "results": self._keys(),
            "next": None,
            "firstSigned": self._first_signed(),
            "signatures": signatures,
        }

    def _keys(self) -> list[dict[str, object]]:
        return [key_object(key) for key in self.keys]

    def _first_signed(self) -> dict[str, object] | None:
        return self.first_signed._asdict() if self.first_signed else None


class Trust(NamedTuple):
    """The keys whose signatures count, and the first signed release when one of them vouches for it."""

    keys: Mapping[str, Key]
    first_signed: FirstSigned | None
    vouched: bool


def trust(document: KeyDocument, held: str | None, named: Collection[str] = ()) -> Trust:
    """Only the keys `named`; or else the one that is `held`, with all for which it vouches; or else all listed.

    A key that is the only one in the document needs nobody to vouch for it.
    """
    listed = {key.key_id: key for key in document.keys}
    anchors = {name: listed[name] for name in (named or ([held] if held else listed)) if name in listed}
    signed = any(document.is_signed_by(key) for key in anchors.values())
    vouched = signed or (not document.first_signed and not document.signatures and anchors.keys() == listed.keys())
    trusted = listed if vouched and not named else anchors
    return Trust(trusted, document.first_signed if signed else None, vouched)
