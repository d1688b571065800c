"""A launch is refused whose text lacks what the law of a recipient's place demands; the dry run says it before, with what to write."""

import pytest

from support.campaigning import ACTOR, World, numbers
from tidings.accounts import service as accounts
from tidings.campaigns import service as campaigns
from tidings.campaigns.errors import RequiredTextMissing
from tidings.campaigns.rules.required_text import lacking, text_of
from tidings.campaigns.types import Campaign, RecipientFilter, TextFinding, Wording
from tidings.content import service as content
from tidings.content.types import Button, ButtonType, SmsBody, WhatsAppBody
from tidings.kernel.errors import Conflict
from tidings.kernel.words import Channel, Purpose
from tidings.policy.types import Needed

NEW_YORK, MONTREAL = "+12125550143", "+15145550143"


async def campaign_with(world: World, phones: list[str], purpose: Purpose = Purpose.MARKETING, **texts: str) -> Campaign:
    """Make a campaign by SMS with a text for each locale; the first is the default."""
    async with world.database.unit(world.organisation) as unit:
        for locale, text in texts.items():
            await content.create_template(
                unit, world.organisation, ACTOR, name="autumn", channel=Channel.SMS, purpose=purpose, locale=locale, body=SmsBody(text)
            )
    made = await world.create(channel=Channel.SMS, template_name="autumn")
    await world.add(made, phones)
    return made


async def found(world: World, campaign: Campaign, language: str | None = None) -> list[TextFinding]:
    async with world.database.unit(world.organisation) as unit:
        return list((await campaigns.dry_run(unit, world.organisation, campaign.id, language)).texts)


async def named(world: World) -> str:
    async with world.database.unit(world.organisation) as unit:
        return (await accounts.organisation(unit, world.organisation)).name


async def test_a_french_text_without_a_way_to_stop_is_not_launched(world: World) -> None:
    draft = await campaign_with(world, numbers(3), fr="Soldes d'automne chez nous !")
    with pytest.raises(RequiredTextMissing) as refusal:
        await world.activate(draft)
    assert (refusal.value.status, refusal.value.code) == (409, "required_text_missing")
    assert "3" in refusal.value.message
    assert "STOP au 36xxx" in (refusal.value.fix or "")


@pytest.mark.parametrize(
    ("locale", "words"), [("fr", "Ou, si le texte le dit autrement, lancez"), ("en", "Or, if the text says it in other words, launch")]
)
async def test_a_refusal_speaks_one_language_the_organisations(world: World, locale: str, words: str) -> None:
    async with world.database.engine() as unit:
        await accounts.change_organisation(unit, world.organisation, ACTOR, locale=locale)
    draft = await campaign_with(world, numbers(1), fr="Soldes d'automne chez nous !")
    with pytest.raises(RequiredTextMissing) as refusal:
        await world.activate(draft)
    fix = refusal.value.fix or ""
    assert words in fix
    assert ("Ajoutez" in fix, "Add" in fix) == (locale == "fr", locale == "en")


async def test_with_the_way_to_stop_it_is(world: World) -> None:
    draft = await campaign_with(world, numbers(3), fr="Soldes d'automne ! STOP au 36123")
    assert (await world.activate(draft)).recipients == 3


async def test_the_dry_run_says_which_text_lacks_what_for_how_many_and_where(world: World) -> None:
    name = await named(world)
    draft = await campaign_with(world, [*numbers(3), NEW_YORK, MONTREAL], fr=f"{name} : soldes d'automne !", en="Autumn sale. Reply STOP to opt out.")
    said = [(each.locale, each.needed, each.demand.where, each.people, each.blocking) for each in await found(world, draft)]
    assert said == [
        ("fr", Needed.OPT_OUT, "France", 3, True),
        ("fr", Needed.OPT_OUT, "Canada", 1, True),
        ("en", Needed.SENDER_NAME, "United States", 1, False),
    ]


