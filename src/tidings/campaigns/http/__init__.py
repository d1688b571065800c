"""The campaign API: its paths and fields are a contract with existing users (SPEC, "The campaign API").

The command line answers in the same forms.
"""

from tidings.campaigns.http.answers import Activated, CampaignShown, CopyShown, RecipientsAddedShown, RecipientShown, StatsShown
from tidings.campaigns.http.approvals import ApprovalShown, decisions
from tidings.campaigns.http.approvals import router as approvals
from tidings.campaigns.http.foresight import DryRunShown, WhyShown
from tidings.campaigns.http.foresight import router as foresight
from tidings.campaigns.http.plans import PlanShown, sending_days
from tidings.campaigns.http.routes import router
from tidings.campaigns.http.templates import router as templates
from tidings.campaigns.http.words import recipient_filter

__all__ = [
    "Activated",
    "ApprovalShown",
    "CampaignShown",
    "CopyShown",
    "DryRunShown",
    "PlanShown",
    "RecipientShown",
    "RecipientsAddedShown",
    "StatsShown",
    "WhyShown",
    "approvals",
    "decisions",
    "foresight",
    "recipient_filter",
    "router",
    "sending_days",
    "templates",
]
