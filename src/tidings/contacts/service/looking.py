"""A look at a file before anything is imported: its columns, their first cells, and what they are taken for."""

import asyncio
from dataclasses import replace
from uuid import UUID

from tidings.contacts.rules.encoding import survey
from tidings.contacts.rules.layouts import IGNORE, seen
from tidings.contacts.service.batches import OpenFile
from tidings.contacts.service.mappings import suggested
from tidings.contacts.service.workbooks import as_text
from tidings.contacts.types import ImportOptions, SeenFile
from tidings.infra.db.unit import Unit


async def look_into(unit: Unit, organisation_id: UUID, open_file: OpenFile, options: ImportOptions) -> SeenFile:
    """Say what a file holds and how an import without a mapping would take its columns; what is remembered of its header counts.

    Raises Invalid if it is empty or can't be read.
    """
    found = await asyncio.to_thread(_look, open_file, options)
    earlier = await suggested(unit, organisation_id, open_file, options)
    if earlier is None:
        return found
    columns = [replace(each, field=earlier.columns.get(each.title, IGNORE)) for each in found.columns]
    return replace(found, columns=columns, remembered=earlier.name)


def _look(open_file: OpenFile, options: ImportOptions) -> SeenFile:
    open_file, sheet = as_text(open_file, options.sheet)
    with open_file() as file:
        encoding = survey(file).encoding
    with open_file() as file:
        found = seen(file, encoding, options.region, sheet and sheet.delimiter)
    return replace(found, sheets=[sheet.name, *sheet.others]) if sheet else found
