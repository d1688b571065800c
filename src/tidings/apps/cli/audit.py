"""`tidings audit`: whether what was written down is still as it was, and the ends of the chains. `tidings consent verify` tells alike."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any
from uuid import UUID

import typer

from tidings.accounts import service as accounts
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, write_json
from tidings.apps.cli.session import Desk, Language, run
from tidings.consent import service as consent
from tidings.infra.db.unit import Unit
from tidings.kernel.chains import Break, Checked, Fault, Head, head_of

_HEADS: dict[str, Callable[[Unit, UUID], Awaitable[Head | None]]] = {"audit": accounts.audit_head, "consent": consent.ledger_head}
_SENTENCES = {
    "en": {
        Fault.HEAD_MISSING: "Link {link} is not the one that was kept: the end of the chain was cut, or the chain was written anew.",
        Fault.LINK_MISSING: "Link {link} is missing.",
        Fault.LINK_CHANGED: "Link {link} itself was changed.",
        Fault.LINES_CHANGED: "In link {link} lines are not as they were sealed; of those sealed, {gone} are gone or changed. Strange are:",
        Fault.LINES_UNSEALED: "Lines stand beside the chain, put in by another way.",
        Fault.STATES_CHANGED: "What holds of people is not what their lines say: it was changed by another way. Strange are:",
    },
    "fr": {
        Fault.HEAD_MISSING: "Le maillon {link} n'est pas celui qui fut conservé : la fin de la chaîne a été coupée, ou la chaîne a été réécrite.",
        Fault.LINK_MISSING: "Le maillon {link} manque.",
        Fault.LINK_CHANGED: "Le maillon {link} lui-même a été modifié.",
        Fault.LINES_CHANGED: "Dans le maillon {link}, des lignes ne sont plus telles que scellées ; disparues ou modifiées : {gone}. Étrangères :",
        Fault.LINES_UNSEALED: "Des lignes se trouvent à côté de la chaîne, ajoutées par un autre chemin.",
        Fault.STATES_CHANGED: "L'état de personnes ne suit pas de leurs lignes : il a été modifié par un autre chemin. Étrangers :",
    },
}
_WHOLE = {
    "en": "Whole: {lines} lines, {links} links; {waiting} steps wait to be sealed. Head {head}.",
    "fr": "Intacte. Lignes : {lines}, maillons : {links}, à sceller : {waiting}. Tête : {head}.",
}


def _head(text: str | None) -> Head | None:
    """Read a kept head as an option."""
    if text is None:
        return None
    try:
        return head_of(text)
    except ValueError as error:
        raise typer.BadParameter("A head is a number, a colon and 64 hexadecimal digits, as `tidings audit heads` shows it.") from error


KeptHead = Annotated[
    str | None, typer.Option("--head", metavar="NUMBER:DIGEST", help="A head that was kept: it must be there, and only what came later is read.")
]


def verify_chain(check: Callable[[Unit, UUID, Head | None], Awaitable[Checked]], kept: str | None, organisation: str, *, json: bool) -> None:
    """Check a chain and tell what was found; a broken one ends with exit code 1."""
    head = _head(kept)

    async def work(desk: Desk) -> tuple[Checked, Language]:
        async with desk.unit() as unit:
            return await check(unit, desk.organisation.id, head), desk.language

    checked, language = run(work, organisation)
    if json:
        write_json(_shown(checked))
    else:
        _tell(checked, language)
    if checked.breaks:
        raise typer.Exit(1)


app = typer.Typer()


@app.command("verify")
def verify_audit(head: KeptHead = None, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Say whether an entry of the audit was changed, removed or put in since it was sealed; exit code 1 if so."""
    verify_chain(accounts.check_audit, head, organisation, json=json)


@app.command("heads")
def heads(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Show the ends of the chains. Kept elsewhere, they show later whether an end was cut."""

    async def work(desk: Desk) -> dict[str, Head | None]:
        async with desk.unit() as unit:
            return {name: await head(unit, desk.organisation.id) for name, head in _HEADS.items()}

    found = {name: None if head is None else str(head) for name, head in run(work, organisation).items()}
    if json:
        write_json(found)
        return
    for name, head in found.items():
        say(f"{name:<8} {head or '-'}")


def _tell(checked: Checked, language: Language) -> None:
    for each in checked.breaks:
        note(_SENTENCES[language][each.fault].format(link=each.link, gone=each.gone))
        for line in each.strange:
            note(f"  {line}")
    if not checked.breaks:
        say(_WHOLE[language].format(lines=checked.lines, links=checked.links, waiting=checked.waiting, head=checked.head or "-"))


def _shown(checked: Checked) -> dict[str, Any]:
    return {
        "whole": not checked.breaks,
        "links": checked.links,
        "lines": checked.lines,
        "waiting": checked.waiting,
        "head": None if checked.head is None else str(checked.head),
        "breaks": [_shown_break(each) for each in checked.breaks],
    }


def _shown_break(found: Break) -> dict[str, Any]:
    return {"link": found.link, "fault": found.fault.value, "gone": found.gone, "strange": list(found.strange)}
