"""Which campaigns use a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tidings.campaigns.types.campaigns import Status


@dataclass(frozen=True, slots=True)
class UsingCampaign:
    """A campaign that uses a template."""

    id: UUID
    name: str
    status: Status


@dataclass(frozen=True, slots=True)
class TemplateUse:
    """How many campaigns use a template, how many of them are launched and not ended, and some of them by name."""

    template_name: str
    campaigns: int
    live: int
    some: Sequence[UsingCampaign]
