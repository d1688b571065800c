"""The verdicts themselves: what a release asks of policy for each recipient, without prices, texts and moments."""

from functools import partial

from benchmarks.hands import hand, ours
from benchmarks.installation import Tidings
from benchmarks.meter import Done, Meter, NotMeasured
from benchmarks.sample import Role, Sample
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns


def judging(plan: Plan) -> Outcome:
    """Judge `plan.size` people of whom France's rules hold, in batches of a thousand, by one process."""
    contenders = [Contender(f"Tidings{grown}", Role.TIDINGS, partial(_judge, system, plan.size)) for grown, system in plan.systems()]
    return take_turns("judging", f"Verdicts over {plan.size:,} recipients, as a release asks for them", contenders, plan.runs)


def _judge(system: Tidings, people: int, run: int) -> Sample:
    campaign = system.campaign(system.tagged(people))
    system.add_recipients(campaign)
    with hand(system.stage.folder, f"judge-{run}", ours("benchmarks.judge"), system.environment) as judge:
        if (found := judge.do(what="gather", campaign=campaign)["people"]) != people:
            raise NotMeasured(f"{found:,} of {people:,} people were found")

        def ask() -> Done:
            verdicts = judge.do(what="judge", campaign=campaign)["verdicts"]
            if sum(verdicts.values()) != people:
                raise NotMeasured(f"{verdicts} are not {people:,} verdicts")
            return Done(people, more={kind.lower(): float(count) for kind, count in verdicts.items()})

        return Meter({"judge": judge.pid, "postgres": system.stage.postgres}, system.stage.database_url).measure(ask)
