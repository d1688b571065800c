"""Agents who work together: whose a thread is, notes that name somebody, who is in it, teams, canned answers."""

import pytest

from support.inboxing import Desk
from tidings.accounts import service as accounts
from tidings.inbox import service as inbox
from tidings.inbox.service import user_of
from tidings.inbox.types import Doing, ListName, Urgency, Why
from tidings.kernel.errors import Conflict, Forbidden, Invalid


async def test_a_thread_is_somebodys_a_teams_or_nobodys_and_whoever_leaves_has_none(desk: Desk) -> None:
    await desk.says("Bonjour")
    thread = (await desk.thread()).listed.thread
    nadia, omar = user_of(desk.nadia), user_of(desk.omar)
    assert nadia is not None
    assert omar is not None
    async with desk.world.database.unit(desk.organisation) as unit:
        team = await inbox.add_team(unit, desk.organisation, desk.nadia, "Comptoir", [nadia])
        with pytest.raises(Conflict):
            await inbox.add_team(unit, desk.organisation, desk.nadia, "comptoir", [])
        with pytest.raises(Invalid):
            await inbox.assign(unit, desk.organisation, desk.nadia, thread.id, user_id=thread.id, team_id=None)
        await inbox.assign(unit, desk.organisation, desk.nadia, thread.id, user_id=omar, team_id=team.id)
    assert [each.thread.id for each in await desk.threads(desk.omar, list=ListName.MINE)] == [thread.id]
    assert await desk.threads(list=ListName.MINE) == []
    assert [each.thread.id for each in await desk.threads(team_id=team.id)] == [thread.id]
    async with desk.world.database.engine() as unit:
        await accounts.remove_member(unit, desk.organisation, "cli:test", omar)
    assert [each.thread.id for each in await desk.threads(list=ListName.UNASSIGNED)] == [thread.id]
    async with desk.world.database.unit(desk.organisation) as unit:
        counted = await inbox.counts(unit, desk.organisation, desk.nadia)
    assert (counted.mine, counted.unassigned, counted.all, counted.unread, counted.teams) == (0, 1, 1, 1, {team.id: 1})


async def test_whoever_a_note_names_finds_it_until_they_have_seen_it(desk: Desk) -> None:
    await desk.says("Bonjour")
    thread = (await desk.thread()).listed.thread
    omar = user_of(desk.omar)
    assert omar is not None
    async with desk.world.database.unit(desk.organisation) as unit:
        await inbox.add_note(unit, desk.organisation, desk.nadia, thread.id, "@Omar, tu la connais ?", [omar])
        assert (await inbox.counts(unit, desk.organisation, desk.omar)).mentions == 1
    assert [each.mentioned for each in await desk.threads(desk.omar, list=ListName.MENTIONS)] == [True]
    async with desk.world.database.unit(desk.organisation) as unit:
        await inbox.mark_read(unit, desk.organisation, desk.omar, thread.id)
        with pytest.raises(Forbidden):
            await inbox.mark_read(unit, desk.organisation, "key:1", thread.id)
    assert await desk.threads(desk.omar, list=ListName.MENTIONS) == []
    assert not (await desk.thread(agent=desk.omar)).listed.unread


async def test_two_agents_see_each_other_for_half_a_minute(desk: Desk) -> None:
    await desk.says("Bonjour")
    thread = (await desk.thread()).listed.thread
    async with desk.world.database.unit(desk.organisation) as unit:
        await inbox.be_present(unit, desk.organisation, desk.nadia, thread.id, Doing.WRITING)
        there = await inbox.be_present(unit, desk.organisation, desk.omar, thread.id, Doing.LOOKING)
    assert {each.doing for each in there} == {Doing.WRITING, Doing.LOOKING}
    desk.world.clock.advance(seconds=31)
    assert (await desk.thread()).present == []


async def test_what_is_escalated_comes_first_with_its_reason(desk: Desk) -> None:
    await desk.says("Bonjour")
    await desk.says("Rien ne va plus", "+33612000002")
    urgent = (await desk.thread("+33612000002")).listed.thread
    async with desk.world.database.unit(desk.organisation) as unit:
        await inbox.escalate(unit, desk.organisation, desk.nadia, urgent.id, Urgency.HIGH, words="Il parle d'un avocat.")
    first, _ = await desk.threads()
    assert (first.thread.id, first.thread.why, first.thread.urgency) == (urgent.id, Why.ESCALATED, Urgency.HIGH)
    assert ("note", "Il parle d'un avocat.") in await desk.lines("+33612000002")


async def test_a_canned_answer_is_filled_in_in_the_persons_language(desk: Desk) -> None:
    await desk.says("Bonjour")
    thread = (await desk.thread()).listed.thread
    texts = {"en": "Hello, {{ agent.name }} of {{ business }} here.", "fr": "Bonjour {{ first_name }}, ici {{ agent.name }}."}
    async with desk.world.database.unit(desk.organisation) as unit:
        made = await inbox.put_canned(
            unit, desk.organisation, desk.nadia, canned_id=None, shortcut="/bonjour", title="Bonjour", texts=texts, default_locale="en", team_id=None
        )
        assert made.shortcut == "bonjour"
        filled = await inbox.fill_canned(unit, desk.organisation, made.id, thread.id, agent_name="Nadia", locale="fr")
        assert (filled.text, list(filled.missing)) == ("Bonjour <first_name>, ici Nadia.", ["first_name"])
        with pytest.raises(Conflict):
            await inbox.put_canned(
                unit, desk.organisation, desk.nadia, canned_id=None, shortcut="Bonjour", title="x", texts=texts, default_locale="en", team_id=None
            )
        await inbox.archive_canned(unit, desk.organisation, desk.nadia, made.id)
        assert await inbox.canned_answers(unit, desk.organisation) == []
