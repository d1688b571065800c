"""The door of retention."""

from tidings.retention.rules import sentence_of, source_of
from tidings.retention.service.ending import purge
from tidings.retention.service.keeping import contact_told_since, due, erase_prospects, forget, prospects_over, set_days, terms

__all__ = ["contact_told_since", "due", "erase_prospects", "forget", "prospects_over", "purge", "sentence_of", "set_days", "source_of", "terms"]
