"""What the public pages show, and what follows of their forms. A GET changes nothing; each form carries a sealed word of its own link."""

from uuid import UUID

from tidings.accounts import service as accounts
from tidings.content import service as content
from tidings.content.types import PublicAddress, ThingKind, ThingLink
from tidings.conversations.types import Answer
from tidings.infra.db.unit import Unit
from tidings.waitlist import errors
from tidings.waitlist.queries import bookings as booking_rows
from tidings.waitlist.queries import slots as slot_rows
from tidings.waitlist.rules import saying
from tidings.waitlist.service import catalogue, listing
from tidings.waitlist.service.answering import PAGE, answer_offer
from tidings.waitlist.service.booking import booking, cancel, offer
from tidings.waitlist.service.slots import slot
from tidings.waitlist.service.telling import voice
from tidings.waitlist.types import (
    Booking,
    BookingPage,
    BookingState,
    EntryState,
    ListPage,
    OfferPage,
    OfferState,
    Said,
    Slot,
    SlotState,
    Tells,
)

_ANSWERED = {OfferState.DECLINED: Said.DECLINED, OfferState.TAKEN: Said.TAKEN}
_TOLD = {Tells.BOOKED: Said.BOOKED, Tells.TAKEN: Said.TAKEN, Tells.DECLINED: Said.DECLINED, Tells.CANCELLED: Said.CANCELLED}


def organisation_of(token: str) -> UUID:
    """Return whose link a token may be, before it is known to be real. Raises NotFound."""
    organisation_id = content.organisation_of_token(token)
    if organisation_id is None:
        raise errors.link_gone()
    return organisation_id


async def open_link(unit: Unit, token: str, kind: ThingKind) -> UUID:
    """Return the thing that a link leads to. Raises NotFound for one that is not ours, of another kind, or over."""
    organisation_id = organisation_of(token)
    await accounts.organisation(unit, organisation_id)
    thing = content.thing_of(await unit.keys(organisation_id), token, kind, unit.at)
    if thing is None:
        raise errors.link_gone()
    return thing


async def sign_up_url(unit: Unit, organisation_id: UUID, public: PublicAddress) -> str:
    """Return the address of an organisation's sign-up page: the same each time."""
    return content.thing_url(await unit.keys(organisation_id), public, ThingLink(ThingKind.WAITLIST, organisation_id, organisation_id))


async def check_form(unit: Unit, token: str, form: str) -> None:
    """Raise Forbidden unless a form came from the page of this link within a day."""
    content.check_form(await unit.keys(organisation_of(token)), token, form, unit.at)


async def list_page(unit: Unit, token: str) -> ListPage:
    """Return the sign-up page. Raises NotFound for an organisation that takes nobody by it."""
    organisation_id = organisation_of(token)
    speaks = await voice(unit, organisation_id)
    if not speaks.settings.sign_up:
        raise errors.link_gone()
    offered = [(each.id, each.name) for each in speaks.services.values() if each.archived_at is None]
    staff = [(each.id, each.name) for each in speaks.staff.values() if each.archived_at is None]
    return ListPage(speaks.organisation.name, offered, staff, await _form(unit, token))


async def entry_page(unit: Unit, token: str, entry_id: UUID) -> ListPage:
    """Return the page of somebody's place on the list."""
    organisation_id = organisation_of(token)
    found = await listing.entry(unit, organisation_id, entry_id)
    waiting = found.state is EntryState.WAITING
    service = await catalogue.service(unit, organisation_id, found.service_id)
    name = (await accounts.organisation(unit, organisation_id)).name
    return ListPage(name, [(service.id, service.name)], (), await _form(unit, token), waiting)


async def leave_list(unit: Unit, token: str, entry_id: UUID, form: str) -> None:
    """Take somebody off the list who pressed the button of their page. Raises Forbidden."""
    await check_form(unit, token, form)
    await listing.leave(unit, organisation_of(token), PAGE, entry_id)


