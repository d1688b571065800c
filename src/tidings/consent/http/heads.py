"""The chains: their ends, for whoever keeps them elsewhere, and whether they are whole."""

from enum import StrEnum
from typing import Annotated, Self

from fastapi import Query
from pydantic import Field

from tidings.accounts import service as accounts
from tidings.consent import service
from tidings.consent.http.base import SeesAudit, router
from tidings.infra import web
from tidings.kernel.chains import Checked, Fault


class HeadShown(web.Output):
    """The end of a chain."""

    chain: str = Field(examples=["audit", "consent"])
    head: str | None = Field(description="Number and digest (SHA-256); null before anything was sealed.", examples=["12:" + "0" * 64])


class HeadsShown(web.Output):
    """The ends of all chains."""

    items: list[HeadShown]


@router.get("/audit/heads", summary="Show the ends of the chains")
async def show_heads(caller: SeesAudit, unit: web.Work) -> HeadsShown:
    """Show the heads of the audit's and the consent ledger's chain. Kept elsewhere, they show later whether an end was cut."""
    audit = await accounts.audit_head(unit, caller.organisation_id)
    ledger = await service.ledger_head(unit, caller.organisation_id)
    return HeadsShown(items=[HeadShown(chain=name, head=head and str(head)) for name, head in (("audit", audit), ("consent", ledger))])


class Chain(StrEnum):
    """Which chain."""

    AUDIT = "audit"
    CONSENT = "consent"


class BreakShown(web.Output):
    """Where a chain breaks."""

    link: int | None
    fault: Fault = Field(
        description="head_missing: its end was cut, or it was written anew. link_missing, link_changed: of the link itself."
        " lines_changed: lines were changed, removed or put in. lines_unsealed: lines stand beside the chain."
        " states_changed: what holds of people is not what their lines say."
    )
    gone: int = Field(description="How many of its lines are gone or changed.")


class CheckedShown(web.Output):
    """What a check found."""

    whole: bool = Field(description="Whether nothing sealed was changed, removed, put in or cut.")
    links: int
    lines: int
    waiting: int = Field(description="What is not sealed yet.")
    head: str | None
    breaks: list[BreakShown]

    @classmethod
    def of(cls, checked: Checked) -> Self:
        """Show what was found."""
        told = [BreakShown.model_validate(each) for each in checked.breaks]
        own = {"links": checked.links, "lines": checked.lines, "waiting": checked.waiting}
        return cls(whole=not told, breaks=told, head=checked.head and str(checked.head), **own)


@router.get("/audit/verification", summary="Check a chain")
async def verify_chain(caller: SeesAudit, unit: web.Work, chain: Annotated[Chain, Query(description="Which chain.")] = Chain.AUDIT) -> CheckedShown:
    """Read a chain whole and say whether anything in it was changed since it was sealed. It takes as long as there are lines."""
    check = accounts.check_audit if chain is Chain.AUDIT else service.check_ledger
    return CheckedShown.of(await check(unit, caller.organisation_id))
