"""What the routes of consent share."""

from typing import Annotated

from tidings.accounts.types import Caller, Scope
from tidings.infra import web

router = web.router("consent")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]
SeesAudit = Annotated[Caller, web.needs(Scope.AUDIT_READ)]
