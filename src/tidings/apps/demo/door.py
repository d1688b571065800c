"""A way into the web app for whoever watches the demo."""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from tidings.accounts import service as accounts
from tidings.accounts.types import LinkPurpose, Role
from tidings.apps.wiring import furnish, installed
from tidings.infra.config import load

EMAIL = "demo@example.com"
_ACTOR = "system:demo"
_PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True)
class Door:
    """Where to look: a link that signs in once, and how to come back."""

    link: str
    password: str = field(repr=False)


def open_door(environment: Mapping[str, str], base: str) -> Door:
    """Make an owner who signs in with a password made for this demo, and a link that does it for them."""
    return asyncio.run(_opened(environment, base))


async def _opened(environment: Mapping[str, str], base: str) -> Door:
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    async with installed(load(environment), pool=1) as installation:
        organisation, _ = await furnish(installation)
        async with installation.database.engine() as unit:
            await accounts.add_member(unit, organisation.id, _ACTOR, email=EMAIL, name="Demo", role=Role.OWNER)
            chosen = await accounts.make_link(unit, EMAIL, LinkPurpose.PASSWORD, _ACTOR)
            await accounts.set_password_by_link(unit, chosen, password)
            secret = await accounts.make_link(unit, EMAIL, LinkPurpose.SIGN_IN, _ACTOR)
    return Door(f"{base}/app/sign-in-link#{secret}", password)
