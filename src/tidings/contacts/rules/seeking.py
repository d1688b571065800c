"""What somebody typed who looks for a person: a tag, a whole email or phone, else the beginnings of names."""

from tidings.contacts.types import Filter

_LEAST_DIGITS = 6


def sought_by(text: str) -> Filter:
    """Return which contacts are meant by what was typed into a search."""
    text = text.strip()
    if text.startswith("#") and text[1:].strip():
        return Filter(tag=text[1:].strip())
    if "@" in text:
        return Filter(email=text)
    digits = sum(each.isdigit() for each in text)
    return Filter(phone=text) if digits >= _LEAST_DIGITS and not any(each.isalpha() for each in text) else Filter(name=text)
