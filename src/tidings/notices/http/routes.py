"""Notices: asked for, shown, listed, taken back."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import Field, StrictBool

from tidings.accounts.service import organisation
from tidings.accounts.types import Caller, Scope
from tidings.contacts import service as contacts
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.languages import spoken
from tidings.notices import service
from tidings.notices.http.models import ChannelShown, NoticeAskedShown, NoticesAskedShown, NoticeShown, NoticeWhole, PreviewShown, habits_shown
from tidings.notices.types import NoticeState, Request, Search, Shown

router = web.router("notices", "/notices")

Reads = Annotated[Caller, web.needs(Scope.MESSAGES_READ)]
Sends = Annotated[Caller, web.needs(Scope.MESSAGES_SEND)]
_DATA = {"device": "Pixel 8", "ticket": "R-118"}


class NoticeSent(web.Input):
    """One thing to say to one person."""

    kind: web.Line = Field(max_length=64, examples=["repair_ready"])
    key: web.Line = Field(
        description="Yours, once for each kind. The same again is the notice that is there; anything else under it is refused.",
        examples=["ticket-118-ready"],
    )
    contact_id: UUID | None = Field(default=None, description="Whom; or give an address.")
    address: web.Line | None = Field(
        default=None, description="A phone number, in any way of writing, or a known email.", examples=["06 12 34 56 78"]
    )
    data: dict[str, Any] = Field(default_factory=dict[str, Any], description="What the templates say, 16 kB at most.", examples=[_DATA])
    subject_kind: web.Line | None = Field(default=None, max_length=40, description="What it is about, for lists.", examples=["ticket"])
    subject_id: web.Line | None = Field(default=None, max_length=100, examples=["118"])
    urgent: StrictBool = Field(default=False, description="It leaves although its kind's budget is used up, unless that stops all.")

    def request(self) -> Request:
        """Return the request that was sent."""
        return Request(self.kind, self.key, self.contact_id, self.address, self.data, self.subject_kind, self.subject_id, urgent=self.urgent)


class NoticesSent(web.Input):
    """Notices to send."""

    notices: list[NoticeSent] = Field(min_length=1, max_length=1000)


class NoticeTried(web.Input):
    """A notice that is not to be sent, but looked at."""

    kind: web.Line = Field(max_length=64, examples=["repair_ready"])
    contact_id: UUID
    data: dict[str, Any] = Field(default_factory=dict[str, Any], examples=[_DATA])


@router.post("", summary="Send notices")
async def send(body: NoticesSent, unit: web.Work, caller: Sends, language: web.Languages = None) -> NoticesAskedShown:
    """Say something to people, each by whichever channel works, up to 1,000 at once. The first channel is planned before this answers.

    What is wrong with one is told in its place and harms no other, also a key that stands for something else
    (`key_reused`, `key_taken`). What became of each is told by GET /notices/{notice_id}.
    """
    asked = await service.notify(unit, caller.organisation_id, [each.request() for each in body.notices], exact=True)
    spoken = web.language_of(language or "")
    return NoticesAskedShown(items=[NoticeAskedShown.of(each, spoken) for each in asked])


@router.post("/preview", summary="Say by which channels a notice would go", responses=web.problems(404))
async def preview(body: NoticeTried, unit: web.Work, caller: Sends, language: web.Languages = None) -> PreviewShown:
    """Say which channels a notice to a person would use now, in which order, and why not others. Nothing is sent or kept."""
    plan, first = await service.preview(unit, caller.organisation_id, body.kind, body.contact_id, body.data)
    words = await _spoken(unit, caller, language)
    shown = [ChannelShown.of(each, words) for each in plan.entries]
    return PreviewShown(by=plan.by, channels=shown, habits=habits_shown(plan), begins_with=[each.channel for each in first])


@router.get("", summary="List notices")
async def index(
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    contact_id: Annotated[UUID | None, Query(description="To this contact.")] = None,
    kind: Annotated[web.Text | None, Query(max_length=64, description="Of this kind.")] = None,
    state: Annotated[NoticeState | None, Query(description="In this state.")] = None,
    subject_kind: Annotated[web.Text | None, Query(max_length=40, description="About something of this sort.")] = None,
    subject_id: Annotated[web.Text | None, Query(max_length=100, description="About this.")] = None,
    language: web.Languages = None,
) -> web.Rows[NoticeShown]:
    """List notices that fit everything given, newest first, each with its attempts and why it went as it did."""
    search = Search(contact_id, kind, state, subject_kind, subject_id)
    found = await service.notices(unit, caller.organisation_id, search, cursor=page.cursor, limit=page.limit)
    words = await _spoken(unit, caller, language)
    names = await _names(unit, caller, found.rows)
    return web.Rows(items=[NoticeShown.of(each, words, names) for each in found.rows], next_cursor=found.next_cursor)


@router.get("/{notice_id}", summary="Get a notice", responses=web.problems(404))
async def show(notice_id: UUID, unit: web.Work, caller: Reads, language: web.Languages = None) -> NoticeWhole:
    """Get a notice with its attempts, its outcome, what it says, and why each channel was used or not."""
    shown = await service.notice(unit, caller.organisation_id, notice_id)
    data = await service.said(unit, caller.organisation_id, shown.notice)
    return NoticeWhole.with_data(shown, data, await _spoken(unit, caller, language), await _names(unit, caller, [shown]))


@router.post("/{notice_id}/cancel", summary="Take a notice back", responses=web.problems(404))
async def cancel(notice_id: UUID, unit: web.Work, caller: Sends, language: web.Languages = None) -> NoticeShown:
    """Let nothing more of a notice leave: a worker takes back what has not left within a moment. One that has ended stays as it is."""
    shown = await service.cancel(unit, caller.organisation_id, caller.actor, notice_id)
    return NoticeShown.of(shown, await _spoken(unit, caller, language), await _names(unit, caller, [shown]))


async def _names(unit: Unit, caller: Caller, shown: Sequence[Shown]) -> dict[UUID, str]:
    """Return the names of whom notices are for, if the caller may read contacts."""
    if Scope.CONTACTS_READ not in caller.scopes or not shown:
        return {}
    people = await contacts.people(unit, caller.organisation_id, list({each.notice.contact_id for each in shown}))
    named = {each.contact_id: " ".join(filter(None, (each.first_name, each.last_name))) for each in people.values()}
    return {contact_id: name for contact_id, name in named.items() if name}


async def _spoken(unit: Unit, caller: Caller, wanted: str | None) -> str:
    return spoken(wanted) or (await organisation(unit, caller.organisation_id)).locale
