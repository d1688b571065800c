"""Reports over HTTP."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import Header, Query, Response

from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.reports import service
from tidings.reports.types import ComplianceReport, Form

router = web.router("campaigns", "/marketing/campaigns")

Reads = Annotated[Caller, web.needs(Scope.CAMPAIGNS_READ)]
_MEDIA = {Form.JSON: "application/json", Form.HTML: "text/html; charset=utf-8", Form.PDF: "application/pdf"}
_CONTENT = {
    "application/json": {"schema": {"type": "object", "additionalProperties": True, "description": "Identity, audience, contents, bases, law..."}},
    "text/html": {"schema": {"type": "string"}},
    "application/pdf": {"schema": {"type": "string", "format": "binary"}},
}
_PRIVATE = {
    "Cache-Control": "no-store",
    "Vary": "Accept, Accept-Language",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}


@router.get(
    "/{campaign_id}/compliance-report",
    summary="Report how a campaign kept the rules",
    response_class=Response,
    responses={200: {"content": _CONTENT, "description": "The report."}, **web.problems(404)},
)
async def compliance_report(
    campaign_id: UUID,
    unit: web.Work,
    caller: Reads,
    form: Annotated[Form | None, Query(alias="format", description="By default what `Accept` prefers, else JSON.")] = None,
    verify: Annotated[bool, Query(description="Read both chains to their ends and say whether they are whole.")] = True,  # noqa: FBT002 - a query
    accept: Annotated[str | None, Header(max_length=1000, examples=["application/pdf"])] = None,
    language: Annotated[
        str | None, Header(alias="Accept-Language", max_length=200, description="Of the report; else the organisation's.", examples=["fr"])
    ] = None,
) -> Response:
    """Tell who asked for it and approved it, whom it was for, what was said on what consent, who was left out and why, by which rules, what followed.

    No recipient is named. Also whether audit and consent ledger are as they were sealed.
    """
    report = await service.compliance_report(unit, caller.organisation_id, campaign_id, wanted=language, verify=verify)
    wanted = form or form_of(accept)
    return Response(
        await asyncio.to_thread(made, report, wanted), media_type=_MEDIA[wanted], headers=_PRIVATE | {"Content-Language": report.language}
    )


def made(report: ComplianceReport, form: Form) -> bytes:
    """Return a report in a form, as bytes (UTF-8 of text)."""
    if form is Form.PDF:
        return service.as_pdf(report)
    return service.as_json(report) if form is Form.JSON else service.as_html(report).encode()


def form_of(accept: str | None) -> Form:
    """Return the form that an `Accept` prefers (RFC 9110, 12.5.1); JSON where it names none of them or likes all alike."""
    best, most = Form.JSON, 0.0
    for part in (accept or "").split(","):
        name, *parameters = (each.strip().lower() for each in part.split(";"))
        form = next((each for each, media in _MEDIA.items() if media.partition(";")[0] == name), None)
        weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        if form is not None and _weight(weight) > most:
            best, most = form, _weight(weight)
    return best


def _weight(text: str) -> float:
    try:
        return min(float(text), 1.0)
    except ValueError:
        return 0.0
