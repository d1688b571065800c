"""The campaign API: its paths and fields are a contract with existing users (SPEC, "The campaign API").

The command line answers in the same forms.
"""

from tidings.campaigns.http.answers import Activated, CampaignShown, PlanShown, RecipientsAddedShown, StatsShown
from tidings.campaigns.http.routes import router

__all__ = ["Activated", "CampaignShown", "PlanShown", "RecipientsAddedShown", "StatsShown", "router"]
