"""Fails when a module, function or test outgrows its budget, or a name or a docstring explains nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

MODULE, TEST_MODULE, FUNCTION = 300, 400, 40
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}
QUESTIONS = {"what", "who", "how", "where", "when", "why", "which"}
SUFFIXES = {".py", ".js", ".ts", ".css"}


def sources() -> list[Path]:
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    paths = (Path(line) for line in listed.stdout.splitlines())
    wanted = (path for path in paths if path.suffix in SUFFIXES and "migrations" not in path.parts)
    return [path for path in wanted if path.exists()]


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION}"


def complaints(path: Path) -> Iterator[str]:
    lines = len(path.read_text().splitlines())
    limit = TEST_MODULE if "tests" in path.parts else MODULE
    if lines > limit:
        yield f"{path}: {lines} lines, at most {limit}; which concept is missing?"
    if path.stem in VAGUE:
        yield f"{path}: the name explains nothing"
    if path.suffix == ".py":
        yield from long_functions(path)
        opening = (ast.get_docstring(ast.parse(path.read_text())) or "-").split()[0]
        if opening.lower() in QUESTIONS:
            yield f"{path}: the docstring opens with “{opening}”; name the thing"


def main() -> int:
    found = [complaint for path in sources() for complaint in complaints(path)]
    print("\n".join(found) or "Sizes and names are within budget.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
