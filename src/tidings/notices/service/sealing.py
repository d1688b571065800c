"""What a notice brings, as it is kept: sealed under the organisation's keys."""

import json
from collections.abc import Mapping
from typing import Any

from tidings.infra.crypto import OrganisationKeys
from tidings.notices.types import Notice

_SEALED_AS = "notice_data"


def sealed(data: Mapping[str, Any], keys: OrganisationKeys) -> bytes:
    """Seal what a notice brings."""
    return keys.seal(_SEALED_AS, json.dumps(data))


def data_of(notice: Notice, keys: OrganisationKeys) -> Mapping[str, Any]:
    """Return what a notice brings; nothing once it was forgotten."""
    return json.loads(keys.open_text(_SEALED_AS, notice.sealed)) if notice.sealed is not None else {}
