"""Query parameters that a route does not know are refused: a misspelt one would silently do nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from fastapi.dependencies.models import Dependant

from tidings.kernel.errors import Invalid

_LONGEST_SHOWN = 60


def parameters_of(dependant: Dependant) -> Mapping[str, bool]:
    """Return the names of the query parameters that a route and all it depends on take, with whether they may be repeated."""
    known = {parameter.alias: _takes_many(parameter.field_info.annotation) for parameter in dependant.query_params}
    for each in dependant.dependencies:
        known |= parameters_of(each)
    return known


def check_parameters(given: Iterable[str], known: Mapping[str, bool]) -> None:
    """Refuse the first query parameter that is not known, naming the one that may be meant, or that is repeated and can't be. Raises Invalid."""
    for name, times in Counter(given).items():
        if name not in known:
            shown = name[:_LONGEST_SHOWN]
            raise Invalid("parameter_unknown", f'There is no query parameter "{shown}" here.', field=shown, fix=_advice(shown, known))
        if times > 1 and not known[name]:
            raise Invalid("parameter_repeated", f'"{name}" is given {times} times: one of them would be ignored.', field=name, fix="Give it once.")


def _takes_many(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if isinstance(origin, type) and issubclass(origin, Collection):
        return True
    return any(_takes_many(each) for each in get_args(annotation))


def _advice(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    if not names:
        return "Leave it out: this address takes no query parameters."
    listed = f"Known here: {', '.join(names)}."
    meant = get_close_matches(name.strip("[]").lower().replace("-", "_"), names, n=1)
    return f"Write {meant[0]}. {listed}" if meant else f"Leave it out. {listed}"
