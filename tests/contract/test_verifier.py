"""The stand-alone verifier finds nothing in an honest export, and names each way to tamper with one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.__main__ import main
from verifier.chain import digest
from verifier.export import Export
from verifier.keys import key_id

EXAMPLE = Path(__file__).resolve().parents[2] / "frontend-contract" / "verifier" / "example"
FILES = sorted(path.relative_to(EXAMPLE).as_posix() for path in EXAMPLE.rglob("*") if path.is_file())
# Not the manifest, which leads to the rest, nor archives, which also hold what says nothing of their content.
PROVEN = [path for path in FILES if not path.endswith(("manifest.json", ".gz"))]
FIRST_KEY, SECOND_KEY = "9ZP03Nu8GrXPAUkbKNxHOKBzxPX83SShgFkRNK-f2lw", "ixy9ufAvPdc-U-cF2lMPltPzJ3Mh54-PRALVdYBCQx0"
ALTERED_KEYS = "keys.json: no key that you trust signed this list of keys: it was altered, or is of another hub."
PASSPORT = "website/documents/product/paspoort.nl.json"
CHAIN = "website/chain/000000.ndjson"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path / "export")


def faults(
    export: Path, channel: str | None = "website", heads: tuple[str, ...] = (), keys: tuple[str, ...] = ()
) -> list[str]:
    return list(Export(export, keys).faults(channel, heads))


def flip(file: Path, place: int | None = None, bit: int = 0) -> None:
    """One bit; halfway when no byte is named."""
    body = bytearray(file.read_bytes())
    body[len(body) // 2 if place is None else place % len(body)] ^= 1 << bit
    file.write_bytes(bytes(body))


def renew_manifest(export: Path) -> None:
    """As somebody would who tampers with care: the manifest is no secret and is not signed."""
    manifest = json.loads((export / "manifest.json").read_bytes())
    manifest["files"] = {path: digest((export / path).read_bytes()) for path in manifest["files"]}
    (export / "manifest.json").write_text(json.dumps(manifest))


def with_links(export: Path, change: Callable[[list[dict[str, Any]]], object], path: str = CHAIN) -> Path:
    links = [json.loads(line) for line in (export / path).read_bytes().splitlines()]
    change(links)
    lines = [json.dumps(link, sort_keys=True, separators=(",", ":"), ensure_ascii=False) for link in links]
    (export / path).write_text("".join(f"{line}\n" for line in lines))
    renew_manifest(export)
    return export


def named(found: list[str], *words: str) -> bool:
    """One fault has all these words."""
    return any(all(word in fault for word in words) for fault in found)


@pytest.mark.parametrize("channel", [None, "website", "desk", "email"])
def test_an_honest_export_has_no_fault(export, channel):
    assert faults(export, channel) == []


def test_one_channel_is_proven_without_the_files_of_others(export):
    for other in ("desk", "email", "phone", "chain"):
        shutil.rmtree(export / other)
    assert faults(export) == []


@pytest.mark.parametrize("path", FILES)
def test_a_flipped_bit_in_any_file_is_found(export, path):
    flip(export / path)
    assert main([str(export)]) == 1


@pytest.fixture(scope="module")
def shared_export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("shared") / "export")


@given(st.sampled_from(PROVEN), st.integers(0, 2000), st.integers(0, 7))
@settings(max_examples=100, deadline=None)
def test_no_bit_of_what_is_proven_can_be_flipped_unseen(shared_export, path, place, bit):
    flip(shared_export / path, place, bit)
    try:
        assert main([str(shared_export)]) == 1
    finally:
        flip(shared_export / path, place, bit)


def test_a_manifest_of_another_moment_is_named(export):
    manifest = json.loads((export / "manifest.json").read_bytes())
    for changed in ({"until": None}, {"epoch": "another"}, {"position": "9@2026-03-08T12:00:00.000Z"}):
        (export / "manifest.json").write_text(json.dumps(manifest | changed))
        assert named(faults(export, None), "manifest.json: ")


def test_an_altered_document_is_named(export):
    flip(export / PASSPORT)
    assert faults(export) == [f"website product/paspoort.nl (now): {PASSPORT} was altered."]


def test_an_altered_coming_period_names_its_document(export):
    [file] = [file for file in (export / "website" / "contents").glob("*.json") if b"91,00" in file.read_bytes()]
    flip(file)
    [fault, _] = faults(export)
    assert fault.startswith("website product/paspoort.nl (from 1798758000000): website/contents/")


def test_a_missing_document_is_named(export):
    (export / PASSPORT).unlink()
    assert named(faults(export), PASSPORT, "is missing")


def test_missing_contents_are_named(export):
    shutil.rmtree(export / "website" / "contents")
    assert named(faults(export), "website product/paspoort.nl (from 1798758000000)", "is missing")


def test_a_document_that_nobody_published_is_named(export):
    shutil.copy(export / PASSPORT, export / "website/documents/product/paspoort.en.json")
    assert named(faults(export), "paspoort.en.json: no release has this document")


def test_an_altered_link_is_named(export):
    with_links(export, lambda links: links[1]["changes"][0]["periods"].pop())
    assert named(faults(export), "website release 2: its content is not what its digest says")


def test_an_altered_link_with_a_new_digest_is_named_by_its_signature(export):
    def alter(links: list[dict[str, Any]]) -> None:
        links[-1]["changes"][0]["periods"].pop()
        covered = {name: links[-1][name] for name in ("number", "parent", "createdAt", "channel", "changes")}
        text = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        links[-1]["digest"] = digest(text.encode())

    assert named(faults(with_links(export, alter)), "website release 10: its signature is not that of key")


@pytest.mark.parametrize("field", ["number", "parent", "createdAt", "channel", "digest", "epoch", "keyId", "signature"])
def test_no_field_of_a_link_can_be_taken_from_another_one(export, field):
    with_links(export, lambda links: links[1].update({field: links[4][field] if field != "channel" else "desk"}))
    assert named(faults(export), "release")


def test_a_missing_release_is_named(export):
    with_links(export, lambda links: links.pop(1))
    assert named(faults(export), "website release 3: it does not follow on release 1")


def test_a_missing_beginning_is_named(export):
    with_links(export, lambda links: links.pop(0))
    assert named(faults(export), "website release 2: it does not follow on the beginning")


def test_releases_in_another_order_are_named(export):
    with_links(export, lambda links: links.insert(1, links.pop(2)))
    assert named(faults(export), "website release 2: it stands after release 3", "the order was changed")


def test_a_missing_end_is_named_by_the_manifest(export):
    with_links(export, lambda links: links.pop())
    assert named(faults(export), "website: the chain does not end where the manifest says")


def truncated(export: Path) -> str:
    """Cuts off the last release so that nothing in the export tells; returns the head that others know."""
    known = json.loads((export / "manifest.json").read_bytes())["channels"]["website"]["digest"]
    with_links(export, lambda links: links.pop())
    links = [json.loads(line) for line in (export / CHAIN).read_bytes().splitlines()]
    before = links[-1]["changes"][0]["periods"]
    manifest = json.loads((export / "manifest.json").read_bytes())
    manifest["channels"]["website"] = {"release": links[-1]["number"], "digest": links[-1]["digest"]}
    (export / "manifest.json").write_text(json.dumps(manifest))
    index = json.loads((export / "website/index.json").read_bytes())
    index["documents"][0]["periods"] = before
    (export / "website/index.json").write_text(json.dumps(index))
    renew_manifest(export)
    return known


def test_a_missing_end_is_named_by_a_head_that_is_known(export):
    known = truncated(export)
    assert named(faults(export, heads=(known,)), f"the head {known} that you know is not in the chain")


def test_a_missing_end_of_one_channel_is_named_by_the_hub_s_own_chain(export):
    truncated(export)
    assert named(faults(export, None), "website release 10: its link is not the one that the hub's release covers")


def test_a_known_head_that_is_there_is_no_fault(export):
    first = json.loads((export / CHAIN).read_bytes().splitlines()[0])["digest"]
    assert faults(export, heads=(first,)) == []


def with_keys(export: Path, change: Callable[[dict[str, dict[str, Any]]], object]) -> Path:
    body = json.loads((export / "keys.json").read_bytes())
    change({key["keyId"]: key for key in body["results"]})
    (export / "keys.json").write_text(json.dumps(body))
    renew_manifest(export)
    return export


def test_a_changed_key_is_named(export):
    with_keys(export, lambda keys: keys[FIRST_KEY].update(publicKey=keys[SECOND_KEY]["publicKey"]))
    assert named(faults(export), f"the key under the name {FIRST_KEY} is not the key of that name")
    assert named(faults(export), f"website release 1: its signature is not that of key {FIRST_KEY}")


def test_a_key_under_another_name_is_unknown_to_the_links(export):
    def rename(keys: dict[str, dict[str, Any]]) -> None:
        other = keys[SECOND_KEY]["publicKey"][::-1]
        keys[FIRST_KEY].update(publicKey=other, keyId=key_id(other))

    assert named(
        faults(with_keys(export, rename)), f"website release 1: it is signed with key {FIRST_KEY}, which is unknown"
    )


def test_a_key_that_was_not_in_use_is_named(export):
    with_keys(export, lambda keys: keys[FIRST_KEY].update(validUntil="2026-03-04T00:00:00+00:00"))
    assert faults(export) == [
        ALTERED_KEYS,
        f"website release 2: it is signed with key {FIRST_KEY}, which was not in use at 2026-03-04T12:00:00+00:00.",
    ]


def test_only_trusted_keys_count(export):
    assert faults(export, keys=(FIRST_KEY, SECOND_KEY)) == []
    assert named(
        faults(export, keys=(FIRST_KEY,)), f"website release 3: it is signed with key {SECOND_KEY}, which is unknown"
    )


def test_links_without_signature_at_the_beginning_are_named(export, capsys):
    def unsign(links: list[dict[str, Any]]) -> None:
        for link in links[:2]:
            link.update(epoch="", keyId="", signature="")

    assert main([str(with_links(export, unsign)), "--channel", "website"]) == 1
    said = capsys.readouterr().out
    assert "website release 1: it has no signature, and no key vouches that signing began later" in said
    assert "6 links, 2 not signed, 4 signed with" in said


def test_a_list_of_keys_that_was_altered_is_named(export):
    with_keys(export, lambda keys: keys[FIRST_KEY].update(validFrom="2026-03-01T00:00:00+00:00"))
    assert faults(export) == [ALTERED_KEYS]


def test_a_first_signed_release_that_no_key_vouches_for_does_not_count(export):
    body = json.loads((export / "keys.json").read_bytes())
    body["firstSigned"] = {"number": 3, "digest": "0" * 64}
    (export / "keys.json").write_text(json.dumps(body))
    renew_manifest(export)
    with_links(export, lambda links: links[0].update(epoch="", keyId="", signature=""))
    assert named(faults(export), "website release 1: it has no signature")
    assert ALTERED_KEYS in faults(export)


def test_the_chain_of_another_channel_is_named(export):
    shutil.copy(export / "desk/chain/000000.ndjson", export / CHAIN)
    renew_manifest(export)
    assert named(faults(export), "website release 1: it is a link of desk: another chain was put in its place")


def test_a_link_that_lost_its_signature_is_named(export):
    with_links(export, lambda links: links[2].update(epoch="", keyId="", signature=""))
    assert named(faults(export), "website release 3: it has no signature, though releases before it have one")


def test_an_epoch_that_comes_back_is_named(export):
    with_links(export, lambda links: links[-1].update(epoch=links[0]["epoch"]))
    assert named(faults(export), "website release 10: it goes back to epoch")


def test_the_command_says_what_it_found(export, capsys):
    assert main([str(export), "--channel", "website", "--key", FIRST_KEY, "--key", SECOND_KEY]) == 0
    said = capsys.readouterr().out
    assert "website: 6 links" in said
    assert "begins at release 9" in said
    assert "Nothing was altered." in said
    assert "Compare the keys" not in said


def test_it_runs_where_there_is_no_hub(export, tmp_path):
    package = shutil.copytree(EXAMPLE.parent, tmp_path / "elsewhere" / "verifier")
    command = [sys.executable, "-m", "verifier", str(export)]
    done = subprocess.run(command, cwd=package.parent, env={}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Nothing was altered.\n")


@pytest.mark.parametrize("arguments", [["nowhere"], [str(EXAMPLE), "--channel", "chat"]])
def test_what_cannot_be_read_is_said(arguments, capsys):
    assert main(arguments) == 1
    assert "no export" in capsys.readouterr().out.replace("This export has no channel chat", "no export")
