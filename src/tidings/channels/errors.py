"""What can go wrong in channels."""

from collections.abc import Iterable

from tidings.kernel.errors import Busy, Conflict, Invalid, NotFound


class ChannelThingNotFound(NotFound):
    """There is no such connection, sender, portfolio or letter."""

    def __init__(self, thing: str, identifier: object) -> None:
        super().__init__(f"{thing}_not_found", f"There is no {thing} {identifier}.", field=f"{thing}_id", fix=f"List the {thing}s to see their ids.")


class ProviderUnknown(Invalid):
    """Tidings has no adapter of this name."""

    def __init__(self, provider: str, known: Iterable[str]) -> None:
        fix = f"Use one of: {', '.join(sorted(known))}."
        super().__init__("provider_unknown", f"There is no provider {provider}.", field="provider", fix=fix)


class CredentialsInvalid(Invalid):
    """A credential is missing or is not one that this provider wants; the message never holds its value."""

    def __init__(self, field: str, message: str, fix: str) -> None:
        super().__init__("credentials_invalid", message, field=field, fix=fix)


class AddressRefused(Invalid):
    """Tidings will not call this address on an organisation's behalf."""

    def __init__(self, message: str, fix: str, *, field: str = "api_base") -> None:
        super().__init__("api_base_refused", message, field=field, fix=fix)


class NameTaken(Conflict):
    """Another connection or sender is there already."""

    def __init__(self, thing: str, name: str) -> None:
        super().__init__(f"{thing}_exists", f"There is a {thing} {name} already.", field="name", fix="Choose another, or change that one.")


class KeptByEnvironment(Conflict):
    """What comes from environment variables is changed there."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "connection_from_environment", f"{name} is kept by environment variables.", fix="Change or remove the variables, and restart."
        )


class ConnectionStopped(Conflict):
    """A sender can't be opened while its connection is stopped."""

    def __init__(self, connection_id: object, name: str, reason: str | None) -> None:
        super().__init__(
            "connection_stopped",
            f"The sender's connection {name} is stopped: {reason or 'no reason was given'}.",
            field="sender_id",
            fix=f"Put that right, then open the connection: POST /channels/connections/{connection_id}/open.",
        )


class IntakeBusy(Busy):
    """A callback could not be made durable now, or it is not certain that it was: the provider is to send it again."""

    def __init__(self, why: str) -> None:
        super().__init__("intake_busy", f"The callback was not stored: {why}.", fix="Send it again.")


class CallUnstorable(Invalid):
    """This one callback can't be stored, whatever is tried."""

    def __init__(self) -> None:
        super().__init__("callback_unstorable", "The callback holds what no text can hold, such as a NUL character in its address.")
