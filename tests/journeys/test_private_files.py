"""All that a running hub keeps on disk is its account's alone."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.running_hub import Hub


def test_a_running_hub_leaves_no_data_for_other_accounts(hub: Hub):
    """All of it that lies in a folder which others may enter, but for the logos."""
    var = Path(hub.environment["VAR_DIR"])
    reachable = [*var.iterdir(), *(var / "media").iterdir()]
    open_to_others = {path.name for path in reachable if path.stat().st_mode & 0o007}
    assert open_to_others <= {"media", "logos", "static", "export"}
