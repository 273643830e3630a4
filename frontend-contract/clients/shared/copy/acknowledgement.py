"""The acknowledgement of what an instance of a channel received, displays or rejects: one POST."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx


class NotAcknowledged(Exception):
    """The hub does not believe it; `problem` says why. With the code `sync-anew`, forget all and sync anew."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        super().__init__(problem.get("detail", ""))
        self.problem = problem


def acknowledge(
    hub: httpx.Client,
    token: str,
    *,
    channel: str,
    instance: str,
    state: str,
    epoch: str,
    position: str,
    digest: str,
    reason: str = "",
) -> Mapping[str, Any]:
    """The hub's answer: what it now holds of this instance. `hub` is a client with the hub's address.

    NotAcknowledged when the hub refuses it, httpx.HTTPError when the hub cannot be reached or fails: say it later.
    """
    members = {"instance": instance, "state": state, "epoch": epoch, "position": position, "digest": digest}
    response = hub.post(
        f"/api/v1/channels/{channel}/acknowledgements",
        json=members | ({"reason": reason} if reason else {}),
        headers={"Authorization": f"Bearer {token}"},
    )
    if response.is_client_error and "json" in response.headers.get("Content-Type", ""):
        raise NotAcknowledged(response.json())
    response.raise_for_status()
    answer: Mapping[str, Any] = response.json()
    return answer
