"""What can go wrong with campaigns."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from tidings.kernel.errors import Busy, Conflict, Forbidden, Invalid, NotFound
from tidings.kernel.words import Channel

MOST_ACTIVE = 10
"""Active campaigns of an organisation at the same time (SPEC B8)."""
APPROVAL_ABOVE = 1_000
"""Recipients above which a launch needs the scope for it, or another person's approval (SPEC B8)."""


class CampaignNotFound(NotFound):
    """No campaign of the organisation has this id."""

    def __init__(self, campaign_id: UUID) -> None:
        super().__init__(
            "campaign_not_found", f"There is no campaign {campaign_id}.", field="campaign_id", fix="GET /marketing/campaigns lists them."
        )


class NotPossibleNow(Conflict):
    """The campaign's status does not allow it."""

    def __init__(self, what: str, status: str, possible: Sequence[str]) -> None:
        super().__init__(
            "campaign_" + status,
            f"The campaign is {status}: {what} is not possible.",
            fix=f"Possible now: {', '.join(possible)}.",
        )


class TooManyActive(Conflict):
    """The organisation has as many active campaigns as it may."""

    def __init__(self) -> None:
        fix = "Pause or cancel one, or wait until one is completed."
        super().__init__("too_many_active_campaigns", f"{MOST_ACTIVE} campaigns are active, which is the most.", fix=fix)


class ReleaseFails(Busy):
    """The release step of an organisation fails with an error that is none of the caller's: nothing was released."""

    def __init__(self, error: str) -> None:
        fix = "GET /marketing/health and `tidings doctor` say what fails; the log line release_failed says where."
        super().__init__("release_failing", f"The release of this organisation's campaigns fails ({error}): nothing was released.", fix=fix)


class NoRecipients(Conflict):
    """A campaign without recipients can't be activated."""

    def __init__(self) -> None:
        super().__init__("campaign_empty", "The campaign has no recipients.", fix="Add some with POST /marketing/campaigns/{id}/recipients.")


class NoSender(Conflict):
    """Nothing can send on the campaign's channel."""

    def __init__(self, channel: str, why: str, *, field: str | None = None) -> None:
        super().__init__(
            "no_sender",
            why,
            field=field,
            fix=f"Connect a provider with a sender for {channel}, or open one that is stopped; `tidings doctor` says which.",
        )


class SendingStopped(Conflict):
    """All sending of the organisation is stopped, so a test would only wait."""

    def __init__(self, since: datetime, why: str | None) -> None:
        message = f"All sending is stopped since {since:%Y-%m-%d %H:%M} UTC: {(why or 'no reason given').rstrip('.')}."
        fix = "Resume sending when the cause is dealt with (DELETE /organisation/stop, or `tidings sending start`), then send the test."
        super().__init__("sending_stopped", message, fix=fix)


class EndDatePassed(Conflict):
    """The campaign was to end before today."""

    def __init__(self, end_date: date, today: date) -> None:
        fix = 'Change it with PATCH /marketing/campaigns/{id}, for example {"end_date": null}.'
        super().__init__("end_date_passed", f"The campaign's end date {end_date} has passed: today is {today}.", fix=fix)


class TemplateNotSendable(Conflict):
    """The provider does not let the template through."""

    def __init__(self, why: str) -> None:
        super().__init__("template_not_sendable", why, fix="Have it approved, or choose another template.")


class RequiredTextMissing(Conflict):
    """The law of some recipients' places demands words that the template does not hold."""

    def __init__(self, sentences: Sequence[str], fixes: Sequence[str]) -> None:
        super().__init__("required_text_missing", " ".join(sentences), field="template_name", fix=" ".join(dict.fromkeys(fixes)))


class VariablesMissing(Conflict):
    """Some recipients lack what the template says about them."""

    def __init__(self, lacking: Sequence[tuple[str, int]]) -> None:
        listed = ", ".join(f"{variable} ({people})" for variable, people in lacking)
        fix = "Fill them in for these contacts, or give the variable a default in the template."
        super().__init__("variables_missing", f"The template needs what some recipients lack (how many): {listed}.", fix=fix)


class ApprovalNeeded(Forbidden):
    """So many people at once need a second pair of eyes."""

    def __init__(self, recipients: int, changes: Sequence[str] = ()) -> None:
        since = f" What was approved has changed: {'; '.join(changes)}." if changes else ""
        super().__init__(
            "approval_needed",
            f"{recipients} recipients are more than {APPROVAL_ABOVE}: this needs approval.{since}",
            fix="Ask another person with POST /marketing/campaigns/{id}/submit, or use a key with the scope campaigns:launch.",
        )


class WideningNeedsRight(Forbidden):
    """What runs can't be approved anew: whoever could not launch so much by themselves does not make it more either."""

    def __init__(self, recipients: int, changes: Sequence[str]) -> None:
        wider = f" This is wider than before: {'; '.join(changes)}." if changes else ""
        super().__init__(
            "approval_needed",
            f"{recipients} recipients are more than {APPROVAL_ABOVE}, and nobody has approved this.{wider}",
            fix="Ask an owner or an admin to make the change, use a key with the scope campaigns:launch, or copy the campaign and submit the copy.",
        )


