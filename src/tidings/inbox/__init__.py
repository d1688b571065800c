"""Conversations of agents with people: threads over all channels, answers, notes, teams."""
