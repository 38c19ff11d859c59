"""Where things lie."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "benchmarks.md"
TEMPLATE = ROOT / "benchmarks" / "page.md"
SCRATCH = ROOT / ".bench"
"""Databases of the runs: beside the code, because temporary folders may lie in memory, where writing costs
nothing."""
