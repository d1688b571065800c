"""Learn from the sayings of the tests how much a message resembles an opt-out, and write it to `weights.tsv`.

`python tools/learn_opt_outs.py` writes that file; with `--check` it only says whether it was learnt from the sayings as they are.
Logistic regression with a penalty on large weights, by AdaGrad in a fixed order, in plain Python: the same sayings give the same
file. It learns twice, the second time with the heaviest signs alone. Takes about a minute; run it when sayings, words or signs change.
Why: docs/decisions/0023-permissions.md.
"""

from __future__ import annotations

import csv
import hashlib
import random
import sys
from collections import Counter
from math import exp, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tidings.conversations.rules import own_signs
from tidings.conversations.rules.opinion import ALWAYS, HUNDREDTHS, weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
SAYINGS = ROOT / "tests" / "rooms" / "conversations" / "sayings"
WEIGHTS = ROOT / "src" / "tidings" / "conversations" / "weights.tsv"
ROUNDS = 20
STEP = 0.3
FREEDOM = 3.0
"""How large weights may grow: the inverse of the penalty."""
SEEN_AT_LEAST = 2
MOST_SIGNS = 12_000
_SEED = 20_261_121  # any number: it only fixes the order in which sayings are learnt


class Example(NamedTuple):
    """What a saying shows."""

    signs: Sequence[str]
    opts_out: bool


def main() -> int:
    """Learn, and write what was learnt; return the exit code."""
    examples = examples_of(SAYINGS.glob("*.csv"))
    if "--check" in sys.argv:
        return _check(digest_of(examples))
    learnt = learn(examples)
    lines = [f"# of sayings {digest_of(examples)}", "# A sign, and how much it weighs in hundredths for an opt-out. Made by tools/learn_opt_outs.py."]
    lines += [f"{sign}\t{weight}" for sign, weight in sorted(learnt.items())]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(examples)} sayings, {len(learnt)} signs, {WEIGHTS.stat().st_size} bytes")
    return 0


def _check(digest: str) -> int:
    if weights().digest == digest:
        return 0
    print("weights.tsv was learnt from other sayings, words or signs. Run: python tools/learn_opt_outs.py", file=sys.stderr)
    return 1


def examples_of(paths: Iterable[Path]) -> list[Example]:
    """Read sayings."""
    rows = [row for path in sorted(paths) for row in csv.DictReader(path.open(encoding="utf-8"))]
    return [Example(sorted(own_signs(row["text"])), row["means"] == "opt_out") for row in rows]


def digest_of(examples: Sequence[Example]) -> str:
    """Return what tells whether weights were learnt of these examples."""
    digest = hashlib.sha256()
    for each in examples:
        digest.update("\t".join((str(each.opts_out), *each.signs, "\n")).encode())
    return digest.hexdigest()


def learn(examples: Sequence[Example]) -> Mapping[str, int]:
    """Return the weight of each sign that weighs anything."""
    seen = Counter(sign for each in examples for sign in each.signs)
    often = {sign: count for sign, count in seen.items() if count >= SEEN_AT_LEAST}
    first = _weights(examples, often)
    heaviest = sorted(first, key=lambda sign: (-abs(first[sign]), sign))[:MOST_SIGNS]
    learnt = _weights(examples, {sign: often[sign] for sign in heaviest if sign != ALWAYS})
    return {sign: whole for sign, weight in learnt.items() if (whole := round(weight * HUNDREDTHS))}


def _weights(examples: Sequence[Example], counts: Mapping[str, int]) -> dict[str, float]:
    """Learn the weights of some signs, of which it is told how many examples have them."""
    ordered = random.Random(_SEED)  # noqa: S311 - an order, no secret
    weights, slopes = dict.fromkeys((ALWAYS, *counts), 0.0), dict.fromkeys((ALWAYS, *counts), 1e-6)
    penalties = {ALWAYS: 0.0} | {sign: 1 / (FREEDOM * count) for sign, count in counts.items()}
    known = [((ALWAYS, *(sign for sign in each.signs if sign in counts)), float(each.opts_out)) for each in examples]
    for _ in range(ROUNDS):
        ordered.shuffle(known)
        for signs, wanted in known:
            total = max(-30.0, min(30.0, sum(weights[sign] for sign in signs)))
            error = 1 / (1 + exp(-total)) - wanted
            for sign in signs:
                slope = error + penalties[sign] * weights[sign]
                slopes[sign] += slope * slope
                weights[sign] -= STEP * slope / sqrt(slopes[sign])
    return weights


if __name__ == "__main__":
    sys.exit(main())
