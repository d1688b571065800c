"""The consent that an operator attests for people brought in from a terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Self

import typer

from tidings.accounts.types import ConsentBasis
from tidings.apps.cli.options import possible
from tidings.apps.cli.session import Desk
from tidings.kernel.words import Channel

_MOST_SOURCE = 200
_MOST_WORDING = 4000

ConsentSource = Annotated[
    str | None,
    typer.Option("--consent-basis", metavar="SOURCE", help="Where these people agreed, such as 'registration form'. You attest it; it is audited."),
]
ConsentWording = Annotated[str | None, typer.Option("--consent-wording", metavar="TEXT", help="The wording that they were shown.")]
ConsentDate = Annotated[
    datetime | None, typer.Option("--consent-date", formats=["%Y-%m-%d"], callback=possible, help="When they agreed; by default now.")
]

ConsentChannel = Annotated[
    list[Channel] | None,
    typer.Option(
        "--consent-channel", help="What people of imports agreed to; repeat the option. By default SMS: WhatsApp needs an opt-in of its own."
    ),
]


@dataclass(frozen=True, slots=True)
class Attested:
    """Where people agreed, to which words, when (None: now), and to which channels (those of a campaign agreed to its own)."""

    source: str
    wording: str
    at: datetime | None
    channels: tuple[Channel, ...]

    @classmethod
    def of(cls, source: str | None, wording: str | None, at: datetime | None, channels: Sequence[Channel] | None = None) -> Self | None:
        """Read the options. Wrong use if there are details without a source, or a source without its wording."""
        if source is None and wording is None and at is None and not channels:
            return None
        if not source or not wording:
            raise typer.BadParameter("--consent-basis and --consent-wording are given together.")
        if len(source) > _MOST_SOURCE or len(wording) > _MOST_WORDING:
            message = f"A source has {_MOST_SOURCE} characters at most, a wording {_MOST_WORDING:,}."
            raise typer.BadParameter(message)
        return cls(source, wording, at.replace(tzinfo=UTC) if at else None, tuple(channels or (Channel.SMS,)))

    def basis(self, desk: Desk) -> ConsentBasis:
        """Return it as a caller's attested basis."""
        return ConsentBasis(self.source, self.wording, desk.actor, self.at or desk.installation.clock.now(), self.channels)
