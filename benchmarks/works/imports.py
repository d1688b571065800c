"""Import of contacts from a CSV file: people who are new, every phone checked."""

from collections.abc import Callable
from functools import partial

import psycopg

from benchmarks.baseline_shop import Shop
from benchmarks.hands import hand, ours
from benchmarks.installation import Tidings
from benchmarks.meter import Done, Meter, NotMeasured
from benchmarks.people import file_of
from benchmarks.sample import Role, Sample
from benchmarks.stage import Stage
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns

_TABLE = "CREATE TABLE plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, first_name text, phone text UNIQUE, course text, tags text)"


def imports(plan: Plan) -> Outcome:
    """Import `plan.size` people in each run."""
    contenders = [
        *(Contender(f"Tidings{grown}", Role.TIDINGS, partial(_tidings, system, plan.size)) for grown, system in plan.systems()),
        Contender("COPY", Role.FLOOR, partial(_copy, plan.stage, plan.size), "two indexes; nothing checked, nothing sealed"),
        Contender("SQLAlchemy upserts of 1,000", Role.PEER, partial(_upserts, plan.stage, plan.size), "phones checked, nothing sealed"),
    ]
    title = f"Import of {plan.size:,} new contacts from CSV: checked, sealed, with consent rows"
    return take_turns("imports", title, contenders, plan.runs)


def _tidings(system: Tidings, people: int, run: int) -> Sample:
    with system.working() as processes:
        content = file_of(system.reserve(people), people, f"import-{run}")

        def read() -> Done:
            created = system.import_file(content)["created"]
            if created != people:
                raise NotMeasured(f"{created:,} of {people:,} contacts were made")
            return Done(people)

        return Meter(processes, system.stage.database_url).measure(read)


def _copy(stage: Stage, people: int, run: int) -> Sample:
    url = stage.database("plain")
    with psycopg.connect(url) as connection:
        connection.execute(_TABLE)
    with hand(stage.folder, "copier", ours("benchmarks.copier", url)) as copier:
        file = _written(stage, people, run)
        work = partial(_done, lambda: copier.do(file=file)["count"], people)
        return Meter({"copier": copier.pid, "postgres": stage.postgres}, url).measure(work)


def _upserts(stage: Stage, people: int, run: int) -> Sample:
    with Shop(stage) as shop:
        file = _written(stage, people, run)
        work = partial(_done, lambda: shop.hand.do(what="upsert", file=file)["count"], people)
        return Meter(shop.processes, shop.database_url).measure(work)


def _written(stage: Stage, people: int, run: int) -> str:
    file = stage.folder / "people.csv"
    file.write_bytes(file_of(run * people, people, f"import-{run}"))
    return str(file)


def _done(work: Callable[[], int], people: int) -> Done:
    done = work()
    if done != people:
        raise NotMeasured(f"{done:,} of {people:,} rows were written")
    return Done(people)