class OwnApproval(Forbidden):
    """Nobody approves what they made or asked for."""

    def __init__(self) -> None:
        fix = "Ask another person who may launch campaigns."
        super().__init__("own_approval", "You made this campaign or asked for its approval, so another person must decide.", fix=fix)


class NothingToDecide(Conflict):
    """Nobody has asked, or it was decided."""

    def __init__(self, status: str) -> None:
        fix = "GET /approvals lists what waits for a decision."
        super().__init__("nothing_to_decide", f"The campaign is {status}: nothing of it waits for a decision.", fix=fix)


class ApprovalOvertaken(Conflict):
    """What was shown is no more what would be sent."""

    def __init__(self, changes: Sequence[str]) -> None:
        message = f"The campaign has changed since approval was asked: {'; '.join(changes)}."
        super().__init__("approval_overtaken", message, fix="Refuse it, and have it submitted again as it stands.")


class PricesUnknown(Conflict):
    """A budget can't be kept where nobody knows what messages cost."""

    def __init__(self, unknown: Mapping[str, int]) -> None:
        listed = ", ".join(f"{what} ({people} people)" for what, people in sorted(unknown.items()))
        fix = "Enter prices and rates with PUT /prices (`tidings prices set`), or set accept_unknown_prices on the campaign."
        super().__init__("prices_unknown", f"The campaign has a budget, and no price is known for {listed}.", field="budget", fix=fix)


class TooManyNumbers(Invalid):
    """One request may bring so many numbers, or contacts, and no more; `field` is the list that does."""

    def __init__(self, given: int, most: int, field: str) -> None:
        fix = f"Split the list into requests of at most {most:,}; who is sent twice is counted once."
        super().__init__("too_many_numbers", f"{given:,} entries in one request are more than {most:,}.", field=field, fix=fix)


class NumbersNotReached(Invalid):
    """A campaign's channel writes to no phone numbers."""

    def __init__(self, channel: Channel) -> None:
        fix = "Add contact_ids, or a target audience: who has an address for the channel is reached there."
        super().__init__("numbers_not_reached", f"A campaign by {channel} reaches no phone numbers.", field="phone_numbers", fix=fix)


class NoSuchTemplate(Invalid):
    """The template that a campaign names does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__("template_not_found", f"There is no template {name}.", field="template_name", fix="GET /templates lists them.")


class NoTemplate(Conflict):
    """The campaign does not say yet what it sends."""

    def __init__(self) -> None:
        fix = 'Choose one with PATCH, for example {"template_name": "welcome_back"}.'
        super().__init__("campaign_without_template", "The campaign has no template yet.", field="template_name", fix=fix)


class NoChannel(Invalid):
    """A campaign without a template does not say how it reaches people."""

    def __init__(self) -> None:
        fix = "Name a template, or the channel that the template will have."
        super().__init__("channel_missing", "Nothing says by which channel this campaign goes.", field="channel", fix=fix)


class NoSuchProgramme(Invalid):
    """The programme that a campaign names does not exist."""

    def __init__(self, key: str) -> None:
        super().__init__("programme_not_found", f"There is no programme {key}.", field="programme", fix="GET /programmes lists them.")


class NobodyLeftOut(Conflict):
    """Nobody was left out for the reasons given, or none of those can be reached by the other channel."""

    def __init__(self, reasons: Sequence[str], channel: str) -> None:
        message = f"Nobody with a number for {channel} was left out for {' or '.join(each[:40] for each in reasons)}."
        fix = "GET /marketing/campaigns/{id}/why counts everybody by reason, and before a launch POST /marketing/campaigns/{id}/dry-run."
        super().__init__("nobody_left_out", message, field="left_out", fix=fix)


class NoAudience(Conflict):
    """The campaign has no target audience to add."""

    def __init__(self) -> None:
        fix = 'Set one with PATCH, for example {"target_audience": {"customer_tier": "premium"}}.'
        super().__init__("no_target_audience", "The campaign has no target audience.", field="use_target_audience", fix=fix)


class OtherChannel(Conflict):
    """A campaign keeps the channel and purpose it was made with: its place in the ledger has them."""

    def __init__(self, template: str, channel: str, purpose: str) -> None:
        fix = "Choose a template of the same channel and purpose, or make another campaign."
        super().__init__("other_channel", f"The template {template} is for {purpose} {channel}.", field="template_name", fix=fix)


class HasRecipients(Conflict):
    """Whether people who share a phone are each reached decides who is a duplicate, so it is set before people are added."""

    def __init__(self) -> None:
        fix = "Copy the campaign, change the copy, and add people there."
        super().__init__("campaign_has_recipients", "The campaign has recipients already.", field="each_person", fix=fix)
