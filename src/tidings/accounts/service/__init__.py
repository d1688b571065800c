"""The room's door: what other rooms, the API, the worker and the command line may ask of accounts."""

from tidings.accounts.service.audit import audit_about, audit_trail, blank_audit, record_audit
from tidings.accounts.service.chain import audit_head, audit_to_seal, check_audit, seal_audit
from tidings.accounts.service.keys import authenticate, create_key, key_stands, list_keys, require, revoke_key
from tidings.accounts.service.organisations import (
    count_stopped,
    create_organisation,
    ensure_default_organisation,
    organisation,
    organisation_by_slug,
    organisations,
    resume_sending,
    set_allow_list_only,
    stop_sending,
)
from tidings.accounts.service.requests import begin_request, finish_request, forget_requests
from tidings.accounts.service.users import add_member, confirm_totp, create_user, enrol_totp, members, reindex_users, remove_member, sign_in

__all__ = [
    "add_member",
    "audit_about",
    "audit_head",
    "audit_to_seal",
    "audit_trail",
    "authenticate",
    "begin_request",
    "blank_audit",
    "check_audit",
    "confirm_totp",
    "count_stopped",
    "create_key",
    "create_organisation",
    "create_user",
    "enrol_totp",
    "ensure_default_organisation",
    "finish_request",
    "forget_requests",
    "key_stands",
    "list_keys",
    "members",
    "organisation",
    "organisation_by_slug",
    "organisations",
    "record_audit",
    "reindex_users",
    "remove_member",
    "require",
    "resume_sending",
    "revoke_key",
    "seal_audit",
    "set_allow_list_only",
    "sign_in",
    "stop_sending",
]