async def test_what_to_write_is_suggested_in_the_language_of_the_text_and_told_in_that_of_the_reader(world: World) -> None:
    draft = await campaign_with(world, numbers(1), fr="Soldes d'automne !")
    in_french = {each.needed: each for each in await found(world, draft, "fr")}
    in_english = {each.needed: each for each in await found(world, draft, "en")}
    assert in_french[Needed.OPT_OUT].suggestion == in_english[Needed.OPT_OUT].suggestion == "STOP pour ne plus recevoir de messages."
    assert "ne dit pas comment s'opposer" in in_french[Needed.OPT_OUT].sentence
    assert "does not say how to stop" in in_english[Needed.OPT_OUT].sentence
    assert in_english[Needed.SENDER_NAME].suggestion == f"{await named(world)} :"


def test_the_links_that_are_recognised_are_those_that_templates_have() -> None:
    assert all(Needed.OPT_OUT not in lacking(wording(f"Sale. {{{{ {link} }}}}")).get("en", ()) for link in content.LINKS)


async def test_a_reason_waives_what_the_rule_allows_and_stands_in_the_audit(world: World) -> None:
    draft = await campaign_with(world, numbers(2), fr="Soldes ! Pour ne plus rien recevoir, appelez-nous.")
    async with world.database.unit(world.organisation) as unit:
        await campaigns.activate(unit, world.organisation, world.caller, draft.id, text_waiver="The text names another way.")
        trail = (await accounts.audit_trail(unit, world.organisation, subject=f"campaign:{draft.id}")).rows
    waived = next(each for each in trail if each.action == "campaign.required_text_waived")
    assert waived.detail == {"reason": "The text names another way.", "rules": ["fr-text"], "recipients": 2}


async def test_no_reason_waives_what_the_law_of_canada_demands(world: World) -> None:
    draft = await campaign_with(world, [MONTREAL], en="Autumn sale at the workshop.")
    with pytest.raises(Conflict) as refusal:
        async with world.database.unit(world.organisation) as unit:
            await campaigns.activate(unit, world.organisation, world.caller, draft.id, text_waiver="We don't want to.")
    assert "waive_required_text" not in (refusal.value.fix or "")


async def test_only_the_text_counts_that_people_get(world: World) -> None:
    """A French body without the words keeps nothing back if all recipients get the English one."""
    germans = ["+4915112000001", "+4915112000002"]
    draft = await campaign_with(world, germans, en="Autumn sale. Reply STOP to opt out.", fr="Soldes d'automne !")
    assert (await world.activate(draft)).recipients == 2


async def test_messages_that_were_asked_for_need_no_such_words(world: World) -> None:
    draft = await campaign_with(world, numbers(2), Purpose.TRANSACTIONAL, fr="Votre vélo est prêt.")
    assert await found(world, draft) == []
    assert (await world.activate(draft)).recipients == 2


@pytest.mark.parametrize(
    "text",
    [
        "Sale! Reply STOP to opt out.",
        "Soldes. STOP au 36123",
        "Soldes. ARRE\u0302T pour ne plus recevoir",
        "Sale. {{ unsubscribe_url }}",
        "Sale. {% if first_name %}STOP ends it{% else %}Reply STOP to opt out{% endif %}",
        "Sale. {% if a %}{% if b %}STOP{% else %}{{ preferences_url }}{% endif %}{% elif c %}opt out{% else %}ARRET{% endif %}",
        "Sale for {% if first_name %}{{ first_name }}{% endif %}. STOP ends it",
        "Promo NON-STOP ! STOP au 36123",
        "Envoyez stop pour ne plus recevoir",
        "Répondez « stop » au 36123",
        "Reply with the word 'stop'",
        "Rabatt! Zum Abmelden antworten",
        "Soldes. Se désabonner : {{ preferences_url }}",
    ],
)
def test_ways_to_stop_are_recognised(text: str) -> None:
    assert Needed.OPT_OUT not in lacking(wording(text)).get("en", ())


@pytest.mark.parametrize(
    "text",
    [
        "Stop by our shop!",
        "{{ 'STOP' }}",
        "Non-stop music",
        "STOPOVER in Lyon",
        "",
        "🛑",
        "Promo NON-STOP tout le week-end !",
        "Promo non STOP tout le week-end",
        "Your one-STOP shop",
        "Text us, or stop by!",
    ],
)
def test_other_words_are_no_way_to_stop(text: str) -> None:
    assert Needed.OPT_OUT in lacking(wording(text))["en"]


