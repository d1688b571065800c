"""Measure functions and files: `python tools/sizes.py` prints medians and maxima, and fails where something is too long.

Standard library only. A function is counted from `def` to its last line, a file in lines.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("src", "tests", "tools", "benchmarks")
MOST_OF_FUNCTION = 50
MOST_OF_FILE = 400
VAGUE_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "shared", "tools"})


class Size(NamedTuple):
    """How many lines something has, and where it stands."""

    lines: int
    where: str


def files_of(part: str) -> list[Path]:
    """Return the Python files of a part of the repository."""
    return sorted((ROOT / part).rglob("*.py"))


def file_sizes(paths: list[Path]) -> list[Size]:
    """Measure files."""
    return [Size(len(path.read_text(encoding="utf-8").splitlines()), str(path.relative_to(ROOT))) for path in paths]


def function_sizes(paths: list[Path]) -> list[Size]:
    """Measure functions and methods, nested ones too."""
    return [
        Size((node.end_lineno or node.lineno) - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def faults(paths: list[Path], files: list[Size], functions: list[Size]) -> list[str]:
    """Say what is too long or badly named, each with what to do."""
    long_files = [f"{size.where}: {size.lines} lines, {MOST_OF_FILE} at most. Make it a package." for size in files if size.lines > MOST_OF_FILE]
    long_functions = [
        f"{size.where}: {size.lines} lines, {MOST_OF_FUNCTION} at most. Name its steps." for size in functions if size.lines > MOST_OF_FUNCTION
    ]
    vague = [
        f"{path.relative_to(ROOT)}: name the module by what it does."
        for path in paths
        if VAGUE_NAMES & {path.stem, path.parent.name} and path.parent != ROOT / "tools"
    ]
    return [*long_files, *long_functions, *vague]


def main() -> int:
    """Print the table and the faults; return 1 if there are any."""
    print(f"{'':12}{'':>8}{'median':>10}{'max':>6}  longest")
    found: list[str] = []
    for part in PARTS:
        paths = files_of(part)
        files, functions = file_sizes(paths), function_sizes(paths)
        for what, sizes in (("files", files), ("functions", functions)):
            if sizes:
                longest = max(sizes)
                print(f"{part:12}{len(sizes):>6} {what:10}{median(size.lines for size in sizes):>3.0f}{longest.lines:>6}  {longest.where}")
        found += faults(paths, files, functions)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
