"""How an exchange with a provider can end without an answer: what matters is how far it got."""


class NeverConnectedError(Exception):
    """Nothing left: no address, no connection, no encryption, or a mail server that was not given the message. Asking again is safe."""


class NoPlaceError(NeverConnectedError):
    """No connection was free in time: nothing was tried, and nothing is known of the other side."""


class NothingAskedError(Exception):
    """The adapter failed before its first request: nothing left, and nothing will however often it is asked."""


class NoAnswerError(Exception):
    """The request may have left and no whole answer came: what happened is unknown."""
