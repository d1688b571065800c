"""Former integrations go on reading and writing the switches that they know."""

from rooms.permissions.test_pages import ONE_CLICK, Person, person
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason, SuppressionScope
from tidings.kernel.words import Channel

__all__ = ["person"]
PHONE = "+33612000001"


async def path(person: Person) -> str:
    return f"/contacts/{person.contact}/notification-preferences"


async def test_the_switches_start_at_the_defaults_and_a_change_is_a_statement_of_transactional_consent(person: Person) -> None:
    where = await path(person)
    before = (await person.api.get(where)).json()
    assert before == {
        "notificationPreferences": {"smsEnabled": False, "whatsappEnabled": False, "emailEnabled": True, "pushEnabled": True},
        "phone_verified": False,
    }
    sent = {"notificationPreferences": {"smsEnabled": True}}
    answers = [(await person.api.send("PATCH", where, json=sent)).json()["notificationPreferences"] for _ in range(2)]
    assert answers == [{"smsEnabled": True, "whatsappEnabled": False, "emailEnabled": True, "pushEnabled": True}] * 2
    assert [(each["source"], each["status"]) for each in await person.history()] == [("notification_preferences", "granted")]
    assert await person.marketing() is None
    refused = await person.api.send("PATCH", where, json={"notificationPreferences": {"faxEnabled": True}})
    assert (refused.status, b"no such channel yet" in refused.body) == (422, True)


async def test_a_switch_does_not_open_what_its_person_closed(person: Person) -> None:
    async with person.database.unit(person.organisation) as unit:
        await consent.suppress_addresses(
            unit, person.organisation, "cli:test", [PHONE], channel=Channel.SMS, scope=SuppressionScope.ALL,
            reason=SuppressionReason.OPTED_OUT, source="staff",
        )  # fmt: skip
    shown = await person.api.send("PATCH", await path(person), json={"notificationPreferences": {"smsEnabled": True}})
    assert shown.json()["notificationPreferences"]["smsEnabled"] is False


async def test_a_refusal_of_marketing_leaves_transactional_messages_on(person: Person) -> None:
    await person.api.send("PATCH", await path(person), json={"notificationPreferences": {"smsEnabled": True}})
    await person.send(await person.link("u"), ONE_CLICK)
    assert (await person.api.get(await path(person))).json()["notificationPreferences"]["smsEnabled"] is True


async def test_a_phone_that_somebody_else_verified_is_shown_as_attested(person: Person) -> None:
    where = await path(person)
    assert (await person.api.send("PATCH", where, json={"phone_verified": True})).json()["phone_verified"] is True
    (phone,) = (await person.api.get(f"/contacts/{person.contact}")).json()["phones"]
    assert phone["phone_verified_how"] == "attested"
    assert (await person.api.send("PATCH", where, json={"phone_verified": False})).json()["phone_verified"] is False
    assert (await person.api.send("PATCH", where, json={"phone_verified": "yes"})).status == 422
