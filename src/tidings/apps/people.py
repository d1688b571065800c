"""What is done to all of a person at once, in one transaction: the rooms above contacts that keep something of people."""

from tidings.consent import service as consent
from tidings.contacts.service import Part, Parts
from tidings.messages import service as messages
from tidings.segments import service as segments

PEOPLE = Parts((
    Part("messages", messages.join_person, messages.divide_person),
    Part("consent", consent.join_person, consent.divide_person),
    Part("segments", segments.join_person, segments.divide_person, segments.tell_person, segments.erase_person),
))  # fmt: skip
"""In the order in which they are asked: what could still leave is ended first."""
