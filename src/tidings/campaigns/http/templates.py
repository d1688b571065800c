"""Templates as campaigns see them: who uses one, what the law asks of its text, and a test message."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import ConfigDict, Field

from tidings.accounts.types import Caller, Scope
from tidings.campaigns import service
from tidings.campaigns.http.answers import TestSent
from tidings.campaigns.http.models import TestSend
from tidings.campaigns.types import Status, TextFinding
from tidings.content.types import EmailBody, PushBody, SmsBody, WhatsAppBody
from tidings.infra import web
from tidings.kernel.words import Channel, Purpose
from tidings.policy.types import Needed

router = web.router("campaigns", "/marketing")

_MOST_NAMES = 100
_MOST_COUNTRIES = 50

Reads = Annotated[Caller, web.needs(Scope.CAMPAIGNS_READ)]
Sends = Annotated[Caller, web.needs(Scope.MESSAGES_SEND)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["FR"])]


class UsingCampaignShown(web.Output):
    """A campaign that uses a template."""

    id: UUID
    name: str = Field(examples=["Autumn courses"])
    status: Status


class TemplateUseShown(web.Output):
    """How much a template is used."""

    template_name: str = Field(examples=["welcome_back"])
    campaigns: int = Field(description="All campaigns that name it, ended ones too.")
    live: int = Field(description="Those of them that are launched and have not ended.")
    some: list[UsingCampaignShown] = Field(description="A few of them: those that run first, then the newest.")


class TextToCheck(web.Input):
    """A body that is being written, and where it is to be read."""

    channel: Channel
    purpose: Purpose = Purpose.MARKETING
    locale: Annotated[str, Field(min_length=2, max_length=20, examples=["fr"])]
    body: EmailBody | PushBody | WhatsAppBody | SmsBody = Field(examples=[{"text": "Soldes d'automne chez nous !"}])
    countries: list[Country] = Field(
        default_factory=list[str], max_length=_MOST_COUNTRIES, description="Whose law is asked; without any the organisation's own country's."
    )


class TextLackShown(web.Output):
    """Something that a law demands in the text, and that it does not hold."""

    needed: Needed
    where: str = Field(description="Whose law it is.", examples=["France"])
    rule: str
    suggestion: str = Field(description="What to write, in the text's language.", examples=["STOP pour ne plus recevoir de messages."])
    example: str = Field(description="How it is usually written there.", examples=["STOP au 36xxx"])
    blocking: bool = Field(description="Whether a campaign to people there is not launched without it.")
    source: str

    @classmethod
    def of(cls, finding: TextFinding) -> "TextLackShown":
        """Show a finding without counting people: a template has none."""
        demand = finding.demand
        return cls(
            needed=demand.needed,
            where=demand.where,
            rule=demand.rule,
            suggestion=finding.suggestion,
            example=demand.example,
            blocking=demand.blocking,
            source=demand.source,
        )


class TemplateTest(TestSend):
    """Which template to try out, and on whom."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"template_name": "welcome_back", "phone_number": "+33612000001"}]})

    template_name: web.Line


@router.get("/template-uses", summary="Say which campaigns use templates")
async def template_uses(
    unit: web.Work,
    caller: Reads,
    name: Annotated[
        list[web.Line], Query(min_length=1, max_length=_MOST_NAMES, description="A template; repeated for several.", examples=[["welcome_back"]])
    ],
) -> web.Rows[TemplateUseShown]:
    """Count the campaigns of each template and name a few; templates that none uses are left out. All are on one page."""
    found = await service.template_uses(unit, caller.organisation_id, name)
    return web.Rows(items=[TemplateUseShown.model_validate(each) for each in found])


@router.post("/text-check", summary="Say what the law misses in a text")
async def check_text(body: TextToCheck, unit: web.Work, caller: Reads) -> web.Rows[TextLackShown]:
    """Say what a body that is being written lacks. A launch asks the same again of the recipients' own places. All is on one page."""
    found = await service.draft_findings(
        unit,
        caller.organisation_id,
        body.body,
        locale=body.locale,
        channel=body.channel,
        purpose=body.purpose,
        countries=sorted(set(body.countries)),
    )
    return web.Rows(items=[TextLackShown.of(each) for each in found])


@router.post("/template-tests", status_code=202, summary="Send a template as a test", responses=web.problems(404, 409))
async def send_template_test(body: TemplateTest, unit: web.Work, caller: Sends) -> TestSent:
    """Send a template's newest version at once to a number, or by email to an address, on the allow-list."""
    key = await service.send_template_test(unit, caller.organisation_id, caller.actor, body.template_name, body.to())
    return TestSent(message_id=key.message_id, source_id=key.source_id, contact_id=key.contact_id)
