"""OpenAPI Generator and a JDK, as a channel team uses them: `python -m tests.contract.java --fetch` gets the jars, once."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.contract.schemas import CONTRACT

PROJECT = Path(__file__).parent / "generators" / "pom.xml"
JVMS = Path("/usr/lib/jvm")
# Short runs: what the compiler of the virtual machine would gain costs more than it gives.
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
PARTS = {"apiTests": "false", "modelTests": "false", "apiDocs": "false", "modelDocs": "false"}
OPTIONS = {"openApiNullable": "false", "invokerPackage": "hub", "apiPackage": "hub.api", "modelPackage": "hub.model"}
MISSING = (
    "no OpenAPI Generator with a JDK: apt-get install default-jdk-headless maven, and "
    "`python -m tests.contract.java --fetch` (35 MB, once)"
)


def jars() -> Path:
    """The folder with the jars of this project file, outside the checkout."""
    digest = hashlib.sha256(PROJECT.read_bytes()).hexdigest()[:16]
    return Path("~/.cache/een-antwoord").expanduser() / f"java-{digest}"


def fetch() -> None:
    """By Maven, which checks what it gets."""
    if jars().exists():
        return
    jars().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jars().parent) as folder:
        copied = Path(folder) / "jars"
        goal = ("dependency:copy-dependencies", f"-DoutputDirectory={copied}")
        subprocess.run(["mvn", "-q", "-B", "-C", "-f", str(PROJECT), *goal], check=True)
        copied.rename(jars())


def homes() -> Iterator[Path]:
    """Each JDK, the one that the environment names first."""
    yield from (Path(home) for home in [os.environ.get("JAVA_HOME")] if home)
    yield from sorted(JVMS.glob("*"), reverse=True)
    yield from (Path(found).resolve().parents[1] for found in [shutil.which("javac")] if found)


def jdk() -> Path:
    """The home of a JDK with the jars there, or the test is skipped."""
    found = next((home for home in homes() if (home / "bin/javac").exists()), None)
    if found is None or not jars().exists():
        (pytest.fail if os.environ.get("REQUIRE_PARTS") else pytest.skip)(MISSING)
    return found


def client(out: Path) -> Path:
    """The folder of classes of the Java client, generated from the OpenAPI document and compiled."""
    [generator] = jars().glob("openapi-generator-cli-*.jar")
    source, classes = out / "client", out / "classes"
    options = ["--library", "native", "--global-property", listed(PARTS), "--additional-properties", listed(OPTIONS)]
    document = str(CONTRACT / "openapi.json")
    java("-jar", str(generator), "generate", "-g", "java", "-i", document, "-o", str(source), *options)
    compile_sources(sorted(source.rglob("*.java")), classes)
    return classes


def listed(values: Mapping[str, str]) -> str:
    """The generator's way to write options."""
    return ",".join(f"{name}={value}" for name, value in values.items())


def compile_sources(sources: list[Path], classes: Path) -> None:
    options = [*(f"-J{option}" for option in QUICK), "-proc:none", "-nowarn", "-cp", f"{classes}:{jars()}/*"]
    run("javac", *options, "-d", str(classes), *map(str, sources))


def java(*arguments: str) -> str:
    return run("java", *QUICK, *arguments)


def run(tool: str, *arguments: str) -> str:
    """What it prints; a failure shows all that it said."""
    command = [str(jdk() / "bin" / tool), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


if __name__ == "__main__":
    if sys.argv[1:] != ["--fetch"]:
        sys.exit(__doc__)
    fetch()
