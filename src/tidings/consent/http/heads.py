"""The ends of the chains, for whoever keeps them elsewhere."""

from pydantic import Field

from tidings.accounts import service as accounts
from tidings.consent import service
from tidings.consent.http.base import SeesAudit, router
from tidings.infra import web


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
