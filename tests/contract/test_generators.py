"""The OpenAPI document is understood by the generators that channel teams use, and what they write compiles."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.contract import java, typescript
from tests.contract.schemas import CONTRACT, document_examples

GENERATORS = Path(__file__).parent / "generators"
DOCUMENTS = [path for path in document_examples() if path.name.startswith("product.")]

pytestmark = pytest.mark.slow


def test_openapi_typescript_writes_types_that_strictly_compile(tmp_path: Path) -> None:
    typescript.install(GENERATORS)
    shutil.copy(GENERATORS / "facts.ts", tmp_path)
    document, types = str(CONTRACT / "openapi.json"), str(tmp_path / "openapi.ts")
    typescript.run(GENERATORS, "node_modules/.bin/openapi-typescript", document, "-o", types)

    options = ("--strict", "--noEmit", "--target", "es2022", "--module", "nodenext")
    typescript.run(GENERATORS, "node_modules/.bin/tsc", *options, str(tmp_path / "facts.ts"))


def test_openapi_generator_writes_a_java_client_that_reads_the_examples(tmp_path: Path) -> None:
    java.jdk()
    classes = java.client(tmp_path)
    java.compile_sources([GENERATORS / "Facts.java"], classes)

    printed = java.java("-cp", f"{classes}:{java.jars()}/*", "Facts", *map(str, DOCUMENTS))

    assert printed.splitlines() == [
        f"{document['channel']} {key} {fact['text']}"
        for document in (json.loads(path.read_text("utf-8")) for path in DOCUMENTS)
        for key, fact in sorted(document["facts"].items())
    ]
