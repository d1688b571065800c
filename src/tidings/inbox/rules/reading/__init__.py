"""Which of an organisation's questions a message asks, and how sure that is."""

from tidings.inbox.rules.reading.scoring import Asked, Match, Reading, Understood, Verdict, read, understood
from tidings.inbox.rules.reading.terms import language_of, words_of

__all__ = ["Asked", "Match", "Reading", "Understood", "Verdict", "language_of", "read", "understood", "words_of"]
