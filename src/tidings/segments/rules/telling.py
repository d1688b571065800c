"""What is told of names in conditions that nobody has, in words."""

from collections.abc import Mapping
from typing import Final

from tidings.segments.types import Named

_OTHERS: Final = "other"
_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "en": {"programme": 'There is no programme "{name}".', _OTHERS: 'Nobody has the {what} "{name}".'},
    "fr": {
        "attribute": "Personne n'a l'attribut \"{name}\".",
        "tag": "Personne n'a l'étiquette \"{name}\".",
        "event": "Personne n'a l'événement \"{name}\".",
        "course": 'Personne n\'est inscrit au cours "{name}".',
        "lifecycle": 'Personne n\'est au stade "{name}".',
        "programme": 'Il n\'y a pas de programme "{name}".',
    },
}


def sentence(named: Named, language: str) -> str:
    """Say that nobody has a name, in English or French."""
    sentences = _SENTENCES[language]
    return sentences.get(named.what, sentences.get(_OTHERS, "")).format(what=named.what, name=named.name)
