"""Two plain ways to search on Elasticsearch, measured beside ours: what its own analyzers give without our work.

Bodies as data, as the client's `indices.create`, `index` and `search` take them; one index per locale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]
FIELDS = ("title", "names", "summary", "text")


@dataclass(frozen=True, slots=True)
class Baseline:
    """Equal fields, the best one counts (best_fields); `operator` says whether every word is required."""

    name: str
    analyzer: str
    operator: str

    def index_body(self) -> Body:
        field = {"type": "text", "analyzer": self.analyzer}
        return {
            "settings": {"number_of_shards": 1, "number_of_replicas": 0},
            "mappings": {"dynamic": "strict", "properties": dict.fromkeys(FIELDS, field)},
        }

    def query_body(self, text: str, size: int = 10) -> Body:
        """The `_id` of each hit is the product's key."""
        match = {"query": text, "type": "best_fields", "fields": list(FIELDS), "operator": self.operator}
        return {"query": {"multi_match": match}, "size": size, "_source": False}


DUTCH = Baseline("elasticsearch, dutch, every word", analyzer="dutch", operator="and")
"""What a widely used Dutch desk application does."""
STANDARD = Baseline("elasticsearch, standard", analyzer="standard", operator="or")
BASELINES = (DUTCH, STANDARD)


def indexed(document: Mapping[str, Any]) -> Body:
    """The fields of a product's website document; `text` is all its sections."""
    return {
        "title": document["title"],
        "names": [each["name"] for each in (*document["names"], *document["upl"])],
        "summary": document["summary"],
        "text": "\n".join(section["plain"] for section in document["sections"]),
    }
