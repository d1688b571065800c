"""Memory of each process as recipients grow: import, adding, planning and sending in one go."""

from functools import partial

from benchmarks.installation import Tidings
from benchmarks.meter import Done, Meter
from benchmarks.sample import Role, Sample
from benchmarks.works.dispatch import send
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns

_SMALL = 100


def memory(plan: Plan) -> Outcome:
    """Compare the peaks of `plan.size` people with those of a hundredth of them."""
    sizes = (plan.size // _SMALL, plan.size)
    contenders = [Contender(f"{size:,} people", Role.TIDINGS, partial(_whole, plan.system, size)) for size in sizes]
    outcome = take_turns("memory", f"Peak memory as recipients grow from {sizes[0]:,} to {sizes[1]:,}", contenders, plan.runs)
    outcome.notes.append("PostgreSQL's is its largest process, with the shared buffers that it has touched.")
    outcome.notes.append("The API lives through all runs, so its peak may stem from the larger size; the worker is a new one each time.")
    return outcome


def _whole(system: Tidings, people: int, run: int) -> Sample:
    """Bring in new people and send to all of them."""
    tag = f"memory-{people}-{run}"
    with system.working() as processes:
        system.stage.provider.set()

        def do() -> Done:
            system.add_people(people, tag)
            campaign = system.campaign(tag)
            system.add_recipients(campaign)
            return send(system, campaign, people, receipts=False)

        return Meter(processes, system.stage.database_url).measure(do)
