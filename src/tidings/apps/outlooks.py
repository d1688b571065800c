"""Who can say when a planned message leaves, and what was paused: the rooms above the ledger, which asked for it."""

from tidings.campaigns import service as campaigns
from tidings.messages.service import Outlooks
from tidings.messages.types import SourceKind

OUTLOOKS = Outlooks({SourceKind.CAMPAIGN: campaigns.outlook}, {SourceKind.CAMPAIGN: campaigns.pauses})
