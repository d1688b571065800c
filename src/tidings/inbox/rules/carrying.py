"""What each channel carries beside text, and how much of it (`carrying.toml`)."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from tidings.inbox import errors
from tidings.inbox.types import Carries, Draft, Menu, Way, WayState
from tidings.kernel.blank import blank
from tidings.kernel.words import Channel
from tidings.ports.receipt import AttachmentKind, Place

_FREE = (Carries.BUTTONS, Carries.MENU, Carries.PLACE, Carries.FILE)


def carries(way: Way) -> Sequence[Carries]:
    """Return what may go by a way now: only WhatsApp has more than words, and only inside its window."""
    if way.state is WayState.CLOSED:
        return ()
    if way.state is WayState.TEMPLATE:
        return (Carries.TEMPLATE,)
    plain = (Carries.TEXT, Carries.TEMPLATE)
    return (*plain, *_FREE) if way.channel is Channel.WHATSAPP else plain


def brought(draft: Draft) -> Carries | None:
    """Return what an answer brings beside its text; None if nothing."""
    there = (bool(draft.buttons), draft.menu is not None, draft.place is not None, draft.file_id is not None)
    return next((what for what, is_there in zip(_FREE, there, strict=True) if is_there), None)


def check_brought(draft: Draft) -> None:
    """Refuse two things at once, and what WhatsApp would refuse. Raises Invalid."""
    if sum((bool(draft.buttons), draft.menu is not None, draft.place is not None, draft.file_id is not None)) > 1:
        raise errors.one_thing()
    what = brought(draft)
    if what is None:
        return
    if draft.template is not None:
        raise errors.both()
    if draft.place is not None and not blank(draft.text):
        raise errors.wordless("text")
    if what in {Carries.BUTTONS, Carries.MENU} and blank(draft.text):
        raise errors.empty()
    if len(draft.text.strip()) > _data()["body"]:
        raise errors.too_long(_data()["body"])
    if draft.buttons:
        _check_titles("buttons", draft.buttons, _data()["buttons"])
    if draft.menu is not None:
        _check_menu(draft.menu)
    if draft.place is not None:
        _check_place(draft.place)


def check_carried(draft: Draft, way: Way) -> None:
    """Refuse what a way does not carry. Raises Conflict where its window is closed, Invalid for what the channel never carries."""
    what = brought(draft)
    if what is None or what in carries(way):
        return
    raise errors.window_closed() if way.state is WayState.TEMPLATE else errors.not_carried()


def kind_of(content_type: str) -> AttachmentKind | None:
    """Return as what WhatsApp carries a type of file; None if it does not."""
    return next((AttachmentKind(each["kind"]) for each in _data()["files"] if content_type in each["types"]), None)


def check_size(kind: AttachmentKind, size: int) -> None:
    """Refuse a file that is larger than WhatsApp carries of its kind. Raises TooLarge."""
    most = next(each["most"] for each in _data()["files"] if each["kind"] == kind.value)
    if size > most:
        raise errors.file_too_large(most // 1_000_000)


def told_by_name(name: str) -> str:
    """Return the type that the end of a file's name tells; "" where it tells none that we ask for."""
    return _data()["endings"].get(name.rpartition(".")[2].lower(), "")


def _check_menu(menu: Menu) -> None:
    limits = _data()["menu"]
    if blank(menu.button) or len(menu.button) > limits["opens"]:
        raise errors.wrong_title("menu", limits["opens"])
    _check_titles("menu", [each.title for each in menu.rows], limits)
    if any(len(each.description) > limits["description"] for each in menu.rows):
        raise errors.too_long(limits["description"], "menu")


def _check_titles(field: str, titles: Sequence[str], limits: Mapping[str, int]) -> None:
    """Check how many there are and how long; two that say the same could not be told apart in the answer."""
    if not titles or len(titles) > limits["most"]:
        raise errors.too_many(field, limits["most"])
    if any(blank(each) or len(each) > limits["title"] for each in titles):
        raise errors.wrong_title(field, limits["title"])
    if len({each.strip().casefold() for each in titles}) < len(titles):
        raise errors.alike(field)


def _check_place(place: Place) -> None:
    limits = _data()["place"]
    if len(place.name) > limits["name"] or len(place.address) > limits["address"]:
        raise errors.too_long(limits["name"], "place")
    if place.address and not place.name:
        raise errors.wrong("place", "A place with an address has a name.", "Give it one.")


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("tidings.inbox.rules").joinpath("carrying.toml").read_text(encoding="utf-8"))
