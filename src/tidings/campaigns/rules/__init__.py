"""Decisions about campaigns, as pure functions: calendar, sharing, plan, life, wording of input."""
