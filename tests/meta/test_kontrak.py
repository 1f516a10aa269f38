"""Who may call whom: the import contracts of pyproject.toml hold."""

import subprocess
import sys
from pathlib import Path

from tests.meta.pohon import AKAR


def test_the_import_contracts_hold() -> None:
    """In a process of its own: the linter configures logging anew and would silence the portal for later tests."""
    hasil = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=AKAR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert hasil.returncode == 0, hasil.stdout + hasil.stderr
