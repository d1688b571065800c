"""The door of segments."""

from tidings.segments.rules.parsing import parsed
from tidings.segments.rules.reading import read, written
from tidings.segments.service.asking import among, count, members, preview, reasons
from tidings.segments.service.audiences import audience, audience_size, audience_warnings, read_target
from tidings.segments.service.finding import find, segment, texts
from tidings.segments.service.keeping import Changes, change, create, delete, list_segments, names, used_by, versions
from tidings.segments.service.lists import MOST_AT_ONCE, add_contacts, add_phones, add_segment, remove_contacts
from tidings.segments.service.of_person import segments_with
from tidings.segments.service.people import divide_person, erase_person, forget_people, join_person, known_people, tell_person
from tidings.segments.service.understanding import tags, understand
from tidings.segments.service.watching import moves, refresh, refresh_if_free, watched

__all__ = [
    "MOST_AT_ONCE",
    "Changes",
    "add_contacts",
    "add_phones",
    "add_segment",
    "among",
    "audience",
    "audience_size",
    "audience_warnings",
    "change",
    "count",
    "create",
    "delete",
    "divide_person",
    "erase_person",
    "find",
    "forget_people",
    "join_person",
    "known_people",
    "list_segments",
    "members",
    "moves",
    "names",
    "parsed",
    "preview",
    "read",
    "read_target",
    "reasons",
    "refresh",
    "refresh_if_free",
    "remove_contacts",
    "segment",
    "segments_with",
    "tags",
    "tell_person",
    "texts",
    "understand",
    "used_by",
    "versions",
    "watched",
    "written",
]
