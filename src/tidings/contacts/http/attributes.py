"""Attributes of contacts over HTTP: what is declared, and what is in use."""

from typing import Annotated, Self

from fastapi import Path, Query
from pydantic import Field, StrictBool

from tidings.contacts import service
from tidings.contacts.http.merging import Writes
from tidings.contacts.http.people import Reads
from tidings.contacts.types import AttributeType, AttributeUse, Definition
from tidings.infra import web

router = web.router("contacts", "/attributes")

Name = Annotated[str, Path(max_length=64, pattern="^[A-Za-z][A-Za-z0-9_]*$")]


class DefinitionSent(web.Input):
    """What an attribute is."""

    type: AttributeType = Field(description="text, number, bool, date or choice.", examples=["choice"])
    labels: dict[str, web.Text] = Field(default={}, max_length=20, description="By locale.", examples=[{"fr": "Pointure"}])
    required: StrictBool = Field(default=False, description="A contact written over the API must have it.")
    personal: StrictBool = Field(default=True, description="Its values tell of the person.")
    choices: list[web.Text] = Field(default=[], max_length=200, description="Of a choice alone.", examples=[["small", "large"]])


class AttributeShown(web.Output):
    """An attribute; without a type it is in use and not declared."""

    name: str
    declared: bool
    contacts: int | None = Field(description="How many have it; null where they were not counted.")
    type: AttributeType | None
    labels: dict[str, str]
    required: bool
    personal: bool
    choices: list[str]

    @classmethod
    def of(cls, use: AttributeUse) -> Self:
        """Show an attribute."""
        said = use.definition
        return cls(
            name=use.name,
            declared=said is not None,
            contacts=use.contacts,
            type=said.type if said else None,
            labels=dict(said.labels) if said else {},
            required=said.required if said else False,
            personal=said.personal if said else True,
            choices=list(said.choices) if said else [],
        )


class AttributesShown(web.Output):
    """All attributes that are declared or in use, and whether others are refused."""

    strict: bool
    items: list[AttributeShown]


class StrictnessSent(web.Input):
    """Whether attributes that are not declared are refused."""

    strict: StrictBool


@router.get("", summary="List attributes")
async def list_attributes(
    unit: web.Work,
    caller: Reads,
    declared: Annotated[bool, Query(description="Those that are declared alone, and count nobody.")] = False,  # noqa: FBT002 - a query parameter
) -> AttributesShown:
    """List the attributes that are declared or in use, with how many contacts have each, or those alone that are declared."""
    schema = await service.schema(unit, caller.organisation_id)
    if declared:
        return AttributesShown(
            strict=schema.strict, items=[AttributeShown.of(AttributeUse(each.name, None, each)) for each in schema.definitions.values()]
        )
    return AttributesShown(
        strict=schema.strict, items=[AttributeShown.of(each) for each in await service.attribute_uses(unit, caller.organisation_id)]
    )


@router.put("", summary="Refuse or take undeclared attributes")
async def set_strict(body: StrictnessSent, unit: web.Work, caller: Writes) -> AttributesShown:
    """Say whether attributes that are not declared are refused, when a contact is written or imported."""
    await service.refuse_undeclared(unit, caller.organisation_id, caller.actor, strict=body.strict)
    return await list_attributes(unit, caller)


@router.put("/{name}", summary="Declare an attribute", status_code=204, responses=web.problems(409))
async def declare(name: Name, body: DefinitionSent, unit: web.Work, caller: Writes) -> None:
    """Say what an attribute is: values are checked when they are written. Refused while contacts have others, with how many."""
    said = Definition(name, body.type, dict(body.labels), body.required, body.personal, tuple(body.choices))
    await service.declare(unit, caller.organisation_id, caller.actor, said)


@router.delete("/{name}", summary="Forget what was declared", status_code=204, responses=web.problems(404))
async def undeclare(name: Name, unit: web.Work, caller: Writes) -> None:
    """Forget what an attribute is; values stay as they are."""
    await service.undeclare(unit, caller.organisation_id, caller.actor, name)
