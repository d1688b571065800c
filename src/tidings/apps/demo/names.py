"""What made-up people are made of: common first names, surnames put together from syllables, towns, ranges of numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Land:
    """Where some of the people live.

    `people` is how many of ten thousand. `ranges` are international numbers whose `#` stand for digits to draw: mobile ranges with many
    zeros (in the United States those kept for fiction), so that nobody takes them for somebody's. `first_names` is a key of `FIRST_NAMES`.
    """

    region: str
    people: int
    ranges: Sequence[str]
    towns: Sequence[str]
    first_names: str


_US_AREAS = ("201", "205", "212", "213", "305", "312", "404", "415", "503", "512", "617", "702")

LANDS: Sequence[Land] = (
    Land("FR", 7_600, ("+336000#####", "+337500#####"), ("Paris", "Lyon", "Saint-Étienne", "Nîmes", "L'Haÿ-les-Roses", "Besançon"), "fr"),
    Land("BE", 500, ("+32470000###", "+32471000###"), ("Bruxelles", "Liège", "Gent"), "fr"),
    Land("DE", 460, ("+4915200000###",), ("Köln", "München", "Gießen"), "de"),
    Land("GB", 460, ("+447400000###",), ("London", "Leeds", "King's Lynn"), "en"),
    Land("ES", 420, ("+34600000###",), ("Málaga", "A Coruña", "Logroño"), "es"),
    Land("MA", 440, ("+212600000###",), ("Casablanca", "Fès", "الرباط"), "ar"),
    Land("US", 120, tuple(f"+1{area}55501##" for area in _US_AREAS), ("Boston", "San José", "O'Fallon"), "en"),
)

FIRST_NAMES: Mapping[str, Sequence[str]] = {
    "fr": (
        "Camille", "Zoé", "Léa", "Anaïs", "François", "Noël", "Jean-Noël", "Aurélie", "Chloé", "Gaël", "Inès", "Maëlle",
        "Hélène", "Théo", "Loïc", "Cœlia", "Renée", "Marie-Ève", "Malo", "Nathan", "Zoé 🌻", "Lou ✨", "ليلى", "Élise",
    ),
    "en": ("Amy", "Grace", "Oliver", "Siân", "Zoë", "Chloe", "D'Arcy", "Noah", "Ella-Mae", "Jack 🎸"),
    "de": ("Jürgen", "Käthe", "Sören", "Anneliese", "Björn", "Lena", "Götz", "Marlene"),
    "es": ("Begoña", "Iñaki", "María José", "Ángel", "Nuria", "Íñigo", "Lucía", "Martín"),
    "ar": ("يوسف", "ليلى", "مريم", "Yasmine", "Amine", "Salma", "نور", "Meryem", "עדן"),
}  # fmt: skip

SURNAME_BEGINNINGS: Sequence[str] = (
    "Bel", "Mar", "Cha", "Lan", "Dru", "O'", "D'", "Le ", "Vau", "Tré", "Gué", "Fon", "Ker", "Ços", "Müh", "Nuñ", "Saint-", "Æg", "Łow", "Bré",
)  # fmt: skip
SURNAME_MIDDLES: Sequence[str] = ("ti", "le", "ro", "va", "né", "mi", "so", "da", "rü", "chi", "gno", "pe")
SURNAME_ENDS: Sequence[str] = ("nard", "vel", "quin", "rès", "mont", "let", "zac", "ville", "dec", "rain", "court", "fel", "'h", "son")

LEVELS: Sequence[str] = ("standard", "fidèle", "premium")
