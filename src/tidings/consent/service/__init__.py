"""The door of consent. Every call takes a whole set and runs a constant number of statements."""

from tidings.consent.service.beside import close_beside, open_beside
from tidings.consent.service.chain import check_ledger, ledger_head, ledger_to_seal, seal_ledger
from tidings.consent.service.evidence import closings, said, spoke_since
from tidings.consent.service.holding import closed_beside_stop, hold_marketing, release_marketing
from tidings.consent.service.importing import MOST_TOLD, import_file, import_rows
from tidings.consent.service.merging import divide_person, join_person
from tidings.consent.service.programmes import add_wording, defaults, delete_programme, programmes, put_programme, wordings
from tidings.consent.service.retracting import known_people, recorded_for_import, retract_import
from tidings.consent.service.rights import erase_person, tell_person
from tidings.consent.service.statements import address_of, consents_of, grant_attested, record, record_each, record_of_contact, states, statuses
from tidings.consent.service.suppressing import (
    count_soft_failures,
    count_suppressions,
    lift,
    lift_list,
    list_suppressions,
    move_lookups,
    suppress,
    suppress_addresses,
    suppressed,
    suppressed_addresses,
)
from tidings.consent.service.wishes import hold_addresses, leave_programmes, opt_in, opt_out, set_marketing_preference, who_left_programmes

__all__ = [
    "MOST_TOLD",
    "add_wording",
    "address_of",
    "check_ledger",
    "close_beside",
    "closed_beside_stop",
    "closings",
    "consents_of",
    "count_soft_failures",
    "count_suppressions",
    "defaults",
    "delete_programme",
    "divide_person",
    "erase_person",
    "grant_attested",
    "hold_addresses",
    "hold_marketing",
    "import_file",
    "import_rows",
    "join_person",
    "known_people",
    "leave_programmes",
    "ledger_head",
    "ledger_to_seal",
    "lift",
    "lift_list",
    "list_suppressions",
    "move_lookups",
    "open_beside",
    "opt_in",
    "opt_out",
    "programmes",
    "put_programme",
    "record",
    "record_each",
    "record_of_contact",
    "recorded_for_import",
    "release_marketing",
    "retract_import",
    "said",
    "seal_ledger",
    "set_marketing_preference",
    "spoke_since",
    "states",
    "statuses",
    "suppress",
    "suppress_addresses",
    "suppressed",
    "suppressed_addresses",
    "tell_person",
    "who_left_programmes",
    "wordings",
]
