"""The door of campaigns: use cases for the API, the command line and the worker, and the reactions to rooms below."""

from tidings.campaigns.service.ages import under_way
from tidings.campaigns.service.approvals import approval_of, approvals, approve, refuse, submit
from tidings.campaigns.service.closed_days import closed_days
from tidings.campaigns.service.drafts import Changes, copy, create, delete_draft, edit
from tidings.campaigns.service.dry_run import dry_run
from tidings.campaigns.service.failing import count_failing, failing, note_failed_step
from tidings.campaigns.service.outlook import outlook, pauses
from tidings.campaigns.service.planning import Estimate, Outline, estimates, outline, replan
from tidings.campaigns.service.reaching import MOST_JUDGED, reach
from tidings.campaigns.service.recipients import MOST_NUMBERS, add_contacts, add_phone_numbers, add_target_audience, remove_recipients
from tidings.campaigns.service.records import campaign, history
from tidings.campaigns.service.release import next_due, process_daily, release_due, release_step, take_turn
from tidings.campaigns.service.reports import Health, campaigns, health, names, names_of_segment, recipients, stats
from tidings.campaigns.service.rerouting import copy_for_left_out
from tidings.campaigns.service.restoring import hold_all
from tidings.campaigns.service.running import MonthSpent, Running, month_spent, running
from tidings.campaigns.service.signals import (
    on_policy_changed,
    on_portfolio_limit_changed,
    on_senders_changed,
    on_sending_resumed,
    on_source_planned_again,
    on_source_settled,
    on_template_refused,
)
from tidings.campaigns.service.steering import activate, cancel, pause, resume
from tidings.campaigns.service.templates import draft_findings, template_uses
from tidings.campaigns.service.trying import send_template_test, send_test
from tidings.campaigns.service.why import Told, Why, names_of, reasons_told, steps_told, why

__all__ = [
    "MOST_JUDGED",
    "MOST_NUMBERS",
    "Changes",
    "Estimate",
    "Health",
    "MonthSpent",
    "Outline",
    "Running",
    "Told",
    "Why",
    "activate",
    "add_contacts",
    "add_phone_numbers",
    "add_target_audience",
    "approval_of",
    "approvals",
    "approve",
    "campaign",
    "campaigns",
    "cancel",
    "closed_days",
    "copy",
    "copy_for_left_out",
    "count_failing",
    "create",
    "delete_draft",
    "draft_findings",
    "dry_run",
    "edit",
    "estimates",
    "failing",
    "health",
    "history",
    "hold_all",
    "month_spent",
    "names",
    "names_of",
    "names_of_segment",
    "next_due",
    "note_failed_step",
    "on_policy_changed",
    "on_portfolio_limit_changed",
    "on_senders_changed",
    "on_sending_resumed",
    "on_source_planned_again",
    "on_source_settled",
    "on_template_refused",
    "outline",
    "outlook",
    "pause",
    "pauses",
    "process_daily",
    "reach",
    "reasons_told",
    "recipients",
    "refuse",
    "release_due",
    "release_step",
    "remove_recipients",
    "replan",
    "resume",
    "running",
    "send_template_test",
    "send_test",
    "stats",
    "steps_told",
    "submit",
    "take_turn",
    "template_uses",
    "under_way",
    "why",
]
