"""Both sync libraries make of steps and bundles what the shared vectors say."""

from __future__ import annotations

import json
import subprocess
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from een_antwoord_sync import Damaged, Head, State, core
from een_antwoord_sync.heads import contradictions, head_from, to_keep
from tests.contract.schemas import CONTRACT

PATH = CONTRACT / "vectors" / "sync.json"
VECTORS = json.loads(PATH.read_text())


def named(cases: list[dict[str, Any]]) -> dict[str, Any]:
    return {"argvalues": cases, "ids": [case["name"] for case in cases]}


def state(given: dict[str, Any]) -> State:
    documents = {address: tuple(map(tuple, periods)) for address, periods in given["documents"].items()}
    return State(**given | {"documents": documents})


@pytest.mark.parametrize("case", **named(VECTORS["steps"]))
def test_steps_lead_where_the_vectors_say(case):
    if case.get("missed"):
        with pytest.raises(core.MissedStep):
            reduce(core.apply, case["steps"], state(VECTORS["start"]))
        return
    after = reduce(core.apply, case["steps"], state(VECTORS["start"]))
    assert after == state(case["state"])
    if "requiredContent" in case:
        assert [reference._asdict() for reference in core.required_content(after, case["steps"])] == case[
            "requiredContent"
        ]
    for each in case.get("digestAt", ()):
        assert core.digest_at(after, each["address"], each["at"]) == each["digest"]
    for each in case.get("switches", ()):
        assert core.switches(after, each["after"], each["until"]) == set(each["addresses"])
    for each in case.get("nextSwitch", ()):
        assert core.next_switch(after, each["after"]) == each["instant"]


@pytest.mark.parametrize("case", **named(VECTORS["bundles"]))
def test_a_bundle_gives_what_the_vectors_say(case):
    lines = [line.encode() for line in case["lines"]]
    if case.get("damaged"):
        with pytest.raises(Damaged):
            list(core.parse_bundle(lines))
        return
    *contents, after = core.parse_bundle(lines)
    assert after == state(case["state"])
    assert {digest: content.decode() for digest, content in contents} == case["contents"]


def head(given: dict[str, Any] | None) -> Head | None:
    return head_from(given) if given else None


@pytest.mark.parametrize("case", **named(VECTORS["heads"]))
def test_heads_that_were_kept_are_contradicted_as_the_vectors_say(case):
    kept = [head_from(each) for each in case["kept"]]
    found = contradictions(kept, case["epoch"], lambda release: head(case["headIn"][str(release)]))
    assert [each.kept.number for each in found] == case["contradicted"]
    assert [each.number for each in to_keep(head(case["newest"]), found)] == case["keep"]


@pytest.fixture(scope="module")
def results_of_node(typescript_library) -> dict[str, str]:
    command = ["node", str(Path(__file__).with_name("sync_vectors.mjs")), str(typescript_library), str(PATH)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", [case["name"] for case in VECTORS["steps"] + VECTORS["bundles"] + VECTORS["heads"]])
def test_the_library_in_typescript_says_the_same(results_of_node, name):
    assert results_of_node[name] == "as it should be"
