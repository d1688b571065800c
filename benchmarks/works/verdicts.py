"""A dry run over the API: a verdict, a price and a moment for each recipient of a campaign, without sending anything."""

from functools import partial

from benchmarks.installation import Tidings
from benchmarks.meter import Done, Meter, NotMeasured
from benchmarks.sample import Role, Sample
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns


def verdicts(plan: Plan) -> Outcome:
    """Judge `plan.size` people, no worker running."""
    contenders = [Contender(f"Tidings{grown}", Role.TIDINGS, partial(_dry_run, system, plan.size)) for grown, system in plan.systems()]
    return take_turns("verdicts", f"A dry run over {plan.size:,} recipients: who may be written to when, and what it costs", contenders, plan.runs)


def _dry_run(system: Tidings, people: int, run: int) -> Sample:
    del run
    campaign = system.campaign(system.tagged(people))
    system.add_recipients(campaign)

    def judge() -> Done:
        said = system.api.post(f"/marketing/campaigns/{campaign}/dry-run")
        if said["people"] != people:
            raise NotMeasured(f"{said['people']:,} of {people:,} people were judged")
        return Done(people)

    return Meter(system.serving, system.stage.database_url).measure(judge)
