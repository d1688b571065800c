"""What browsers are told of, by topic, and what a role needs to be told."""

from collections.abc import Mapping

from tidings.accounts.types import Scope

NEEDS: Mapping[str, Scope] = {
    "campaigns": Scope.CAMPAIGNS_READ,
    "recipients": Scope.CAMPAIGNS_READ,
    "releases": Scope.CAMPAIGNS_READ,
    "contacts": Scope.CONTACTS_READ,
    "imports": Scope.CONTACTS_READ,
    "consent": Scope.CONTACTS_READ,
    "segments": Scope.CONTACTS_READ,
    "courses": Scope.CONTACTS_READ,
    "waitlist": Scope.CONTACTS_READ,
    "templates": Scope.TEMPLATES_READ,
    "channels": Scope.CHANNELS_READ,
    "inbound": Scope.MESSAGES_READ,
    "messages": Scope.MESSAGES_READ,
    "notices": Scope.MESSAGES_READ,
    "inbox": Scope.INBOX_READ,
    "presence": Scope.INBOX_READ,
    "repairs": Scope.CONTACTS_READ,
    "organisation": Scope.ORGANISATION_READ,
    "members": Scope.MEMBERS_READ,
    "keys": Scope.KEYS_READ,
}
"""The web app's words for what it shows (`web/src/live/topics.ts`)."""

_KINDS: Mapping[str, tuple[str, ...]] = {
    "campaigns": ("campaign",),
    "recipients": ("source",),
    "releases": ("release",),
    "contacts": ("contact", "contacts", "attribute", "attributes", "verification", "event"),
    "imports": ("import", "import_mapping", "import_schedule"),
    "consent": ("suppression", "suppressions", "consents", "wording", "programme"),
    "segments": ("segment",),
    "courses": ("course", "enrolment", "lead"),
    "waitlist": ("waitlist", "waitlist_slot", "waitlist_entry", "waitlist_booking", "waitlist_offer"),
    "templates": ("template",),
    "channels": ("connection", "sender", "portfolio", "prices", "webhook_letters"),
    "inbound": ("message", "unclear_message", "question", "help"),
    "messages": ("messages",),
    "notices": ("notice", "notice_kind"),
    "inbox": ("thread", "inbox", "inbox_team", "canned_answer", "auto_answer", "inbox_settings"),
    "presence": ("presence",),
    "repairs": ("ticket", "repair_shop"),
    "organisation": ("organisation", "sending", "policy", "retention", "allow_list", "education_settings"),
    "members": ("member",),
    "keys": ("key",),
}
TOPIC_OF: Mapping[str, str] = {kind: topic for topic, kinds in _KINDS.items() for kind in kinds}
"""The topic of a kind of thing, as the audit and what happened name kinds. Of those that are not here no browser shows anything."""