@pytest.mark.parametrize(
    "text",
    [
        "Sale. {% if false %}STOP{% endif %}",
        "Sale. {% if first_name %}STOP ends it{% endif %}",
        "Sale. {% if first_name %}STOP ends it{% else %}See you!{% endif %}",
        "Sale. {% if a %}STOP{% elif b %}STOP{% endif %}",
        "Sale. {% if a %}{% if b %}STOP{% endif %}{% else %}STOP{% endif %}",
        "Sale. {%- if a -%} {{ unsubscribe_url }} {%- endif -%}",
        "Sale. {{ unsubscribe_url if first_name else '' }}",
        "Sale. {% if unsubscribe_url %}Come!{% endif %}",
    ],
)
def test_what_only_some_people_get_is_no_way_to_stop(text: str) -> None:
    assert Needed.OPT_OUT in lacking(wording(text))["en"]


@pytest.mark.parametrize("paused", [False, True])
async def test_nobody_is_added_after_the_launch_for_whom_the_text_lacks_words(world: World, paused: bool) -> None:  # noqa: FBT001 - a case
    running = await launched_in_new_york(world)
    if paused:
        await world.pause(running)
    with pytest.raises(RequiredTextMissing) as refusal:
        await world.add(running, [*numbers(2), "+12125550144"])
    assert (refusal.value.status, refusal.value.code) == (409, "required_text_missing")
    assert "faites-en une copie" in (refusal.value.fix or "")
    assert (await world.stats(running)).recipients == 1


async def test_contacts_who_are_added_are_asked_about_too(world: World) -> None:
    running = await launched_in_new_york(world)
    other = await world.create(channel=Channel.SMS, template_name="autumn")
    await world.add(other, numbers(2))
    async with world.database.unit(world.organisation) as unit:
        known = (await campaigns.recipients(unit, world.organisation, other.id, RecipientFilter())).rows
    with pytest.raises(RequiredTextMissing):
        async with world.database.unit(world.organisation) as unit:
            await campaigns.add_contacts(unit, world.organisation, world.caller, running.id, [each.contact_id for each in known])


async def test_people_are_added_after_the_launch_where_their_text_has_the_words(world: World) -> None:
    running = await launched_in_new_york(world, "Autumn sale. Reply STOP to opt out.")
    assert (await world.add(running, numbers(2))).recipients_added == 2


async def test_what_a_launch_waived_is_waived_for_who_is_added_but_not_what_nobody_may_waive(world: World) -> None:
    draft = await campaign_with(world, numbers(1), en="Autumn sale. Call us if you want no more of these.")
    async with world.database.unit(world.organisation) as unit:
        await campaigns.activate(unit, world.organisation, world.caller, draft.id, text_waiver="The text names another way.")
    assert (await world.add(draft, numbers(2, start=10))).recipients_added == 2
    with pytest.raises(RequiredTextMissing):
        await world.add(draft, [MONTREAL])


async def launched_in_new_york(world: World, text: str = "Autumn sale at the workshop.") -> Campaign:
    """Launch a campaign to somebody in whose place no such words keep it back."""
    return (await world.activate(await campaign_with(world, [NEW_YORK], en=text))).campaign


@pytest.mark.parametrize("text", ["ATELIER VÉLO: sale", "Chez l'atelier velo, soldes", "Atelier  Vélo SARL"])
def test_the_sender_is_recognised_without_accents_capitals_and_legal_form(text: str) -> None:
    assert Needed.SENDER_NAME not in lacking(wording(text)).get("en", ())


def test_all_parts_of_a_whatsapp_template_count() -> None:
    button = Button(ButtonType.QUICK_REPLY, "STOP")
    assert "STOP" in text_of(WhatsAppBody("autumn", "en", "Sale", buttons=(button,)))
    assert "STOP" in text_of(WhatsAppBody("autumn", "en", "Sale", footer="Reply STOP"))
    assert "STOP" in text_of(WhatsAppBody("autumn", "en", "Sale {{1}}", ("{{ first_name }} or STOP",)))


def wording(text: str) -> Wording:
    return Wording("autumn", {"en": text_of(SmsBody(text))}, "Atelier Vélo SARL", ["Atelier Vélo SARL"])
