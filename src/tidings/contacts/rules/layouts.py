"""Which column is what: told by the caller, by the header's words in English or French, or by what the cells hold."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import BinaryIO, NamedTuple

from tidings.contacts.rules import fields
from tidings.contacts.rules.reading import names_delimiter
from tidings.contacts.rules.regions import code_of
from tidings.contacts.types import Layout, SeenColumn, SeenFile
from tidings.kernel.errors import Invalid
from tidings.kernel.phone import parse

IGNORE = "ignore"
PLAIN_FIELDS = frozenset({
    "external_id", "first_name", "last_name", "phone", "second_phone", "email", "whatsapp_user", "country", "region", "postcode", "time_zone",
    "locale", "lifecycle", "tags",
})  # fmt: skip
_REACHING = frozenset({"phone", "second_phone", "email", "whatsapp_user", "external_id"})
_DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 1 << 16
_SAMPLE_ROWS = 50
_SAMPLES = 3
"""Cells of a column that are shown to somebody who says what it is, of at most so many characters:"""
_LONGEST_SAMPLE = 60
_ENOUGH = 0.6
"""The share of sampled cells that must be phone numbers for a column to be taken as one of phones."""

_WITH_REGIONS = ("US", "CA", "FR")
"""Countries whose files often have a column of states, provinces or départements."""

_NAMED = re.compile(rf"""\s*"?sep=([{_DELIMITERS}])"?\s*(?:[\r\n]|$)""", re.IGNORECASE)
_EXPORTED = re.compile(r"attributes\.[A-Za-z][A-Za-z0-9_]{0,63}(?::(?:number|bool|date))?")
"""A title as an export of ours writes it."""

_KNOWN = {
    "external_id": "external_id, id, client_id, customer_id, contact_id, reference, ref, identifiant, numero_client, code_client",
    "first_name": "first_name, firstname, given_name, forename, prenom",
    "last_name": "last_name, lastname, surname, family_name, nom, nom_de_famille, name",
    "phone": "mobile, mobile_phone, mobile_number, cell, cell_phone, cellphone, portable, tel_portable, telephone_portable, tel_mobile,"
    " telephone_mobile, numero_de_portable, numero_portable, gsm, whatsapp, phone, phone_number, phonenumber, phone_numbers, telephone, tel,"
    " numero, numero_de_telephone, numero_telephone, number, msisdn",
    "second_phone": "second_phone, second_phone_number, client_phone, client_phone_number, other_phone, phone_2, telephone_client, tel_client,"
    " autre_telephone, second_telephone, telephone_2, tel_2",
    "email": "email, e_mail, mail, email_address, courriel, adresse_email, adresse_e_mail, adresse_mail",
    "whatsapp_user": "whatsapp_user, whatsapp_user_id, bsuid, business_scoped_user_id",
    "country": "country, country_code, pays, code_pays",
    "region": "region_code, state_code, province_code, iso_3166_2, code_region, code_departement, state, province, region, departement, etat",
    "postcode": "postcode, post_code, postal_code, zip, zip_code, zipcode, code_postal, cp, plz",
    "time_zone": "time_zone, timezone, fuseau_horaire, fuseau",
    "locale": "locale, language, lang, langue",
    "lifecycle": "lifecycle, stage, status_client, cycle_de_vie",
    "tags": "tags, tag, labels, etiquettes, etiquette",
}
_FIELD_OF = {word.strip(): (rank, field) for field, words in _KNOWN.items() for rank, word in enumerate(words.split(","))}


def detect(file: BinaryIO, encoding: str, region: str, mapping: Mapping[str, str] | None, delimiter: str | None = None) -> Layout:
    """Tell how to read the file from its beginning. `mapping` gives fields by column title (or "column 1"), `region` reads phones.

    A `delimiter` that is known needs not be told from the rows.

    With a mapping, columns that it does not name are ignored; without one, unknown columns become attributes.
    Raises Invalid if the file is empty, a mapping does not fit, or no column leads to a person.
    """
    found = _beginning(file, encoding, region, mapping, delimiter)
    titles = found.titles
    columns = _mapped(titles, mapping) if mapping else _recognised(titles, found.body, region, header=found.header)
    if not _REACHING.intersection(field for _, field in columns):
        raise Invalid(
            "no_address_column",
            f"No column of phones, emails or ids was found among: {', '.join(titles)}.",
            field="mapping",
            fix='Name it in the mapping, such as {"Numéro": "phone"}.',
        )
    return Layout(encoding, found.delimiter, found.header, columns)


def seen(file: BinaryIO, encoding: str, region: str, delimiter: str | None = None) -> SeenFile:
    """Tell what the beginning of a file holds and what its columns are taken for, also where none leads to a person. Raises Invalid if empty."""
    found = _beginning(file, encoding, region, None, delimiter)
    columns = _recognised(found.titles, found.body, region, header=found.header)
    return SeenFile(
        encoding,
        found.delimiter,
        found.header,
        [SeenColumn(title, field, _samples(found.body, place)) for place, (title, field) in enumerate(columns)],
    )


def header_of(file: BinaryIO, encoding: str, region: str, delimiter: str | None = None) -> Sequence[str] | None:
    """Return the titles of the file's columns, None where it has no header."""
    beginning = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="").read(_SAMPLE_CHARACTERS)
    if not beginning.strip():
        return None
    delimiter = delimiter or _delimiter(beginning)
    rows = _rows(beginning, delimiter)
    if rows and names_delimiter(rows[0], delimiter):
        rows = rows[1:]
    return _titles(rows[0]) if rows and _has_header(rows[0], region, None) else None


