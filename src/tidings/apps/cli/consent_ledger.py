"""The part of `tidings consent` that speaks of the ledger: is it still as it was."""

from tidings.apps.cli.audit import KeptHead, verify_chain
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.consent import service


def verify(head: KeptHead = None, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Say whether a statement of consent was changed, removed or put in since it was sealed; exit code 1 if so."""
    verify_chain(service.check_ledger, head, organisation, json=json)
