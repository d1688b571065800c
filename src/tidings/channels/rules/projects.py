"""Whose app a notification comes from: the id of a Firebase project."""

import re

from tidings.kernel.errors import Invalid

_PROJECT = re.compile(r"(?:[a-z0-9.-]{1,80}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]")
"""Google Cloud, "Creating and managing projects": 6 to 30 letters, digits and hyphens; old ones stand behind their domain."""


def checked_project(text: str) -> str:
    """Return a project's id, tidied. Raises Invalid for what is none."""
    project = text.strip()
    if _PROJECT.fullmatch(project) is None:
        fix = "Copy the project ID from the Firebase console (Project settings), such as atelier-rive-4f2a1; it is not the project's name or number."
        raise Invalid("project_invalid", "This is no id of a Firebase project.", field="address", fix=fix)
    return project
