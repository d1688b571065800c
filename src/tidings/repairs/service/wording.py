"""The words of consent of a shop: at its counter, and beside the boxes of its pages. Each is a version, which an organisation may replace."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from uuid import UUID

from tidings.consent import service as consent
from tidings.consent.types import Wording
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose

COUNTER = "repairs_counter"
COUNTER_SOURCE = "counter"
"""Where a consent came from that somebody gave at the counter."""
_BY = "system:repairs"


def key_of(purpose: Purpose, channel: Channel) -> str:
    """Return the key of the wording beside a box."""
    return f"repairs_{purpose.value}_{channel.value}"


async def version_of(unit: Unit, organisation_id: UUID, key: str, language: str) -> Wording:
    """Return the newest version of a wording: the organisation's own, else ours, which are written down the first time."""
    found = [each for each in await consent.wordings(unit, organisation_id) if each.key == key]
    newest = max((each.version for each in found), default=0)
    versions = [each for each in found if each.version == newest]
    if not versions:
        versions = await consent.add_wording(unit, organisation_id, _BY, key, {each: texts[key] for each, texts in _ours().items()})
    return next((each for each in versions if each.locale[:2].lower() == language), versions[0])


async def write_down(unit: Unit, organisation_id: UUID) -> None:
    """Write down our words where an organisation has none of its own, so that a page that is looked at finds them."""
    for key in next(iter(_ours().values())):
        await version_of(unit, organisation_id, key, "")


@cache
def _ours() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("tidings.repairs").joinpath("wordings.toml").read_text(encoding="utf-8"))
