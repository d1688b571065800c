"""What is done to all of a person at once, in one transaction: the rooms above contacts that keep something of people."""

from tidings.consent import service as consent
from tidings.contacts.service import Part, Parts
from tidings.conversations import service as conversations
from tidings.education import service as education
from tidings.messages import service as messages
from tidings.permissions import service as permissions
from tidings.policy import service as policy
from tidings.segments import service as segments

PEOPLE = Parts((
    Part("messages", messages.join_person, messages.divide_person, messages.tell_person, messages.erase_person),
    Part("conversations", tell=conversations.tell_person, erase=conversations.erase_person),
    Part("permissions", join=permissions.join_person, tell=permissions.tell_person, erase=permissions.erase_person),
    Part("consent", consent.join_person, consent.divide_person, consent.tell_person, consent.erase_person),
    Part("segments", segments.join_person, segments.divide_person, segments.tell_person, segments.erase_person),
    Part("education", education.join_person, education.divide_person, education.tell_person, education.erase_person),
    Part("policy", policy.join_person, policy.divide_person, policy.tell_person, policy.erase_person),
))  # fmt: skip
"""In the order in which they are asked: what could still leave is ended first."""
