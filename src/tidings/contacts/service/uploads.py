"""Uploaded files: kept sealed until a worker has imported them."""

from collections.abc import AsyncGenerator, AsyncIterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from tidings.accounts.service import organisation
from tidings.accounts.types import Caller, ConsentBasis
from tidings.contacts.queries import imports as queries
from tidings.contacts.service.batches import OpenFile
from tidings.contacts.service.importing import open_import, resume_import
from tidings.contacts.service.looking import look_into
from tidings.contacts.service.undoing import ask_undo
from tidings.contacts.types import ImportOptions, ImportReport, ImportStatus, SeenFile
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.infra.jobs import Jobs
from tidings.infra.sealed_files import SealedFiles
from tidings.kernel.ids import new_id

RUN_IMPORT = "contacts.run_import"
RUN_UNDO = "contacts.undo_import"
MOST_BYTES = 1 << 30
"""The largest file that an import takes."""
KEPT = timedelta(days=30)
"""How long the file of a failed or cancelled import is kept, so that the import can be resumed."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file received: the id that its import will have, how to read it, and when it began to arrive."""

    id: UUID
    open: OpenFile
    at: datetime


@dataclass(frozen=True, slots=True)
class ImportDesk:
    """Takes files in and hands them to the workers. The application makes one for all requests."""

    database: Database
    jobs: Jobs
    files: SealedFiles

    @asynccontextmanager
    async def received(self, organisation_id: UUID, content: AsyncIterable[bytes]) -> AsyncGenerator[Upload]:
        """Store a file while it arrives, with no transaction open; it is deleted if what follows fails.

        Raises TooLarge beyond `MOST_BYTES`.
        """
        async with self.database.unit(organisation_id) as unit:
            keys, identifier, at = await unit.keys(organisation_id), new_id(unit.at), unit.at
        name = str(identifier)
        await self.files.store(name, keys, content, most=MOST_BYTES)
        try:
            yield Upload(identifier, lambda: self.files.open(name, keys), at)
        except BaseException:
            self.files.delete(name)
            raise

    @asynccontextmanager
    async def lent(self, organisation_id: UUID, content: AsyncIterable[bytes]) -> AsyncGenerator[Upload]:
        """Store a file as `received` does, for as long as the block lasts: for what is read while the request waits."""
        async with self.received(organisation_id, content) as upload:
            yield upload
            self.files.delete(str(upload.id))

    async def look(self, caller: Caller, upload: Upload, options: ImportOptions) -> SeenFile:
        """Say what a file holds, and keep nothing of it. Raises Invalid if it is empty or can't be read."""
        try:
            async with self.database.unit(caller.organisation_id) as unit:
                options = replace(options, region=options.region or (await organisation(unit, caller.organisation_id)).region)
                return await look_into(unit, caller.organisation_id, upload.open, options)
        finally:
            self.files.delete(str(upload.id))

    async def start(
        self,
        caller: Caller,
        upload: Upload,
        *,
        file_name: str,
        mapping: Mapping[str, str] | None,
        options: ImportOptions,
        attested: ConsentBasis | None = None,
    ) -> ImportReport:
        """Start an import as `begin` does. The consent that the caller attests of this file goes with it, else what their key attests."""
        basis = attested or caller.consent_basis
        return await self.begin(caller.organisation_id, caller.actor, basis, upload, file_name=file_name, mapping=mapping, options=options)

    async def begin(
        self,
        organisation_id: UUID,
        actor: str,
        basis: ConsentBasis | None,
        upload: Upload,
        *,
        file_name: str,
        mapping: Mapping[str, str] | None,
        options: ImportOptions,
    ) -> ImportReport:
        """Record the import and ask for it to be run, in one transaction; returns the one under way if the file is its.

        An empty region in the options means the organisation's.
        """
        async with self.database.unit(organisation_id) as unit:
            options = replace(options, region=options.region or (await organisation(unit, organisation_id)).region)
            report = await open_import(
                unit,
                organisation_id,
                actor=actor,
                file_name=file_name,
                open_file=upload.open,
                mapping=mapping,
                options=options,
                import_id=upload.id,
                basis=basis,
            )
            if report.id == upload.id:
                await self._defer(unit, organisation_id, report.id)
        if report.id != upload.id:
            self.files.delete(str(upload.id))
        return report

    async def resume(self, unit: Unit, organisation_id: UUID, actor: str, import_id: UUID) -> ImportReport:
        """Go on with a failed or cancelled import. Raises Conflict if it is done."""
        report = await resume_import(unit, organisation_id, actor, import_id)
        await self._defer(unit, organisation_id, import_id)
        return report

    async def undo(self, unit: Unit, organisation_id: UUID, actor: str, import_id: UUID) -> ImportReport:
        """Have an import undone by the workers, or gone on with; once it is undone, nothing happens. Raises as `ask_undo`."""
        report = await ask_undo(unit, organisation_id, actor, import_id)
        if report.status is ImportStatus.UNDOING:
            await self._defer(unit, organisation_id, import_id, RUN_UNDO)
        return report

    async def _defer(self, unit: Unit, organisation_id: UUID, import_id: UUID, work: str = RUN_IMPORT) -> None:
        # An organisation's imports run one after the other: two at once would only wait for each other's rows.
        args = {"organisation_id": organisation_id, "import_id": import_id}
        await self.jobs.defer(unit, work, args, lock=f"import:{organisation_id}")


async def kept_uploads(unit: Unit, organisation_id: UUID, import_ids: Sequence[UUID]) -> set[UUID]:
    """Return those imports of the organisation that may still read their file: under way, or to be resumed."""
    return await queries.reading(unit, organisation_id, import_ids, unit.at - KEPT)
