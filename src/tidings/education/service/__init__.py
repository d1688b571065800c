"""The door of the education room."""

from tidings.education.service.courses import (
    change_course,
    course,
    create_course,
    delete_course,
    find_courses,
    leads_become_students,
    list_courses,
    names,
    set_leads_become_students,
)
from tidings.education.service.people import divide_person, erase_person, join_person, known_people, tell_person
from tidings.education.service.rows import MOST_AT_ONCE, columns
from tidings.education.service.showing import enrolments_of_course, lead, list_leads, student_file
from tidings.education.service.telling import ENROLLED, read_file, read_row, read_rows, take, take_file, take_one, times_of

__all__ = [
    "ENROLLED",
    "MOST_AT_ONCE",
    "change_course",
    "columns",
    "course",
    "create_course",
    "delete_course",
    "divide_person",
    "enrolments_of_course",
    "erase_person",
    "find_courses",
    "join_person",
    "known_people",
    "lead",
    "leads_become_students",
    "list_courses",
    "list_leads",
    "names",
    "read_file",
    "read_row",
    "read_rows",
    "set_leads_become_students",
    "student_file",
    "take",
    "take_file",
    "take_one",
    "tell_person",
    "times_of",
]
