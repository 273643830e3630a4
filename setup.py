"""Adds to a wheel what is no Python package: the compiled catalogues, the contract, and the sample with its names."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from cms.translations import APPS, compile_catalogue  # noqa: E402 - setuptools does not look in its own folder

FOLDERS = {"frontend-contract": "contract", "fixtures": "fixtures"}
LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", "dist", ".*")


class BuildHub(build_py):
    def run(self) -> None:
        super().run()
        for app in APPS:
            compile_catalogue(app, Path(self.build_lib, app, "locale"))
        for source, target in FOLDERS.items():
            shutil.copytree(
                HERE / source, Path(self.build_lib, "een_antwoord_data", target), ignore=LEFT_OUT, dirs_exist_ok=True
            )


setup(cmdclass={"build_py": BuildHub})
