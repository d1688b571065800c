"""`tidings users`: people who sign in to the web app. Links are for them alone: hand them over as you would a key."""

from typing import Annotated
from uuid import UUID

import typer

from tidings.accounts import service
from tidings.accounts.http import MemberShown
from tidings.accounts.types import LinkPurpose, Member, Role, User
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import NotFound

app = typer.Typer()

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The person's email.")]
_COLUMNS = {"email": "email", "name": "name", "role": "role", "has_totp": "codes", "added_at": "since"}
_ADDRESSES = {LinkPurpose.PASSWORD: "choose-password", LinkPurpose.SIGN_IN: "sign-in-link"}


@app.command()
def invite(
    email: Email,
    name: Annotated[str, typer.Option("--name", help="What others see. The email by default.")] = "",
    role: Annotated[Role, typer.Option("--role", help="What they may do.")] = Role.MARKETER,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Make somebody a member and print a link by which they choose a password (three days). Says if they have an account already."""

    async def work(desk: Desk) -> tuple[str, User | None]:
        async with desk.database.engine() as unit:
            known = await _known_elsewhere(unit, desk.organisation.id, email)
            await service.add_member(unit, desk.organisation.id, desk.actor, email=email, name=name or email, role=role)
            return _address(desk, LinkPurpose.PASSWORD, await service.make_link(unit, email, LinkPurpose.PASSWORD, desk.actor)), known

    address, known = run(work, organisation)
    if known is not None:
        note(_existing(known))
    _tell(address, json=json)


@app.command("list")
def list_all(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List the members of the organisation."""

    async def work(desk: Desk) -> list[MemberShown]:
        async with desk.database.engine() as unit:
            return [MemberShown.of(each) for each in await service.members(unit, desk.organisation.id)]

    rows = [each.model_dump(mode="json") for each in run(work, organisation)]
    if json:
        write_json({"items": rows})
    else:
        write_rows(rows, _COLUMNS, nothing="Nobody signs in yet. `tidings users invite EMAIL` makes somebody a member.")


@app.command()
def link(
    email: Email,
    sign_in: Annotated[bool, typer.Option("--sign-in", help="A link that signs in, once and within 15 minutes, instead.")] = False,
    json: Json = False,
) -> None:
    """Print a link by which somebody chooses a new password (three days)."""

    async def work(desk: Desk) -> str:
        purpose = LinkPurpose.SIGN_IN if sign_in else LinkPurpose.PASSWORD
        async with desk.database.engine() as unit:
            return _address(desk, purpose, await service.make_link(unit, email, purpose, desk.actor))

    _tell(run(work), json=json)


@app.command("sign-out")
def sign_out(email: Email, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """End all sessions of a member."""

    async def work(desk: Desk) -> int:
        member = await _member(desk, email)
        async with desk.database.engine() as unit:
            return await service.end_sessions(unit, member.user.id)

    ended = run(work, organisation)
    if json:
        write_json({"ended": ended})
    else:
        say(f"Ended {ended}.")


@app.command("forget-codes")
def forget_codes(email: Email, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Ask a member for no codes any more, who lost the phone and the recovery codes. Make sure that it is them."""

    async def work(desk: Desk) -> UUID:
        member = await _member(desk, email)
        async with desk.database.engine() as unit:
            await service.forget_codes(unit, member.user.id, desk.actor)
        return member.user.id

    user_id = run(work, organisation)
    if json:
        write_json({"user_id": str(user_id), "has_totp": False})
    else:
        say("No codes are asked for any more.")


async def _member(desk: Desk, email: str) -> Member:
    async with desk.database.engine() as unit:
        found = [each for each in await service.members(unit, desk.organisation.id) if each.user.email == email.strip().lower()]
    if not found:
        raise NotFound("member_unknown", "There is no member with this email.", field="email", fix="`tidings users list` shows who there is.")
    return found[0]


def _address(desk: Desk, purpose: LinkPurpose, secret: str) -> str:
    """Return a link. The secret stands behind #, which browsers send to nobody: it is in no log on the way."""
    return f"{desk.installation.settings.public_base_url}/app/{_ADDRESSES[purpose]}#{secret}"


async def _known_elsewhere(unit: Unit, organisation_id: UUID, email: str) -> User | None:
    known = await service.user_known_as(unit, email)
    here = {each.user.id for each in await service.members(unit, organisation_id)}
    return None if known is None or known.id in here else known


def _existing(user: User) -> str:
    """Say what an account opens with already: another organisation may have made it, and hold what opens it."""
    if not user.has_password:
        return "This account exists already, without a password. Links made for it before open nothing any more."
    kind = "a password and codes of an authenticator" if user.has_totp else "a password, without codes"
    return f"This account exists already and signs in with {kind}; links made before open nothing any more. Make sure that it is theirs."


def _tell(address: str, *, json: bool) -> None:
    if json:
        write_json({"link": address})
    else:
        say(address)
        note("Whoever has this link gets in: give it to nobody else.")
