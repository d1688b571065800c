"""Content's door: make templates, render them, know whether they may be sent, count SMS."""

from tidings.content.service.compiled import Compiled
from tidings.content.service.seeds import seed_templates
from tidings.content.service.templates import (
    approvals,
    compiled,
    create_template,
    find_template,
    sendable,
    set_approval,
    sms_report,
    template,
    template_bodies,
    template_by_name,
    templates,
)

__all__ = [
    "Compiled",
    "approvals",
    "compiled",
    "create_template",
    "find_template",
    "seed_templates",
    "sendable",
    "set_approval",
    "sms_report",
    "template",
    "template_bodies",
    "template_by_name",
    "templates",
]
