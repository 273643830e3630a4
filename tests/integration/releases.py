"""A small release that every channel takes part in, for tests of what serves channels."""

from __future__ import annotations

from django.utils import timezone

from releases import store
from releases.compiling.documents import Compiled, CompiledPeriod, Document
from releases.core import canonical
from releases.replica.follower import follow
from releases.replica.replica import shared_replica

CHANNELS = ("website", "email", "desk", "phone")


def fact_body(key: str) -> bytes:
    value = {"kind": "statement", "label": key, "value": {"text": key, "short": ""}, "text": key, "plain": key}
    full = {"text": key, "plain": key, "spoken": key}
    dates = {"validFrom": None, "validUntil": None, "legalArticle": "", "spoken": key, "full": full, "predicate": None}
    return canonical.dumps({"key": key, "kind": "statement", "label": {"nl": key}, "values": {"nl": [value | dates]}})


def document(channel: str, title: str) -> Document:
    """A passport page that tells one fact which no other channel tells."""
    fact = f"alleen.{channel}"
    told = {"kind": "statement", "label": fact, "conditions": "", "text": fact, "plain": fact}
    body = canonical.dumps(
        {"key": "paspoort", "kind": "product", "channel": channel, "locale": "nl", "contentLocale": "nl",
         "title": title, "facts": {fact: told}}
    )  # fmt: skip
    return Document(
        channel=channel, kind="product", key="paspoort", locale="nl", title=title,
        periods=(CompiledPeriod(None, body, canonical.digest(body)),), uses={fact: ("inShort",)},
        subject=("product", "paspoort"), external=(("zaaktype", "B0237"),),
    )  # fmt: skip


def publish_in_every_channel(*, only: str | None = None, title: str = "Paspoort") -> None:
    """`title` goes to the channel `only`, or to all."""
    documents = tuple(document(channel, title if only in (None, channel) else "Paspoort") for channel in CHANNELS)
    facts = {f"alleen.{channel}": fact_body(f"alleen.{channel}") for channel in CHANNELS}
    sources = frozenset({"product:paspoort", *(f"fact:{key}" for key in facts)})
    compiled = Compiled(documents=documents, facts=facts, dependencies={("product", "paspoort"): sources}, problems=())
    store.publish(compiled, author="test", cause="a test", now=timezone.now(), sources={})
    follow(shared_replica())
