"""Remembered mappings: a file with the header of an earlier one is read as that one was."""

import asyncio
from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

import orjson

from tidings.accounts.service import record_audit
from tidings.contacts.errors import no_mapping
from tidings.contacts.queries import mappings as queries
from tidings.contacts.rules import fields
from tidings.contacts.rules.encoding import survey
from tidings.contacts.rules.layouts import header_of
from tidings.contacts.service.batches import OpenFile
from tidings.contacts.service.workbooks import as_text
from tidings.contacts.types import ImportOptions, Layout, RememberedMapping
from tidings.infra.db.unit import Unit

_MOST = 500


async def suggested(unit: Unit, organisation_id: UUID, open_file: OpenFile, options: ImportOptions) -> RememberedMapping | None:
    """Return what was said of the columns of a file with this header; None where it has none, or nothing was."""
    titles = await asyncio.to_thread(_titles, open_file, options)
    return None if titles is None else await queries.remembered(unit, organisation_id, titles)


async def remember(unit: Unit, organisation_id: UUID, actor: str, file_name: str, layout: Layout, mapping: Mapping[str, str]) -> None:
    """Keep what somebody said of the columns of a file, if it has a header."""
    if layout.header:
        await queries.remember(unit, organisation_id, _digest([title for title, _ in layout.columns]), file_name, mapping, actor)


async def mappings(unit: Unit, organisation_id: UUID) -> list[RememberedMapping]:
    """Return what is remembered, used last first."""
    return await queries.mappings(unit, organisation_id, _MOST)


async def name_mapping(unit: Unit, organisation_id: UUID, mapping_id: UUID, name: str) -> RememberedMapping:
    """Give a mapping a name of one's own. Raises NotFound, Invalid."""
    renamed = await queries.rename(unit, organisation_id, mapping_id, fields.text(name, "name") or "-")
    if renamed is None:
        raise no_mapping(mapping_id)
    return renamed


async def forget_mapping(unit: Unit, organisation_id: UUID, actor: str, mapping_id: UUID) -> None:
    """Forget a mapping: the next file with its header is read by its titles. Audited. Raises NotFound."""
    if not await queries.forget(unit, organisation_id, mapping_id):
        raise no_mapping(mapping_id)
    await record_audit(unit, organisation_id, actor, "import_mapping.forgotten", f"import_mapping:{mapping_id}")


def _titles(open_file: OpenFile, options: ImportOptions) -> bytes | None:
    open_file, sheet = as_text(open_file, options.sheet)
    with open_file() as file:
        encoding = survey(file).encoding
    with open_file() as file:
        titles = header_of(file, encoding, options.region, sheet and sheet.delimiter)
    return None if titles is None else _digest(titles)


def _digest(titles: object) -> bytes:
    return sha256(orjson.dumps(titles)).digest()
