"""How Twilio refuses a request."""


class Refused(Exception):
    """Twilio refuses the request with `code`; `value` is the input that its message names."""

    def __init__(self, code: int, value: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value
