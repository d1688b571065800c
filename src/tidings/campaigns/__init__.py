"""Campaigns: who is to be told what, the plan by day, and the release of people to the ledger as limits allow."""
