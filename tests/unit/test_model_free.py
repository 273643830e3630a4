"""Whoever only reads the node's copy loads settings and no models: small, quick to start, and without a database."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["releases.replica.replica", "cms.asgi"])
def test_reading_the_copy_loads_no_models(module):
    program = f"import sys, {module}; print(sorted(name for name in sys.modules if name.startswith('django.db')))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "[]"
