"""Copies of other layouts beside that of this version: kept while somebody may use them, and no longer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from releases.replica import generations

NOW, DAY = 1_800_000_000.0, 86_400.0
OTHERS = ["data.mdb", "lock.mdb", "v0/1/data.mdb"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    generations.begin(tmp_path)
    for name in (*OTHERS, "lock"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"old")
    return tmp_path


def written(root: Path, ago: float) -> None:
    for path in (root, *root.rglob("*")):
        os.utime(path, (NOW - ago, NOW - ago))


def left(root: Path) -> list[str]:
    return [name for name in OTHERS if (root / name).exists()]


def test_what_an_earlier_version_left_goes_once_nobody_wrote_it_for_a_day(root):
    written(root, 2 * DAY)
    generations.remove_unused_layouts(root, NOW)
    assert (left(root), (root / "lock").exists()) == ([], True)


def test_the_copy_of_this_version_stays_however_old(root):
    written(root, 2 * DAY)
    generations.remove_unused_layouts(root, NOW)
    assert generations.newest(root) is not None


def test_one_that_code_of_another_version_writes_stays(root):
    written(root, 2 * DAY)
    os.utime(root / "v0" / "1" / "data.mdb", (NOW - 1, NOW - 1))
    generations.remove_unused_layouts(root, NOW)
    assert left(root) == ["v0/1/data.mdb"]


def test_a_node_without_any_copy_has_nothing_to_remove(tmp_path):
    generations.remove_unused_layouts(tmp_path / "replica", NOW)
    assert not (tmp_path / "replica").exists()
