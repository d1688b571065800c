"""What the inbox says of its own accord, in words; and the times that it names."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from tidings.inbox.types.automatic import Automation, Said
from tidings.kernel.languages import among

_WEEK = timedelta(days=6)
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
_LONG = "closed_long"


def text_for(automation: Automation, said: Said, locale: str, *, long: bool = False) -> str:
    """Return a text in the template language, the organisation's own where it has one; `long`: of a closing whose end is not near."""
    own = automation.texts.get(said.value, {})
    mine = own.get(locale) or next((text for each, text in sorted(own.items()) if each[:2].lower() == locale[:2].lower()), None)
    return mine or _usual()[_LONG if said is Said.CLOSED and long else said.value][among(locale)]


def usual_texts() -> Mapping[Said, Mapping[str, str]]:
    """Return what is said where an organisation words nothing itself, by language, in the template language."""
    return {said: dict(_usual()[said.value]) for said in Said}


def when(moment: datetime | None, now: datetime, zone: ZoneInfo, locale: str) -> str | None:
    """Return when somebody answers next, as people say it: "today at 14:00", "demain à 9h"; None where it is a week away or more."""
    if moment is None:
        return None
    here, today = moment.astimezone(zone), now.astimezone(zone).date()
    away = here.date() - today
    if away > _WEEK:
        return None
    french = among(locale) == "fr"
    if not away.days:
        day = "aujourd'hui" if french else "today"
    elif away.days == 1:
        day = "demain" if french else "tomorrow"
    else:
        day = _DAYS["fr" if french else "en"][here.weekday()]
    return f"{day} {'à' if french else 'at'} {_clock(here, french=french)}"


def _clock(here: datetime, *, french: bool) -> str:
    if not french:
        return here.strftime("%H:%M")
    return f"{here.hour}h{here.minute:02}" if here.minute else f"{here.hour}h"


@cache
def _usual() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("tidings.inbox.rules").joinpath("saying.toml").read_text(encoding="utf-8"))
