"""The boundary: from Wagtail's objects to the frozen values of `releases.snapshot`."""

from products.snapshot.facts import released_fact
from products.snapshot.reader import read_snapshot
from products.snapshot.sources import all_subjects, retold_with, source_of, subjects_of

__all__ = ["all_subjects", "read_snapshot", "released_fact", "retold_with", "source_of", "subjects_of"]
