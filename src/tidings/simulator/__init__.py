"""A stand-in for Twilio, Meta and Firebase with books of its own: nothing it accepts reaches a real person.

It is an independent witness. It imports `tidings.kernel` and nothing else of Tidings, so that what it counts
(accepted, distinct people, duplicates) can't share a mistake with the ledger that it is asked about.
"""
