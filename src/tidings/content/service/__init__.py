"""Content's door: make templates, render them, know whether they may be sent, count SMS."""

from tidings.content.service.compiled import Compiled
from tidings.content.service.links import LINKS, link_of, links_of, organisation_of_token, token_of, url_bytes, url_of, url_text
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

__all__ = [
    "LINKS",
    "Compiled",
    "approvals",
    "compiled",
    "create_template",
    "draft",
    "find_template",
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
    "token_of",
    "url_bytes",
    "url_of",
    "url_text",
    "versions",
]