class _Beginning(NamedTuple):
    """The first rows of a file: its titles (or "column 1") and the rows under them."""

    delimiter: str
    header: bool
    titles: Sequence[str]
    body: Sequence[Sequence[str]]


def _beginning(file: BinaryIO, encoding: str, region: str, mapping: Mapping[str, str] | None, delimiter: str | None) -> _Beginning:
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="").read(_SAMPLE_CHARACTERS)
    if not text.strip():
        raise Invalid("file_empty", "The file holds no rows.", field="file", fix="Choose a file with a row for each person.")
    delimiter = delimiter or _delimiter(text)
    rows = _rows(text, delimiter)
    if names_delimiter(rows[0], delimiter):
        rows = rows[1:] or [[]]
    header = _has_header(rows[0], region, mapping)
    titles = _titles(rows[0]) if header else [f"column {place + 1}" for place in range(len(rows[0]))]
    return _Beginning(delimiter, header, titles, rows[1:] if header else rows)


def _samples(body: Sequence[Sequence[str]], place: int) -> list[str]:
    filled = (row[place].strip().replace("\0", "")[:_LONGEST_SAMPLE] for row in body if place < len(row) and row[place].strip())
    return list(dict.fromkeys(filled))[:_SAMPLES]


def _delimiter(text: str) -> str:
    """Return the delimiter that the file names (`sep=;`), else the one that cuts most rows into as many cells as the first, and into most."""
    if named := _NAMED.match(text):
        return named[1]
    scores: dict[str, tuple[int, int]] = {}
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in _rows(text, delimiter)]
        if widths and widths[0] > 1:
            scores[delimiter] = (sum(width == widths[0] for width in widths), widths[0])
    return max(scores, key=lambda delimiter: scores[delimiter], default=",")


def _rows(text: str, delimiter: str) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(row):
                found.append(row)
            if len(found) > _SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # the sample only guides; the row is reported when it is read
    return found


def _has_header(first: Sequence[str], region: str, mapping: Mapping[str, str] | None) -> bool:
    if mapping and {title.strip() for title in first}.intersection(mapping):
        return True
    if mapping and any(re.fullmatch(r"column \d+", name) for name in mapping):
        return False
    return not any(_is_phone(cell, region) or "@" in cell for cell in first)


