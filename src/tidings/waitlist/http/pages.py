"""The waitlist's public pages: signing up, leaving, answering an offer, a booking with its calendar entry. A GET changes nothing."""

from collections.abc import Awaitable, Callable
from datetime import date, time
from typing import TypeVar
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter

from tidings.content.types import ThingKind
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid, NotFound
from tidings.kernel.moments import is_possible
from tidings.kernel.words import Channel
from tidings.waitlist import service
from tidings.waitlist.types import SignUp, Wishes

router = APIRouter(include_in_schema=False)

PAGES = web.PublicPages("tidings.waitlist")

Value = TypeVar("Value")
Shows = Callable[[Unit, web.Came, UUID], Awaitable[Response]]
"""Answers a request to the page of a thing."""


@router.api_route("/w/{token}", methods=web.LOOKING)
async def sign_up_form(request: Request, token: str) -> Response:
    """Show the form by which people put themselves on the list."""

    async def show(unit: Unit, came: web.Came, _thing: UUID) -> Response:
        return await _sign_up_page(unit, came, token)

    return await _answered(request, token, ThingKind.WAITLIST, show)


@router.post("/w/{token}")
async def sign_up(request: Request, token: str) -> Response:
    """Put somebody on the list; what does not fit is told above the form, which keeps what was written."""

    async def follow(unit: Unit, came: web.Came, _thing: UUID) -> Response:
        sent = came.sent()
        try:
            async with unit.part():
                await service.sign_up(unit, token, sent.one("form"), _signed_up(sent), came.visit)
        except (Invalid, NotFound) as error:
            message, fix = error.told(came.language)
            return await _sign_up_page(unit, came, token, bad=PAGES.words(came.language)["wrong"].format(message=message, fix=fix or ""))
        words = PAGES.words(_shown(came))
        return PAGES.page("page.html", _shown(came), words["title"], good=words["joined"])

    return await _answered(request, token, ThingKind.WAITLIST, follow)


@router.api_route("/l/{token}", methods=web.LOOKING)
async def place_on_the_list(request: Request, token: str) -> Response:
    """Show somebody's place on the list."""

    async def show(unit: Unit, came: web.Came, thing: UUID) -> Response:
        page = await service.entry_page(unit, token, thing)
        words = PAGES.words(came.language)
        return PAGES.page("entry.html", came.language, words["title"], business=page.business, page=page)

    return await _answered(request, token, ThingKind.ENTRY, show)


@router.post("/l/{token}")
async def leave(request: Request, token: str) -> Response:
    """Take somebody off the list."""

    async def follow(unit: Unit, came: web.Came, thing: UUID) -> Response:
        await service.leave_list(unit, token, thing, came.sent().one("form"))
        words = PAGES.words(came.language)
        return PAGES.page("page.html", came.language, words["title"], good=words["left_list"])

    return await _answered(request, token, ThingKind.ENTRY, follow)


@router.api_route("/o/{token}", methods=web.LOOKING)
async def offer(request: Request, token: str) -> Response:
    """Show an offer and two buttons: scanners open links, so that looking must not book."""
    return await _answered(request, token, ThingKind.OFFER, lambda unit, came, thing: _offer_page(unit, came, token, thing))


@router.post("/o/{token}")
async def answer(request: Request, token: str) -> Response:
    """Book or pass on what was offered; sent again, it is answered the same again."""

    async def follow(unit: Unit, came: web.Came, thing: UUID) -> Response:
        sent = came.sent()
        if sent.one("answer") not in {"yes", "no"}:
            return await _offer_page(unit, came, token, thing)
        said = await service.answer(unit, token, thing, sent.one("form"), yes=sent.one("answer") == "yes")
        return await _offer_page(unit, came, token, thing, said=said.value)

    return await _answered(request, token, ThingKind.OFFER, follow)


@router.api_route("/b/{token}", methods=web.LOOKING)
async def booking(request: Request, token: str) -> Response:
    """Show a booking."""
    return await _answered(request, token, ThingKind.BOOKING, lambda unit, came, thing: _booking_page(unit, came, token, thing))


