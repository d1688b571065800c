"""Public pages: preferences, one-click refusals (RFC 8058), confirmed opt-ins. Who holds the link needs no key; looking changes nothing."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from tidings.content.types import Link, LinkKind
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.permissions import service
from tidings.permissions.types import Notice, Sent

router = APIRouter(include_in_schema=False)

PAGES = web.PublicPages("tidings.permissions")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to a link that is real: what the link says, and the request."""

    link: Link
    token: str
    came: web.Came

    @property
    def language(self) -> str:
        """The language of the page if its person's is not known."""
        return self.came.language

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the page."""
        return PAGES.words(self.language)


Answer = Callable[[Unit, Asked], Awaitable[Response]]
"""What answers a request to a link that is real, within the unit."""


@router.api_route("/p/{token}", methods=web.LOOKING)
async def preferences(request: Request, token: str) -> Response:
    """Show what may be chosen."""
    return await _answered(request, token, LinkKind.PREFERENCES, _show)


@router.post("/p/{token}")
async def choose(request: Request, token: str) -> Response:
    """Follow what was chosen."""
    return await _answered(request, token, LinkKind.PREFERENCES, _follow)


@router.api_route("/u/{token}", methods=web.LOOKING)
async def ask_to_unsubscribe(request: Request, token: str) -> Response:
    """Show a button: mail scanners open links, so that looking must not unsubscribe."""
    return await _answered(request, token, LinkKind.UNSUBSCRIBE, _ask)


@router.post("/u/{token}")
async def unsubscribe(request: Request, token: str) -> Response:
    """Unsubscribe at once, without a key, a cookie or a redirect, however often it is sent."""
    return await _answered(request, token, LinkKind.UNSUBSCRIBE, _unsubscribe)


@router.api_route("/c/{token}", methods=web.LOOKING)
async def ask_to_confirm(request: Request, token: str) -> Response:
    """Show what was asked for and a button: phones look at links before people do, so that looking must not confirm."""
    return await _answered(request, token, LinkKind.CONFIRM, _show_request)


@router.post("/c/{token}")
async def confirm(request: Request, token: str) -> Response:
    """Make an opt-in a consent."""
    return await _answered(request, token, LinkKind.CONFIRM, _confirm)


@router.api_route("/e/{token}", methods=web.LOOKING)
async def ask_whose_email(request: Request, token: str) -> Response:
    """Show whose request it is and a button: mail scanners open links, so that looking must not verify anything."""
    return await _answered(request, token, LinkKind.EMAIL, _show_email)


@router.post("/e/{token}")
async def verify_email(request: Request, token: str) -> Response:
    """Make an email somebody's own."""
    return await _answered(request, token, LinkKind.EMAIL, _verify_email)


async def _answered(request: Request, token: str, kind: LinkKind, answer: Answer) -> Response:
    async def opened(unit: Unit, came: web.Came) -> Response:
        return await answer(unit, Asked(await service.open_link(unit, token, kind), token, came))

    return await PAGES.answer(request, lambda: service.organisation_of(token), opened)


async def _show(unit: Unit, asked: Asked) -> Response:
    return await _preferences(unit, asked, asked.came.switched)


async def _follow(unit: Unit, asked: Asked) -> Response:
    sent = asked.came.sent()
    form, shown = sent.one("form"), sent.one("shown") or None
    match sent.one("action"):
        case "leave":
            await service.leave_everything(unit, asked.link, asked.token, form, asked.came.visit)
            return await _preferences(unit, asked, shown, Notice.LEFT)
        case "send_code":
            told = await service.send_code(unit, asked.link, asked.token, form, address=sent.one("address"), visit=asked.came.visit)
            return await _preferences(unit, asked, shown, told)
        case "give_code":
            verification, code = sent.one("verification"), sent.one("code")
            told, left = await service.give_code(unit, asked.link, asked.token, form, verification=verification, code=code)
            return await _preferences(unit, asked, shown, told, tries=left)
        case _:
            language = sent.one("language") or shown
            weekly = sent.one("weekly") if sent.one("has_weekly") else None
            choices = Sent(sent.all("channel"), shown or "", language or "", weekly)
            await service.choose(unit, asked.link, asked.token, form, choices, asked.came.visit)
            return await _preferences(unit, asked, language, Notice.SAVED)


async def _preferences(unit: Unit, asked: Asked, language: str | None, notice: Notice | None = None, *, tries: int = 0) -> Response:
    page = await service.page_of(unit, asked.link, asked.token, language)
    words = PAGES.words(page.language)
    told = words[notice].format(tries=tries) if notice else ""
    good, bad = (told, "") if notice and notice.good else ("", told)
    weekly = service.weekly_choices(page.weekly)
    return PAGES.page(
        "preferences.html", page.language, words["title"], business=page.business, good=good, bad=bad, page=page, weekly=weekly, notice=notice
    )


async def _ask(unit: Unit, asked: Asked) -> Response:
    business = await service.business_of(unit, asked.link)
    about = asked.words["unsubscribe_about"].format(business=business)
    return PAGES.page("unsubscribe.html", asked.language, asked.words["unsubscribe_title"], business=business, about=about)


async def _unsubscribe(unit: Unit, asked: Asked) -> Response:
    if b"List-Unsubscribe" not in asked.came.body or b"One-Click" not in asked.came.body:
        return await _ask(unit, asked)
    await service.unsubscribe(unit, asked.link, asked.came.visit)
    business = await service.business_of(unit, asked.link)
    return PAGES.page("page.html", asked.language, asked.words["unsubscribe_title"], business=business, good=asked.words["unsubscribed"])


async def _show_request(unit: Unit, asked: Asked) -> Response:
    page = await service.confirmation_of(unit, asked.link, asked.token)
    about = asked.words["confirm_about"].format(business=page.business)
    return PAGES.page("confirm.html", asked.language, asked.words["confirm_title"], business=page.business, page=page, about=about)


async def _confirm(unit: Unit, asked: Asked) -> Response:
    business = await service.business_of(unit, asked.link)
    shown = f"{asked.words['confirm_about'].format(business=business)}\n{asked.words['confirm']}"
    await service.confirm(unit, asked.link, asked.token, asked.came.sent().one("form"), shown=shown, visit=asked.came.visit)
    return PAGES.page("page.html", asked.language, asked.words["confirm_title"], business=business, good=asked.words["confirmed"])


async def _show_email(unit: Unit, asked: Asked) -> Response:
    page = await service.email_page(unit, asked.link, asked.token)
    about = asked.words["email_about"].format(business=page.business)
    return PAGES.page("email.html", asked.language, asked.words["email_title"], business=page.business, page=page, about=about)


async def _verify_email(unit: Unit, asked: Asked) -> Response:
    business = await service.business_of(unit, asked.link)
    await service.verify_email(unit, asked.link, asked.token, asked.came.sent().one("form"))
    return PAGES.page("page.html", asked.language, asked.words["email_title"], business=business, good=asked.words["email_verified"])
