"""What a provider's error codes mean, as dated data beside each adapter: `errors.toml`.

Providers change their codes; a code that the file does not know falls under its ranges, then under its fallback.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Self

from tidings.ports.outcome import Failure, NotNow, Refused, Scope

_LONGEST_WAIT = 86_400.0
_LONGEST_CODE = 9


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code says: final or not, for whom, and a sentence for a person.

    With `failure` the message is refused. Without, nothing was sent and `after` seconds later `scope` may try again;
    `stop` asks for a person first.
    """

    says: str
    failure: Failure | None
    scope: Scope
    after: float
    stop: bool

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Self:
        """Make one from an entry of the file; a wrong word raises at start-up, not at the first failure."""
        means = str(entry["means"])
        waits = means in {"throttled", "stopped"}
        return cls(
            says=str(entry["says"]),
            failure=None if waits else Failure(means),
            scope=Scope(entry.get("scope", "message")),
            after=float(entry.get("after", 0)),
            stop=means == "stopped",
        )


@dataclass(frozen=True, slots=True)
class ErrorMap:
    """All codes of one provider. `label` names it to a person."""

    label: str
    codes: Mapping[str, Meaning]
    ranges: Sequence[tuple[range, Meaning]]
    refused_fallback: Meaning
    receipt_fallback: Meaning

    @classmethod
    def load(cls, package: str, label: str) -> Self:
        """Read `errors.toml` of an adapter's package."""
        table = tomllib.loads(resources.files(package).joinpath("errors.toml").read_text("utf-8"))
        return cls(
            label=label,
            codes={code: Meaning.of(entry) for code, entry in table["codes"].items()},
            ranges=[(range(entry["first"], entry["last"] + 1), Meaning.of(entry)) for entry in table["ranges"]],
            refused_fallback=Meaning.of(table["refused_fallback"]),
            receipt_fallback=Meaning.of(table["receipt_fallback"]),
        )

    def knows(self, code: str) -> bool:
        """Say whether the file names this very code or a range with it."""
        return self._known(code) is not None

    def outcome(self, code: str, words: str, *, after: float | None = None) -> Refused | NotNow:
        """Turn an error answer into an outcome; `words` are the provider's own, redacted; `after` is its own wish to wait."""
        meaning = self._known(code) or self.refused_fallback
        text = self.explain(code, words)
        if meaning.failure is not None:
            return Refused(meaning.failure, code, text)
        wait = meaning.after if after is None else max(meaning.after, min(after, _LONGEST_WAIT))
        return NotNow(wait, meaning.scope, code, text, stop=meaning.stop)

    def failure(self, code: str) -> Failure:
        """Turn the code of a failed receipt into a failure; limits and stops of our account hold the message.

        A closed country fails it: planned again it would be sent again at once, and dropped again.
        """
        meaning = self._known(code) or self.receipt_fallback
        if meaning.failure is None and meaning.scope is Scope.COUNTRY:
            return Failure.CONTENT
        return meaning.failure or Failure.HELD

    def stops(self, code: str) -> bool:
        """Say whether a person must act on the account or sender before more is sent."""
        return (self._known(code) or self.receipt_fallback).stop

    def explain(self, code: str, words: str = "") -> str:
        """Say in plain words what a code means, with the provider's own words behind."""
        meaning = self._known(code)
        quoted = f"{self.label} {code}: {words}" if words else f"{self.label} {code}"
        return f"{meaning.says if meaning else 'The provider refused it.'} ({quoted})"

    def _known(self, code: str) -> Meaning | None:
        if code in self.codes:
            return self.codes[code]
        if not (code.isascii() and code.isdecimal() and len(code) <= _LONGEST_CODE):
            return None
        number = int(code)
        return next((meaning for span, meaning in self.ranges if number in span), None)
