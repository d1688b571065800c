"""The public pages of repairs: a ticket's, and its owner's registration and profile. Who holds the link needs no key; looking changes nothing."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response

from tidings.accounts import service as accounts
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict, Invalid
from tidings.repairs import service
from tidings.repairs.http.photos import pictured
from tidings.repairs.types import PageKind, SavedPerson, SentPerson, Ticket

router = APIRouter(include_in_schema=False)

PAGES = web.PublicPages("tidings.repairs")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to a link that is real: the ticket that it opens, and the request."""

    organisation_id: UUID
    ticket: Ticket
    code: str
    came: web.Came


Answer = Callable[[Unit, Asked], Awaitable[Response]]


@router.api_route("/t/{code}", methods=web.LOOKING)
async def ticket(request: Request, code: str) -> Response:
    """Show where a repair stands and what it costs."""
    return await _answered(request, code, PageKind.TICKET, _show_ticket)


@router.post("/t/{code}")
async def act(request: Request, code: str) -> Response:
    """Answer an estimate, or say when the device is fetched."""
    return await _answered(request, code, PageKind.TICKET, _act)


@router.api_route("/t/{code}/photos/{photo_id}", methods=web.LOOKING)
async def photo(request: Request, code: str, photo_id: UUID) -> Response:
    """Show a picture of the device."""

    async def show(unit: Unit, asked: Asked) -> Response:
        return pictured(await service.open_photo(unit, asked.organisation_id, photo_id, of=asked.ticket))

    return await _answered(request, code, PageKind.TICKET, show)


@router.api_route("/r/{code}", methods=web.LOOKING)
async def person(request: Request, code: str) -> Response:
    """Show what the shop was told of a ticket's owner, and what they may choose."""
    return await _answered(request, code, PageKind.PERSON, _show_person)


@router.post("/r/{code}")
async def register(request: Request, code: str) -> Response:
    """Register, or change one's details and choices."""
    return await _answered(request, code, PageKind.PERSON, _register)


async def _answered(request: Request, code: str, kind: PageKind, answer: Answer) -> Response:
    async def opened(unit: Unit, came: web.Came) -> Response:
        found = await service.open_link(unit, code, kind)
        return await answer(unit, Asked(service.organisation_of(code), found, code, came))

    return await PAGES.answer(request, lambda: service.organisation_of(code), opened)


async def _show_ticket(unit: Unit, asked: Asked) -> Response:
    return await _ticket(unit, asked, asked.came.switched)


async def _act(unit: Unit, asked: Asked) -> Response:
    sent = asked.came.sent()
    form, language, action = sent.one("form"), sent.one("shown") or None, sent.one("action")
    given = (unit, asked.organisation_id, asked.ticket, asked.code, form)
    try:
        async with unit.part():
            if action in {"yes", "no"}:
                await service.answer_on_page(*given, number=sent.one("estimate"), agreed=action == "yes")
                return await _ticket(unit, asked, language, good=f"answered_{action}")
            await service.appoint_on_page(*given, at=sent.one("at"))
            return await _ticket(unit, asked, language, good="appointed" if sent.one("at") else "not_appointed")
    except Conflict:
        return await _ticket(unit, asked, language, bad="bad_answer" if action in {"yes", "no"} else "bad_time")


async def _ticket(unit: Unit, asked: Asked, language: str | None, *, good: str = "", bad: str = "") -> Response:
    present = await service.ticket(unit, asked.organisation_id, asked.ticket.id)
    page = await service.ticket_page(unit, asked.organisation_id, present, asked.code, web.language_of(language) if language else None)
    words = PAGES.words(page.language)

    def day(at: date) -> str:
        return service.day(at.astimezone(ZoneInfo(page.zone)) if isinstance(at, datetime) else at, page.language)

    return PAGES.page(
        "ticket.html",
        page.language,
        words["title"],
        business=page.business,
        good=words.get(good, ""),
        bad=words.get(bad, ""),
        page=page,
        code=asked.code,
        day=day,
        moment=partial(service.moment, zone=page.zone, language=page.language),
        money=partial(service.written, currency=page.currency, language=page.language),
        percent=partial(service.percent, language=page.language),
    )


async def _show_person(unit: Unit, asked: Asked) -> Response:
    return await _person(unit, asked, asked.came.switched)


async def _register(unit: Unit, asked: Asked) -> Response:
    sent = asked.came.sent()
    shown = sent.one("shown") or None
    said = SentPerson(
        first_name=sent.one("first_name"),
        last_name=sent.one("last_name"),
        phone=sent.one("phone").strip(),
        email=sent.one("email").strip(),
        ticked=sent.all("box"),
        shown=sent.all("was"),
        withdrawn=sent.all("withdraw"),
        language=web.language_of(sent.one("language") or shown or asked.came.language),
    )
    try:
        async with unit.part():
            saved = await service.save_person(unit, asked.organisation_id, asked.ticket, asked.code, sent.one("form"), said, asked.came.visit)
    except (Invalid, Conflict):
        return await _person(unit, asked, shown, bad="bad_address")
    return await _person(unit, asked, said.language, good="registered", saved=saved)


async def _person(unit: Unit, asked: Asked, language: str | None, *, good: str = "", bad: str = "", saved: SavedPerson | None = None) -> Response:
    chosen = web.language_of(language) if language else None
    page = await service.person_page(unit, asked.organisation_id, asked.ticket, asked.code, chosen)
    currency = (await accounts.organisation(unit, asked.organisation_id)).currency
    words = PAGES.words(page.language)
    return PAGES.page(
        "person.html",
        page.language,
        words["register_title"],
        business=page.business,
        good=f"{words.get(good, '')} {_proofs(words, saved)}".strip(),
        bad=words.get(bad, ""),
        page=page,
        money=partial(service.written, currency=currency, language=page.language),
    )


def _proofs(words: Mapping[str, str], saved: SavedPerson | None) -> str:
    """Say how a number and an email become somebody's own."""
    if saved is None:
        return ""
    told: list[str] = []
    if saved.number.waits:
        told.append(f"{words[f'number_{saved.number.word}']} {saved.number.word_to}." if saved.number.word_to else words["number_waits"])
    if saved.email is not None:
        told.append(words[f"email_{saved.email.value}"].format(email=saved.masked))
    return " ".join(told)
