"""The organisation over HTTP, and people who sign in to the web app."""

from tidings.accounts.http import audit
from tidings.accounts.http.account import router as account
from tidings.accounts.http.members import MemberShown
from tidings.accounts.http.organisation import KeyShown, router

__all__ = ["KeyShown", "MemberShown", "account", "audit", "router"]