@router.post("/b/{token}")
async def cancel(request: Request, token: str) -> Response:
    """Cancel a booking."""

    async def follow(unit: Unit, came: web.Came, thing: UUID) -> Response:
        await service.cancel_booking(unit, token, thing, came.sent().one("form"))
        return await _booking_page(unit, came, token, thing)

    return await _answered(request, token, ThingKind.BOOKING, follow)


@router.api_route("/b/{token}/calendar.ics", methods=web.LOOKING)
async def calendar(request: Request, token: str) -> Response:
    """Give a booking as calendars read it."""

    async def show(unit: Unit, _came: web.Came, thing: UUID) -> Response:
        headers = {"Content-Disposition": 'attachment; filename="booking.ics"', "X-Robots-Tag": "noindex"}
        return Response(await service.calendar_of(unit, token, thing), media_type="text/calendar; charset=utf-8", headers=headers)

    return await _answered(request, token, ThingKind.BOOKING, show)


async def _answered(request: Request, token: str, kind: ThingKind, shows: Shows) -> Response:
    async def opened(unit: Unit, came: web.Came) -> Response:
        return await shows(unit, came, await service.open_link(unit, token, kind))

    return await PAGES.answer(request, lambda: service.organisation_of(token), opened)


async def _sign_up_page(unit: Unit, came: web.Came, token: str, *, bad: str = "") -> Response:
    page = await service.list_page(unit, token)
    words = PAGES.words(came.language)
    boxes = list((await service.words_shown(unit, service.organisation_of(token), came.language)).items())
    shown = {"business": page.business, "page": page, "boxes": boxes, "sent": came.sent().of, "bad": bad}
    return PAGES.page("sign_up.html", came.language, words["title"], status=422 if bad else 200, **shown)


async def _offer_page(unit: Unit, came: web.Came, token: str, thing: UUID, said: str = "") -> Response:
    page = await service.offer_page(unit, token, thing, came.language)
    words = PAGES.words(came.language)
    good = words[f"offer_{said}"] if said in {"booked", "declined"} else ""
    bad = words[f"offer_{said}"] if said and not good else ""
    return PAGES.page("offer.html", came.language, words["offer_title"], business=page.business, page=page, good=good, bad=bad)


async def _booking_page(unit: Unit, came: web.Came, token: str, thing: UUID) -> Response:
    page = await service.booking_page(unit, token, thing, came.language)
    words = PAGES.words(came.language)
    return PAGES.page("booking.html", came.language, words["booking_title"], business=page.business, page=page, token=token)


def _shown(came: web.Came) -> str:
    """Return the language in which the form was shown: its words are those that were agreed to."""
    return came.sent().one("shown") if came.sent().one("shown") in {"en", "fr"} else came.language


def _signed_up(sent: web.Fields) -> SignUp:
    """Read the form; what can't be read counts as left empty, but for a service and boxes, which are asked for again."""
    boxes = [channel for channel in Channel if channel.value in sent.all("channel")]
    first = next((channel for channel in boxes if channel.value == sent.one("first")), None)
    wishes = Wishes(
        staff_ids=[each for each in (_read(UUID, one) for one in sent.all("staff")) if each],
        weekdays=sorted({int(each) for each in sent.all("weekday") if each in set("1234567")}),
        earliest=_read(_hour, sent.one("earliest")),
        latest=_read(_hour, sent.one("latest")),
        from_day=_day(sent.one("from_day")),
        until_day=_day(sent.one("until_day")),
        party=_read(int, sent.one("party")) or 1,
    )
    language = sent.one("shown") if sent.one("shown") in {"en", "fr"} else "en"
    name, phone, email = (sent.one(each).replace("\0", "").strip() for each in ("name", "phone", "email"))
    return SignUp(name, phone, email, _read(UUID, sent.one("service")), wishes, boxes, first, language)


def _hour(text: str) -> time:
    """Read a time of day as API and page write it; an offset would make times that can't be compared with those of slots."""
    return TypeAdapter[time](web.TimeOfDay).validate_python(text)


def _day(text: str) -> date | None:
    day = _read(date.fromisoformat, text)
    return day if day is not None and is_possible(day) else None


def _read(kind: Callable[[str], Value], text: str) -> Value | None:
    try:
        return kind(text.strip()) if text.strip() else None
    except ValueError:
        return None
