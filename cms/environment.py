"""Reads environment variables once, each with a default; a secret that is not given is made and kept in var/."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# From a wheel, rather than run from a checkout: then data files lie in packages, and state where the command is given.
INSTALLED = not (ROOT / "pyproject.toml").exists() and (ROOT / "een_antwoord_data").exists()
DATA = ROOT / "een_antwoord_data" if INSTALLED else ROOT
VAR_DIR = Path(os.environ.get("VAR_DIR") or (Path.cwd() if INSTALLED else ROOT) / "var").resolve()


def text(name: str, default: str) -> str:
    return os.environ.get(name) or default


def flag(name: str, default: bool) -> bool:
    given = os.environ.get(name, "")
    return given.lower() in {"1", "true", "yes"} if given else default


def number(name: str, default: int) -> int:
    return int(os.environ.get(name) or default)


def choice(name: str, default: str, *others: str) -> str:
    """One of these; anything else stops the process."""
    given = text(name, default)
    if given not in (default, *others):
        raise SystemExit(f"{name} is “{given}”, and may be one of: {', '.join((default, *others))}")
    return given


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str) -> str:
    """The environment variable, or the contents of `var/secrets/<name>`, made at the first call (mode 600)."""
    if given := os.environ.get(name):
        return given
    path = VAR_DIR / "secrets" / name.lower()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with open(path, "x", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text()


# What nginx may serve as another account; it reaches them through folders that it cannot list.
PUBLIC = frozenset({"export", "logos", "media", "static"})


def keep_to_this_account() -> None:
    """New files are this account's alone, and what an earlier version left open in VAR_DIR is closed."""
    os.umask(0o077)
    for folder in (VAR_DIR, VAR_DIR / "media"):
        folder.mkdir(parents=True, exist_ok=True)
        _set_mode(folder, 0o711)
        for path in folder.iterdir():
            if path.name not in PUBLIC and not path.is_symlink():
                _set_mode(path, path.stat().st_mode & 0o700)
    logos = VAR_DIR / "media" / "logos"
    logos.mkdir(exist_ok=True)
    _set_mode(logos, 0o755)


def _set_mode(path: Path, mode: int) -> None:
    """Another account's folder, such as a mounted volume, stays as its owner set it."""
    with suppress(PermissionError):
        path.chmod(mode)
