"""Programmes that people agree to by name, and what they were shown."""

from datetime import date, datetime
from typing import Annotated

from fastapi import Path, Response
from pydantic import Field

from tidings.accounts import service as accounts
from tidings.consent import service
from tidings.consent.http.base import Reads, Writes, router
from tidings.infra import web
from tidings.kernel.words import Purpose

_MOST_LOCALES = 50

Key = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[a-z0-9][a-z0-9_-]*$", examples=["newsletter"])]
Locale = Annotated[str, Field(min_length=2, max_length=35, pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*$")]
Words = Annotated[web.Text, Field(min_length=1, max_length=4000)]


class ProgrammeSent(web.Input):
    """A programme as people see it."""

    name: web.Line = Field(examples=["Newsletter"])
    descriptions: dict[Locale, Words] = Field(
        default_factory=dict, max_length=_MOST_LOCALES, description="What people read about it, by locale.", examples=[{"en": "News, once a month."}]
    )


class ProgrammeShown(web.Output):
    """A named series that people agree to by itself."""

    key: str
    name: str
    descriptions: dict[str, str]
    created_at: datetime
    created_by: str


class ProgrammesShown(web.Output):
    """All programmes, by key."""

    items: list[ProgrammeShown]


class WordingSent(web.Input):
    """What people are shown from now on."""

    texts: dict[Locale, Words] = Field(
        min_length=1, max_length=_MOST_LOCALES, examples=[{"en": "I want offers by SMS.", "fr": "Je veux vos offres par SMS."}]
    )


class WordingVersionShown(web.Output):
    """One version of a wording in one language."""

    key: str
    version: int
    locale: str
    text: str
    created_at: datetime
    created_by: str


class WordingsShown(web.Output):
    """Versions, by key, newest first."""

    items: list[WordingVersionShown]


class DefaultShown(web.Output):
    """What holds of somebody who never said anything."""

    channel: str = Field(description='"*" is each that no line above names.', examples=["email"])
    purpose: Purpose
    on: bool = Field(description="Allowed until they refuse; else only after an opt-in.")
    valid_from: date
    source: str = Field(description="What it rests on.", examples=["Directive 2002/58/EC, art. 13(1)"])


class DefaultsShown(web.Output):
    """All defaults; of those that fit, the first decides."""

    items: list[DefaultShown]


@router.get("/consents/defaults", summary="List what holds without a word of the person")
async def list_defaults(caller: Reads, unit: web.Work, languages: web.Languages = None) -> DefaultsShown:
    """List by channel and purpose whether a person who never said anything may be written to, with what that rests on."""
    language = await accounts.language_for(unit, caller.organisation_id, languages)
    return DefaultsShown(items=[DefaultShown.model_validate(each) for each in service.defaults(language)])


@router.get("/programmes", summary="List the programmes")
async def list_programmes(caller: Reads, unit: web.Work) -> ProgrammesShown:
    """List what people can agree to by name."""
    return ProgrammesShown(items=[ProgrammeShown.model_validate(each) for each in await service.programmes(unit, caller.organisation_id)])


@router.put("/programmes/{key}", summary="Make or rename a programme")
async def put_programme(key: Key, body: ProgrammeSent, caller: Writes, unit: web.Work) -> ProgrammeShown:
    """Make a programme, or change its name and descriptions. A consent to one programme says nothing about others."""
    made = await service.put_programme(unit, caller.organisation_id, caller.actor, key, name=body.name, descriptions=body.descriptions)
    return ProgrammeShown.model_validate(made)


@router.delete("/programmes/{key}", status_code=204, summary="Delete a programme", responses=web.problems(404, 409))
async def delete_programme(key: Key, caller: Writes, unit: web.Work) -> Response:
    """Delete a programme about which nobody ever said anything."""
    await service.delete_programme(unit, caller.organisation_id, caller.actor, key)
    return Response(status_code=204)


@router.get("/wordings", summary="List what people were shown")
async def list_wordings(caller: Reads, unit: web.Work) -> WordingsShown:
    """List every version of every wording."""
    return WordingsShown(items=[WordingVersionShown.model_validate(each) for each in await service.wordings(unit, caller.organisation_id)])


@router.get("/wordings/{key}", summary="Show the versions of a wording", responses=web.problems(404))
async def show_wording(key: Key, caller: Reads, unit: web.Work) -> WordingsShown:
    """Show every version of one wording, newest first."""
    return WordingsShown(items=[WordingVersionShown.model_validate(each) for each in await service.wordings(unit, caller.organisation_id, key)])


@router.post("/wordings/{key}", status_code=201, summary="Add a version of a wording")
async def add_wording(key: Key, body: WordingSent, caller: Writes, unit: web.Work) -> WordingsShown:
    """Add a version in its languages; the words of the newest version again add nothing. No version ever changes."""
    made = await service.add_wording(unit, caller.organisation_id, caller.actor, key, body.texts)
    return WordingsShown(items=[WordingVersionShown.model_validate(each) for each in made])
