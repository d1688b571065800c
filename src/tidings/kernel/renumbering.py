"""Numbers as their country writes them today, from how it did once (`data/renumbered.toml`).

WhatsApp goes on telling people by the number under which their account was opened: who wrote down +52 55... hears a STOP from +521 55...,
and it is the same person's.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files


def renumbered(e164: str) -> str:
    """Return a number in E.164 as it is written today; one that never changed as it is."""
    for was, now in _plans():
        if found := was.fullmatch(e164):
            return found.expand(now)
    return e164


@cache
def _plans() -> tuple[tuple[re.Pattern[str], str], ...]:
    told = tomllib.loads(files("tidings.kernel").joinpath("data", "renumbered.toml").read_text(encoding="utf-8"))
    return tuple((re.compile(plan["was"], re.ASCII), plan["now"]) for plan in told["plan"])
