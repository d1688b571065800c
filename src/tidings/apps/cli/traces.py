"""The trace of a message on a terminal."""

from typing import Any

from tidings.apps.cli.output import say, write_fields, write_json
from tidings.apps.cli.session import Desk
from tidings.apps.cli.tables import write_rows
from tidings.apps.outlooks import OUTLOOKS
from tidings.messages import service
from tidings.messages.http import TraceShown
from tidings.messages.types import Key

_STEPS = {"when": "when (UTC)", "attempt": "attempt", "sentence": "what happened", "said": "what was said"}

_OWN = frozenset({"suppressed", "expired", "cancelled"})
"""States that are Tidings' own decision: the provider was never asked."""


async def trace_of(desk: Desk, key: Key) -> dict[str, Any]:
    """Return the trace of a message as the API shows it. Raises NotFound."""
    async with desk.unit() as unit:
        found = await service.trace(unit, desk.organisation.id, key, OUTLOOKS)
        around = await service.around_trace(unit, desk.organisation.id, found)
        return TraceShown.of(found, around).model_dump(mode="json")


def write_trace(trace: dict[str, Any], *, json: bool) -> None:
    """Write a trace: for people what it is, where it stands and why, what happened, what it waits for."""
    if json:
        write_json(trace)
        return
    sender = trace["sender"]
    fields = {
        "message": trace["id"],
        trace["source"]["kind"]: trace["source"]["name"] + _in_brackets(trace.get("campaign_status")),
        "to": f"{trace['contact_name'] or 'contact ' + trace['contact_id']}, {trace['address'] or 'address deleted'}",
        "by": f"{trace['channel']}, {sender['label']} ({sender['provider']})" if sender else trace["channel"],
        "status": trace["status"],
        "why": trace["sentence"] or trace["reason"],
        "in detail" if trace["status"] in _OWN else "the provider says": trace["detail"],
        "at the provider": trace["provider_id"],
        "what to do": trace["fix"],
    }
    write_fields({name: value for name, value in fields.items() if value is not None})
    say("")
    write_rows([_step(each) for each in trace["steps"]], _STEPS, nothing="")
    _write_decision(trace["decided_by"])
    _write_outlook(trace["outlook"])


def _step(step: dict[str, Any]) -> dict[str, Any]:
    said = [step["code"], step["detail"]] if step["detail"] != step["code"] else [step["code"]]
    return {**step, "when": step["at"].replace("T", " ")[:19], "said": ": ".join(each for each in said if each)}


def _write_decision(decided: dict[str, Any] | None) -> None:
    if decided is None:
        return
    say("")
    for closing in decided["suppressions"]:
        say(f"Closed since {closing['at'][:10]}: {closing['reason']}, by {closing['source']}" + _in_brackets(closing["detail"]))
    said = decided["consent"]
    if said is None:
        say("The person never said anything about such messages.")
    else:
        say(f"Consent {said['status']} on {said['at'][:10]}, by {said['source']}" + _in_brackets(said["wording"]))


def _write_outlook(outlook: dict[str, Any] | None) -> None:
    if outlook is None:
        return
    say("")
    refusal = outlook["refusal"]
    if refusal:
        say(f"Will not leave, as things stand: {refusal['sentence']}")
        say(f"       What to do: {refusal['fix']}")
    for wait in outlook["waits"]:
        until = f" Until {wait['until'].replace('T', ' ')[:16]} UTC." if wait["until"] else ""
        say(f"Waits: {wait['sentence']}{until}{_in_brackets(wait['detail'])}")
        say(f"       What to do: {wait['fix']}")
    if outlook["people_ahead"]:
        people = "1 person" if outlook["people_ahead"] == 1 else f"{outlook['people_ahead']} people"
        say(f"Before them in the same campaign: {people}.")
    if outlook["expected_on"]:
        say(f"Expected to leave on {outlook['expected_on']}.")


def _in_brackets(text: str | None) -> str:
    return f" ({text})" if text else ""
