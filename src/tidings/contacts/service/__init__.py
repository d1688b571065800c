"""The door of the contacts room."""

from tidings.contacts.rules.cells import guarded
from tidings.contacts.rules.document import as_html
from tidings.contacts.rules.fields import kind_of
from tidings.contacts.rules.likeness import alike
from tidings.contacts.rules.masks import masked
from tidings.contacts.rules.occurrences import earliest as earliest_event
from tidings.contacts.rules.rhythms import rhythm_of, written
from tidings.contacts.rules.seeking import sought_by
from tidings.contacts.rules.sheets import Sheet, open_sheet, sheet_rows
from tidings.contacts.rules.speaking import error_in, said
from tidings.contacts.rules.telling import moment_of, text_of, who_of
from tidings.contacts.rules.undoing import stays_in_words
from tidings.contacts.service.attributes import attribute_uses, declare, refuse_undeclared, schema, undeclare
from tidings.contacts.service.audiences import best_addresses, next_best_addresses, read_audience
from tidings.contacts.service.batches import OpenFile
from tidings.contacts.service.devices import devices, register_device, retire_devices, unregister_device
from tidings.contacts.service.duplicates import duplicates
from tidings.contacts.service.engagement import engaged, engagements
from tidings.contacts.service.enrolments import drop_enrolments, put_enrolments, raise_lifecycles
from tidings.contacts.service.events import (
    event_names,
    events_of,
    forget_events,
    open_event_months,
    open_months_of_events,
    read_events,
    record_events,
    take_events,
)
from tidings.contacts.service.exporting import export_contacts
from tidings.contacts.service.external_ids import contacts_by_external_id
from tidings.contacts.service.fetching import Sources
from tidings.contacts.service.finding import find_people, wrong_row
from tidings.contacts.service.holders import holders
from tidings.contacts.service.importing import (
    cancel_import,
    column_of,
    find_imports,
    import_csv,
    import_errors,
    import_report,
    imports,
    imports_to_see,
    names_of_imports,
    open_import,
    preview_import,
    resume_import,
    run_import,
    see_import,
)
from tidings.contacts.service.mappings import forget_mapping, mappings, name_mapping, suggested
from tidings.contacts.service.merging import families, family, keep, merge, merges_of, undo_merge, whose_now
from tidings.contacts.service.parts import Part, Parts
from tidings.contacts.service.people import (
    addresses,
    addresses_by_value,
    contact,
    contacts_at,
    contacts_of,
    count_contacts,
    create_contact,
    find_address,
    forget_unowned,
    know_email,
    list_contacts,
    mark_verified,
    people,
    update_contact,
)
from tidings.contacts.service.places import places, places_in_order, places_of_number, places_told, spread
from tidings.contacts.service.reindexing import reindexed
from tidings.contacts.service.resolving import read_addresses, resolve_phones, resolve_recipients, resolve_written
from tidings.contacts.service.retention import (
    count_events_before,
    count_refused_rows_before,
    forget_events_before,
    forget_refused_rows_before,
    silent_since,
)
from tidings.contacts.service.rights import addresses_of, erase, erase_all, tell
from tidings.contacts.service.running import OnBatch, OnProgress
from tidings.contacts.service.scheduled import run_schedule
from tidings.contacts.service.schedules import (
    RUN_SCHEDULE,
    add_schedule,
    pause_schedule,
    remove_schedule,
    resume_schedule,
    run_now,
    schedule,
    schedule_runs,
    schedules,
    take_due,
)
from tidings.contacts.service.tagging import tag
from tidings.contacts.service.undoing import ask_undo, forget_import_changes, preview_undo, run_undo, undo_until
from tidings.contacts.service.uploads import MOST_BYTES, RUN_IMPORT, RUN_UNDO, ImportDesk, Upload, kept_uploads
from tidings.contacts.service.whatsapp import beside, change_user, resolve_whatsapp, unite

__all__ = [
    "MOST_BYTES",
    "RUN_IMPORT",
    "RUN_SCHEDULE",
    "RUN_UNDO",
    "ImportDesk",
    "OnBatch",
    "OnProgress",
    "OpenFile",
    "Part",
    "Parts",
    "Sheet",
    "Sources",
    "Upload",
    "add_schedule",
    "addresses",
    "addresses_by_value",
    "addresses_of",
    "alike",
    "as_html",
    "ask_undo",
    "attribute_uses",
    "beside",
    "best_addresses",
    "cancel_import",
    "change_user",
    "column_of",
    "contact",
    "contacts_at",
    "contacts_by_external_id",
    "contacts_of",
    "count_contacts",
    "count_events_before",
    "count_refused_rows_before",
    "create_contact",
    "declare",
    "devices",
    "drop_enrolments",
    "duplicates",
    "earliest_event",
    "engaged",
    "engagements",
    "erase",
    "erase_all",
    "error_in",
    "event_names",
    "events_of",
    "export_contacts",
    "families",
    "family",
    "find_address",
    "find_imports",
    "find_people",
    "forget_events",
    "forget_events_before",
    "forget_import_changes",
    "forget_mapping",
    "forget_refused_rows_before",
    "forget_unowned",
    "guarded",
    "holders",
    "import_csv",
    "import_errors",
    "import_report",
    "imports",
    "imports_to_see",
    "keep",
    "kept_uploads",
    "kind_of",
    "know_email",
    "list_contacts",
    "mappings",
    "mark_verified",
    "masked",
    "merge",
    "merges_of",
    "moment_of",
    "name_mapping",
    "names_of_imports",
    "next_best_addresses",
    "open_event_months",
    "open_import",
    "open_months_of_events",
    "open_sheet",
    "pause_schedule",
    "people",
    "places",
    "places_in_order",
    "places_of_number",
    "places_told",
    "preview_import",
    "preview_undo",
    "put_enrolments",
    "raise_lifecycles",
    "read_addresses",
    "read_audience",
    "read_events",
    "record_events",
    "refuse_undeclared",
    "register_device",
    "reindexed",
    "remove_schedule",
    "resolve_phones",
    "resolve_recipients",
    "resolve_whatsapp",
    "resolve_written",
    "resume_import",
    "resume_schedule",
    "retire_devices",
    "rhythm_of",
    "run_import",
    "run_now",
    "run_schedule",
    "run_undo",
    "said",
    "schedule",
    "schedule_runs",
    "schedules",
    "schema",
    "see_import",
    "sheet_rows",
    "silent_since",
    "sought_by",
    "spread",
    "stays_in_words",
    "suggested",
    "tag",
    "take_due",
    "take_events",
    "tell",
    "text_of",
    "undeclare",
    "undo_merge",
    "undo_until",
    "unite",
    "unregister_device",
    "update_contact",
    "who_of",
    "whose_now",
    "written",
    "wrong_row",
]
