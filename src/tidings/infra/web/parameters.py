"""Query parameters that a route does not know are refused: a misspelt one would silently do nothing."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from fastapi.dependencies.models import Dependant

from tidings.kernel.errors import Invalid

_LONGEST_SHOWN = 60


def parameters_of(dependant: Dependant) -> frozenset[str]:
    """Return the names of the query parameters that a route and all it depends on take."""
    own = {parameter.alias for parameter in dependant.query_params}
    return frozenset(own.union(*(parameters_of(each) for each in dependant.dependencies)))


def check_parameters(given: Iterable[str], known: Collection[str]) -> None:
    """Refuse the first query parameter that is not known, naming the one that may be meant. Raises Invalid."""
    for name in given:
        if name not in known:
            shown = name[:_LONGEST_SHOWN]
            raise Invalid("parameter_unknown", f'There is no query parameter "{shown}" here.', field=shown, fix=_advice(shown, known))


def _advice(name: str, known: Collection[str]) -> str:
    if not known:
        return "Leave it out: this address takes no query parameters."
    listed = f"Known here: {', '.join(sorted(known))}."
    meant = get_close_matches(name.strip("[]").lower().replace("-", "_"), sorted(known), n=1)
    return f"Write {meant[0]}. {listed}" if meant else f"Leave it out. {listed}"
