"""Adding everybody of a target audience to a campaign and planning its days: what a click on "launch" waits for."""

from functools import partial

import psycopg

from benchmarks.installation import Tidings
from benchmarks.meter import Done, Meter, NotMeasured
from benchmarks.sample import Role, Sample
from benchmarks.stage import Stage
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns

_TABLE = """
CREATE TABLE plain (organisation uuid, source uuid, contact uuid, address uuid, state smallint, added_at timestamptz, PRIMARY KEY (source, contact));
CREATE UNIQUE INDEX ON plain (source, address)
"""
_INSERT = """
INSERT INTO plain SELECT o, s, gen_random_uuid(), gen_random_uuid(), 0, clock_timestamp()
FROM (SELECT gen_random_uuid() o, gen_random_uuid() s) AS x, generate_series(1, %s)
"""


def planning(plan: Plan) -> Outcome:
    """Add and plan `plan.size` people, no worker running."""
    contenders = [
        *(Contender(f"Tidings{grown}", Role.TIDINGS, partial(_tidings, system, plan.size)) for grown, system in plan.systems()),
        Contender("INSERT ... SELECT", Role.FLOOR, partial(_insert, plan.stage, plan.size), "random ids into a table with the two unique keys"),
    ]
    return take_turns("planning", f"Adding and planning {plan.size:,} recipients by target audience", contenders, plan.runs)


def _tidings(system: Tidings, people: int, run: int) -> Sample:
    del run
    tag = system.tagged(people)
    campaign = system.campaign(tag)

    def add() -> Done:
        added = system.add_recipients(campaign)
        system.activate(campaign)
        if added != people:
            raise NotMeasured(f"{added:,} of {people:,} people were added")
        return Done(people)

    sample = Meter(system.serving, system.stage.database_url).measure(add)
    system.api.post(f"/marketing/campaigns/{campaign}/cancel")
    return sample


def _insert(stage: Stage, people: int, run: int) -> Sample:
    del run
    url = stage.database("plain")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_TABLE)

        def insert() -> Done:
            return Done(connection.execute(_INSERT, [people]).rowcount)

        return Meter({"postgres": stage.postgres}, url).measure(insert)
