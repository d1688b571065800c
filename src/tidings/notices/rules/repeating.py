"""Whether a request that names a notice which is there asks for the same."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.notices.types import Notice, Request

_MISSING = object()


def differing(request: Request, notice: Notice, said: Mapping[str, Any], address_id: UUID | None) -> Sequence[str]:
    """Return by which fields a request differs from the notice that its key names; never what stands in them.

    `said` is what the notice brings, and compared until it was forgotten. `address_id` is the address that the request names: whom it is for
    may be told by contact at one time and by address at another, but not by two addresses.
    """
    found = [] if notice.sealed is None else _of_data(request.data, said)
    found += [name for name in ("subject_kind", "subject_id") if getattr(request, name) != getattr(notice, name)]
    if request.urgent is not notice.urgent:
        found.append("urgent")
    if address_id is not None and notice.address_id is not None and address_id != notice.address_id:
        found.append("address")
    return found


def _of_data(asked: Mapping[str, Any], said: Mapping[str, Any]) -> list[str]:
    names = sorted(asked.keys() | said.keys())
    return [f"data.{each}" for each in names if _written(asked.get(each, _MISSING)) != _written(said.get(each, _MISSING))]


def _written(value: Any) -> str | None:
    """Return a value as JSON, by which 1, 1.0 and true are three values; None for one that is not there, which is not null."""
    return None if value is _MISSING else json.dumps(value, sort_keys=True)
