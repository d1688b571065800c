"""Time comes from the clock that is handed in, so that demos, dry runs and tests can move it."""

import ast
from collections.abc import Iterator

import pytest

from architecture.codebase import PACKAGE, Module, modules

BUSINESS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"), ("time", "time_ns")}
REAL = {("time", "monotonic"), ("time", "monotonic_ns"), ("time", "perf_counter"), ("time", "perf_counter_ns")}


@pytest.mark.parametrize(
    ("calls", "places", "advice"),
    [
        (BUSINESS, ("kernel.clock", "simulator"), "Use unit.at inside a unit of work, clock.now() outside of one."),
        (REAL, ("kernel.clock", "simulator", "infra", "apps"), "Take a Clock and use clock.monotonic()."),
    ],
    ids=["business time", "real time"],
)
def test_nobody_looks_at_a_clock_of_their_own(calls: set[tuple[str, str]], places: tuple[str, ...], advice: str) -> None:
    wrong = [
        found
        for module in modules()
        if not any(f"{module.name}.".startswith(f"{PACKAGE}.{place}.") for place in places)
        for found in _uses(module, calls)
    ]
    assert not wrong, f"{advice}\n" + "\n".join(wrong)


def _uses(module: Module, calls: set[tuple[str, str]]) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in calls:
            yield f"{module.at(node)}: {ast.unparse(node)}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (f"{module.at(node)}: from time import {each.name}" for each in node.names if ("time", each.name) in calls)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
