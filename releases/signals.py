"""Signals by which others take part in a publish without `releases` knowing them."""

from __future__ import annotations

from django.dispatch import Signal

# Sent with `published` (releases.storage.published), inside the transaction that publishes it: what a receiver writes
# is there as soon as the release is, and a receiver that raises stops the publish.
released = Signal()

# Sent with `created_at`, the moment of the newest release that this node's copy took over, once it shows that one; not
# when the copy is made anew.
taken_over = Signal()
