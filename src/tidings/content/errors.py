"""What can go wrong in content."""

from tidings.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class TemplateNotFound(NotFound):
    """No template has this name or id."""

    def __init__(self, name: object) -> None:
        super().__init__("template_not_found", f"There is no template {name}.", field="template_name", fix="GET /templates lists them.")


class TemplateInvalid(Invalid):
    """A body breaks a rule of the template language or of the channel; `field` says where."""

    def __init__(self, field: str, message: str, fix: str) -> None:
        super().__init__("template_invalid", message, field=field, fix=fix)


class ChannelDiffers(Conflict):
    """A new version can't move a template to another channel or purpose."""

    def __init__(self, name: str, channel: str, purpose: str) -> None:
        super().__init__("template_exists", f"The template {name} is for {purpose} {channel}.", field="channel", fix="Choose another name.")


class CannotRender(Invalid):
    """This template can't be said to this person: the message fails with this reason, it is never sent with a hole."""

    def __init__(self, message: str, *, code: str = "template_failed", field: str | None = None, fix: str | None = None) -> None:
        super().__init__(code, message, field=field, fix=fix or "Preview the template with this person's data.")


class VariableMissing(CannotRender):
    """The person lacks a variable for which the template has no default; `field` names it."""

    def __init__(self, variable: str) -> None:
        fix = f'Give it a default: {{{{ {variable} | default("...") }}}}, or fill it in for the contact.'
        super().__init__(f"The contact has no {variable}.", code="variable_missing", field=variable, fix=fix)


def form_stale() -> Forbidden:
    """Return the error for a form that did not come from a page that we showed to this link within a day."""
    return Forbidden("form_stale", "This form is too old.", fix="Open the page again and send the form once more.")