def _titles(row: Sequence[str]) -> list[str]:
    """Return the titles, each once: a repeated one gets its place."""
    titles: list[str] = []
    for place, cell in enumerate(row, 1):
        title = cell.strip().replace("\0", "")[:200] or f"column {place}"
        titles.append(title if title not in titles else f"{title} ({place})")
    return titles


def _mapped(titles: Sequence[str], mapping: Mapping[str, str]) -> list[tuple[str, str]]:
    for title, field in mapping.items():
        if title not in titles:
            raise Invalid(
                "column_unknown", f"The file has no column {title!r}.", field=f"mapping.{title}", fix=f"Its columns are: {', '.join(titles)}."
            )
        _check_field(title, field)
    given = [field for field in mapping.values() if field != IGNORE]
    if len(given) != len(set(given)):
        raise Invalid("field_repeated", "Two columns are mapped to one field.", field="mapping", fix="Map each field once.")
    return [(title, mapping.get(title, IGNORE)) for title in titles]


def _check_field(title: str, field: str) -> None:
    if field in PLAIN_FIELDS or field == IGNORE:
        return
    prefix, _, rest = field.partition(".")
    name, _, kind = rest.partition(":")
    if prefix != "attributes" or kind not in ("", *fields.KINDS):
        raise Invalid(
            "field_unknown",
            f"{field!r} is not a field of a contact.",
            field=f"mapping.{title}",
            fix=f"Use one of {', '.join(sorted(PLAIN_FIELDS))}, attributes.<name>[:number|bool|date], or ignore.",
        )
    fields.attribute_name(name)


def _recognised(titles: Sequence[str], body: Sequence[Sequence[str]], region: str, *, header: bool) -> list[tuple[str, str]]:
    best: dict[str, tuple[int, int]] = {}
    for place, title in enumerate(titles):
        if header and (known := _FIELD_OF.get(_slug(title))):
            rank, field = known
            best[field] = min(best.get(field, (rank, place)), (rank, place))
    if "region" in best and not _holds_regions(body, best["region"][1], region):
        del best["region"]
    chosen = {place: field for field, (_, place) in best.items()}
    if "phone" not in best and (place := _phone_column(body, region, len(titles), chosen)) is not None:
        chosen[place] = "phone"
    for place, title in enumerate(titles) if "second_phone" not in best else ():
        if place not in chosen and header and _FIELD_OF.get(_slug(title), (0, ""))[1] == "phone":
            chosen[place] = "second_phone"
            break
    return [(title, chosen.get(place) or _attribute(title, header=header)) for place, title in enumerate(titles)]


def _attribute(title: str, *, header: bool) -> str:
    if header and _EXPORTED.fullmatch(title):
        return title
    slug = _slug(title)[:64]
    return f"attributes.{slug}" if header and slug[:1].isalpha() else IGNORE


def _slug(title: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", title) if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


def _phone_column(body: Sequence[Sequence[str]], region: str, width: int, taken: Mapping[int, str]) -> int | None:
    """Return the first column of which most cells are phone numbers."""
    for place in range(width):
        cells = [row[place] for row in body if place < len(row) and row[place].strip()]
        if place not in taken and cells and sum(_is_phone(cell, region) for cell in cells) >= len(cells) * _ENOUGH:
            return place
    return None


def _holds_regions(body: Sequence[Sequence[str]], place: int, region: str) -> bool:
    """Say whether most cells are parts of a country: what else is titled "state" or "region" stays an attribute."""
    cells = [row[place] for row in body if place < len(row) and row[place].strip()]
    countries = dict.fromkeys((region, *_WITH_REGIONS))
    return sum(any(code_of(cell, country) for country in countries) for cell in cells) >= max(1, len(cells) * _ENOUGH)


def _is_phone(cell: str, region: str) -> bool:
    digits = sum(letter.isdigit() for letter in cell)
    if digits < 8:  # noqa: PLR2004 - shorter ones are ids, postcodes and years far more often than phones
        return False
    try:
        parse(cell, region)
    except Invalid:
        return cell.strip().startswith(("+", "00"))
    return True
