"""`tidings verify`: a code to somebody's phone, and the code that they give back; emails that wait to be verified."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.permissions import service
from tidings.permissions.http import UnverifiedEmailList, VerificationShown
from tidings.permissions.types import VerificationState, VerifiedBy

app = typer.Typer(no_args_is_help=True)

Contact = Annotated[UUID, typer.Argument(metavar="CONTACT", help="The contact's id.")]


class How(StrEnum):
    """How staff may have seen to an email."""

    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    IN_WRITING = "in_writing"


@app.callback()
def verify() -> None:
    """Show by a code that a phone is somebody's; see to emails that nobody has verified."""


@app.command("send")
def send(
    contact: Contact,
    address: Annotated[UUID | None, typer.Option("--address", help="Which of their phones, by id; by default the preferred one.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Send a code of six digits by SMS; a code sent before ends."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            made = await service.request_verification(unit, desk.organisation.id, desk.actor, contact, address_id=address)
            return VerificationShown.of(made, unit.at).model_dump(mode="json")

    shown = run(work, organisation)
    if json:
        write_json(shown)
        return
    say(f"A code is on its way; it is good until {shown['expires_at']}.")
    note(f"Check it with: tidings verify check {contact} {shown['id']} CODE")


@app.command("check")
def check(
    contact: Contact,
    verification: Annotated[UUID, typer.Argument(metavar="VERIFICATION", help="The id that `tidings verify send` showed.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="What the person gave.")],
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Compare a code with the one that was sent. The exit code is 1 unless it is the right one."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            checked = await service.check_verification(unit, desk.organisation.id, desk.actor, contact, verification, code)
            return VerificationShown.of(checked, unit.at).model_dump(mode="json")

    shown = run(work, organisation)
    if json:
        write_json(shown)
    elif shown["state"] == VerificationState.PENDING:
        say(f"This is not the code. Tries left: {shown['tries_left']}.")
    elif shown["state"] == VerificationState.VERIFIED:
        say("The number is verified.")
    else:
        say(f"This verification has ended ({shown['state']}): ask for another code.")
    if shown["state"] != VerificationState.VERIFIED:
        raise typer.Exit(1)


@app.command("emails")
def emails(contact: Contact, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Show the email that somebody gave on a public page and that nobody has verified: nothing but its own link goes there."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            found = await service.unverified_emails_of(unit, desk.organisation.id, contact)
            return UnverifiedEmailList.of(found).model_dump(mode="json")

    shown = run(work, organisation)
    if json:
        write_json(shown)
        return
    for each in shown["items"]:
        say(f"{each['email']}, given on {each['given_at']}, waits to be verified.")
        note(f"If you saw to it: tidings verify email {contact} {each['address_id']} --how in_person")
    if not shown["items"]:
        say("No email waits to be verified.")


@app.command("email")
def email(
    contact: Contact,
    address: Annotated[UUID, typer.Argument(metavar="ADDRESS", help="The id that `tidings verify emails` showed.")],
    how: Annotated[How, typer.Option("--how", help="How you saw to it; it is audited.")],
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Declare an email somebody's own because you saw to it."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            await service.declare_email(unit, desk.organisation.id, desk.actor, contact, address, VerifiedBy(how.value))

    run(work, organisation)
    say("The email is theirs now.")
