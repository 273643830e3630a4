"""The cache that processes of a node share: of two that add the same, one succeeds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Both begin when the other is there, and then add the same hundred keys; the answer is how often each was first.
ADDING = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure()
from cms.node_cache import NodeCache
folder, own, other = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
cache = NodeCache(str(folder / "cache"), {})
(folder / own).touch()
while not (folder / other).exists():
    pass
print(sum(cache.add(f"attempt {number}", own, 60) for number in range(100)))
"""


def test_of_two_processes_that_add_the_same_one_succeeds(tmp_path):
    command = [sys.executable, "-c", ADDING, str(tmp_path)]
    both = [
        subprocess.Popen([*command, *names], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for names in (("one", "two"), ("two", "one"))
    ]
    assert sum(int(process.communicate(timeout=60)[0]) for process in both) == 100