async def offer_page(unit: Unit, token: str, offer_id: UUID, language: str) -> OfferPage:
    """Return the page of an offer as it stands."""
    organisation_id = organisation_of(token)
    found = await offer(unit, organisation_id, offer_id)
    about = await slot(unit, organisation_id, found.slot_id)
    speaks = await voice(unit, organisation_id)
    told = speaks.of_slot(about, language)
    had = (await booking_rows.live_of(unit, organisation_id, [about.id])).get(about.id)
    mine = had if had is not None and had.offer_id == offer_id else None
    until = saying.hour(found.expires_at, speaks.zone, language) if found.expires_at and found.state is OfferState.OPEN else ""
    return OfferPage(
        business=speaks.organisation.name,
        service=told["service"],
        when=told["when"],
        staff=told["staff"],
        price=told["price"],
        said=_said(about, found.state, mine, had),
        until=until,
        form=await _form(unit, token),
        booking_token=await _token(unit, organisation_id, mine) if mine else "",
    )


async def answer(unit: Unit, token: str, offer_id: UUID, form: str, *, yes: bool) -> Said:
    """Answer an offer by its page and return what came of it: the same for whoever sends the form again. Raises Forbidden."""
    await check_form(unit, token, form)
    outcome = await answer_offer(unit, organisation_of(token), offer_id, Answer.YES if yes else Answer.NO, PAGE)
    return Said.OVER if outcome is None else _TOLD[outcome.tells]


async def booking_page(unit: Unit, token: str, booking_id: UUID, language: str) -> BookingPage:
    """Return the page of a booking."""
    organisation_id = organisation_of(token)
    found = await booking(unit, organisation_id, booking_id)
    about = await slot(unit, organisation_id, found.slot_id)
    speaks = await voice(unit, organisation_id)
    told = speaks.of_slot(about, language)
    open_still = found.state is BookingState.BOOKED and about.starts_at > unit.at
    return BookingPage(
        speaks.organisation.name, told["service"], told["when"], told["staff"], found.state, open_still, await _form(unit, token)
    )  # fmt: skip


async def cancel_booking(unit: Unit, token: str, booking_id: UUID, form: str) -> None:
    """Cancel a booking by its page. Raises Forbidden."""
    await check_form(unit, token, form)
    page = await booking_page(unit, token, booking_id, "en")
    if page.open:
        await cancel(unit, organisation_of(token), PAGE, booking_id)


async def calendar_of(unit: Unit, token: str, booking_id: UUID) -> str:
    """Return a booking as an iCalendar file; a cancelled one takes itself out of calendars."""
    organisation_id = organisation_of(token)
    found = await booking(unit, organisation_id, booking_id)
    (about,) = await slot_rows.select(unit, organisation_id, [found.slot_id])
    service = await catalogue.service(unit, organisation_id, about.service_id)
    organisation = await accounts.organisation(unit, organisation_id)
    return _calendar(found, about, f"{service.name}, {organisation.name}")


def _calendar(found: Booking, about: Slot, title: str) -> str:
    cancelled = found.state is BookingState.CANCELLED
    return saying.calendar(
        found.id,
        title=title,
        starts_at=about.starts_at,
        ends_at=about.ends_at,
        made_at=found.ended_at or found.booked_at if cancelled else found.booked_at,
        cancelled=cancelled,
    )


def _said(about: Slot, state: OfferState, mine: Booking | None, had: Booking | None) -> Said | None:
    """Return what came of an offer; None while it can be answered."""
    if mine is not None:
        return Said.BOOKED
    if had is not None:
        return Said.TAKEN
    if about.state in {SlotState.CLOSED, SlotState.PAST}:
        return Said.OVER
    return None if state is OfferState.OPEN else _ANSWERED.get(state, Said.OVER)


async def _form(unit: Unit, token: str) -> str:
    return content.form_of(await unit.keys(organisation_of(token)), token, unit.at)


async def _token(unit: Unit, organisation_id: UUID, mine: Booking) -> str:
    return content.thing_token(await unit.keys(organisation_id), ThingLink(ThingKind.BOOKING, organisation_id, mine.id))
