"""Which campaigns use which templates."""

from collections.abc import Sequence
from uuid import UUID

from tidings.campaigns.types import LIVE, Status, TemplateUse, UsingCampaign
from tidings.infra.db.unit import Unit

_USES = """
SELECT template_name, campaigns, live, id, name, status FROM (
  SELECT template_name, id, name, status,
         count(*) OVER of_one AS campaigns,
         count(*) FILTER (WHERE status = ANY(%(live)s)) OVER of_one AS live,
         row_number() OVER (PARTITION BY template_name ORDER BY (status = ANY(%(live)s)) DESC, id DESC) AS place
  FROM campaigns WHERE organisation_id = %(org)s AND template_name = ANY(%(names)s)
  WINDOW of_one AS (PARTITION BY template_name)
) AS used
WHERE place <= %(most)s ORDER BY template_name, place
"""


async def uses(unit: Unit, organisation_id: UUID, names: Sequence[str], most: int) -> list[TemplateUse]:
    """Count the campaigns of each template and name `most` of each, those that run first; templates without any are left out."""
    params = {"org": organisation_id, "names": list(names), "live": list(LIVE), "most": most}
    found: dict[str, TemplateUse] = {}
    for template, campaigns, live, identifier, name, status in await unit.fetch(_row, _USES, params):
        known = found.get(template)
        before = known.some if known else ()
        found[template] = TemplateUse(template, campaigns, live, (*before, UsingCampaign(identifier, name, Status(status))))
    return list(found.values())


def _row(template: str, campaigns: int, live: int, identifier: UUID, name: str, status: str) -> tuple[str, int, int, UUID, str, str]:
    return template, campaigns, live, identifier, name, status
