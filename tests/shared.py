"""What lies beside the project on the developers' machines: tests that read it are skipped where it is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
CORPORA = PROJECT / "corpora"
SHARED = PROJECT.parent / "shared"

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
