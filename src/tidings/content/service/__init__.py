"""Content's door: make templates, render them, know whether they may be sent, count SMS."""

from tidings.content.service.compiled import Compiled
from tidings.content.service.forms import check_form, form_of
from tidings.content.service.free import Free, filler, free_mail, free_push, free_text
from tidings.content.service.links import (
    LINKS,
    leads_to,
    led,
    link_of,
    links_of,
    organisation_of_token,
    thing_of,
    thing_token,
    thing_url,
    token_of,
    unled,
    url_bytes,
    url_of,
    url_text,
)
from tidings.content.service.seeds import seed_templates
from tidings.content.service.templates import (
    approvals,
    compiled,
    create_template,
    draft,
    find_template,
    outlines,
    sendable,
    set_approval,
    set_archived,
    sms_report,
    template,
    template_bodies,
    template_by_name,
    templates,
    versions,
)

Sayable = Compiled | Free
"""What can be said to a person: a template's version, or the words that a message brings."""

__all__ = [
    "LINKS",
    "Compiled",
    "Free",
    "Sayable",
    "approvals",
    "check_form",
    "compiled",
    "create_template",
    "draft",
    "filler",
    "find_template",
    "form_of",
    "free_mail",
    "free_push",
    "free_text",
    "leads_to",
    "led",
    "link_of",
    "links_of",
    "organisation_of_token",
    "outlines",
    "seed_templates",
    "sendable",
    "set_approval",
    "set_archived",
    "sms_report",
    "template",
    "template_bodies",
    "template_by_name",
    "templates",
    "thing_of",
    "thing_token",
    "thing_url",
    "token_of",
    "unled",
    "url_bytes",
    "url_of",
    "url_text",
    "versions",
]
