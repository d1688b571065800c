"""A file is read as its owner meant it: encoding, delimiter, header, columns."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.contacts.rules.cells import guarded, unguarded
from tidings.contacts.rules.encoding import survey
from tidings.contacts.rules.layouts import detect
from tidings.contacts.rules.reading import Record, records
from tidings.contacts.types import Layout, RowError
from tidings.kernel.errors import Invalid


def layout_of(content: bytes, mapping: dict[str, str] | None = None) -> Layout:
    return detect(io.BytesIO(content), survey(io.BytesIO(content)).encoding, "FR", mapping)


def read(content: bytes, layout: Layout) -> list[Record | RowError]:
    return list(records(io.BytesIO(content), layout))


def cells(content: bytes) -> list[list[str]]:
    return [record.cells for record in read(content, layout_of(content)) if isinstance(record, Record)]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"), ("cp1252", "cp1252")],
)
def test_encodings_are_told_and_accents_kept(encoding: str, told: str) -> None:
    content = "Prénom;Téléphone\r\nHélène;0612345678\r\nZoë;0612345679\r\n".encode(encoding)
    assert layout_of(content).encoding == told
    assert cells(content)[0] == ["Hélène", "0612345678"]


def test_an_accent_far_into_a_file_still_decides_its_encoding() -> None:
    content = b"nom,mobile\r\n" + b"Martin,0612345678\r\n" * 100_000 + "Hélène,0612345679\r\n".encode("cp1252")
    assert survey(io.BytesIO(content)).encoding == "cp1252"


@pytest.mark.parametrize(("first", "delimiter"), [("sep=;", ";"), ('"sep=,"', ","), ("SEP=|", "|")])
def test_the_delimiter_that_excel_names_in_a_first_line_is_believed_and_no_row(first: str, delimiter: str) -> None:
    content = f"{first}\r\nNom{delimiter}Mobile\r\nAnne, Zoé; Léo|x{delimiter}0612345678\r\n".replace(", Zoé; Léo|x", "").encode()
    layout = layout_of(content)
    assert (layout.delimiter, layout.header, [title for title, _ in layout.columns]) == (delimiter, True, ["Nom", "Mobile"])
    assert [(each.line, each.cells) for each in read(content, layout) if isinstance(each, Record)] == [(3, ["Anne", "0612345678"])]


@pytest.mark.parametrize("beginning", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_is_refused_with_what_to_do(beginning: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        survey(io.BytesIO(beginning + bytes(1000)))
    assert refused.value.code == "file_is_workbook"
    assert "CSV" in (refused.value.fix or "")


FRENCH_ROWS = "Prénom;Ville\r\nHélène;Besançon\r\nAnaïs;Nîmes\r\nGaël;Orléans\r\n"


@pytest.mark.parametrize(
    ("content", "encoding", "doubts"),
    [
        (FRENCH_ROWS.encode(), "utf-8", []),
        (FRENCH_ROWS.encode("cp1252"), "cp1252", []),
        ("Nom;Ville\r\nŽanna;Málaga\r\nZoé;Orléans €\r\n".encode("cp1252"), "cp1252", []),
        (FRENCH_ROWS.encode("mac_roman"), "mac_roman", ["encoding_guessed"]),
        (FRENCH_ROWS.encode() + FRENCH_ROWS.encode("cp1252"), "cp1252", ["encoding_mixed"]),
    ],
)
def test_an_encoding_that_had_to_be_guessed_is_told(content: bytes, encoding: str, doubts: list[str]) -> None:
    found = survey(io.BytesIO(content))
    assert (found.encoding, [doubt.code for doubt in found.doubts]) == (encoding, doubts)


def test_one_damaged_place_does_not_spoil_the_other_accents() -> None:
    content = "nom,mobile\r\n" + "".join(f"Hélène,06123456{n:02d}\r\n" for n in range(40))
    damaged = content.encode() + b"L\xe9o,0612345699\r\n"
    found = read(damaged, layout_of(damaged))
    assert all(isinstance(each, Record) and each.cells[0] == "Hélène" for each in found[:40])
    assert isinstance(found[40], RowError)
    assert found[40].code == "characters_unreadable"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_told(delimiter: str) -> None:
    lines = [["nom", "téléphone", "ville"], ["Martin, Anne", "0612345678", "Aix; en Provence"], ["Durand", "0612345679", "Lyon"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(lines)
    assert cells(out.getvalue().encode()) == lines[1:]


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Prénom;Nom;Téléphone;Email;Pays", ["first_name", "last_name", "phone", "email", "country"]),
        ("First Name;Last name;Mobile phone;E-mail;Country", ["first_name", "last_name", "phone", "email", "country"]),
        ("Téléphone;Portable;Nom", ["second_phone", "phone", "last_name"]),
        ("Téléphone client;Portable;Téléphone", ["second_phone", "phone", "attributes.telephone"]),
        ("Réf.;N° de téléphone mobile;Ville de naissance", ["external_id", "phone", "attributes.ville_de_naissance"]),
    ],
)
def test_columns_are_known_by_their_names_in_english_and_french(header: str, fields: list[str]) -> None:
    row = ";".join("0612345678" if "phone" in field else "x" for field in fields)
    assert [field for _, field in layout_of(f"{header}\n{row}\n".encode()).columns] == fields


def test_a_bare_column_of_phones_is_enough() -> None:
    layout = layout_of(b"06 12 34 56 78\n+33 6 12 34 56 79\n")
    assert (layout.header, layout.columns) == (False, [("column 1", "phone")])


def test_a_column_of_phones_is_found_under_any_title() -> None:
    layout = layout_of(b"Qui;Joindre au\nAnne;0612345678\nMarc;0612345679\n")
    assert layout.columns == [("Qui", "attributes.qui"), ("Joindre au", "phone")]


def test_a_mapping_decides_and_leaves_the_other_columns_out() -> None:
    content = b"A;B;C\nx;0612345678;12\n"
    layout = layout_of(content, {"B": "phone", "C": "attributes.age:number"})
    assert layout.columns == [("A", "ignore"), ("B", "phone"), ("C", "attributes.age:number")]


@pytest.mark.parametrize(
    ("content", "mapping", "code"),
    [
        (b"", None, "file_empty"),
        (b" \n\n", None, "file_empty"),
        (b"color,size\nred,3\n", None, "no_address_column"),
        (b"a,b\n1,2\n", {"z": "phone"}, "column_unknown"),
        (b"a,b\n1,2\n", {"a": "telephone"}, "field_unknown"),
        (b"a,b\n1,2\n", {"a": "phone", "b": "phone"}, "field_repeated"),
        (b"a,b\n1,2\n", {"a": "attributes.x:color"}, "field_unknown"),
    ],
)
def test_a_file_that_leads_to_nobody_is_refused_at_once(content: bytes, mapping: dict[str, str] | None, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        layout_of(content, mapping)
    assert refused.value.code == code


def test_a_quote_that_is_never_closed_costs_its_own_row_only() -> None:
    content = b'nom,mobile\nAnne,0612345678\n"Marc,0612345679\n' + b"".join(b"n%d,06123456%02d\n" % (n, n) for n in range(50))
    found = read(content, layout_of(content))
    assert [each.line for each in found if isinstance(each, RowError)] == [3]
    assert len([each for each in found if isinstance(each, Record)]) == 51
    assert [each.line for each in found] == list(range(2, 54))


def test_line_numbers_are_those_of_the_file_also_after_a_quoted_line_break() -> None:
    content = b'nom,mobile\n"Anne\nMarie",0612345678\n\nMarc,0612345679\n'
    assert [(each.line, each.cells[0]) for each in read(content, layout_of(content)) if isinstance(each, Record)] == [(2, "Anne\nMarie"), (5, "Marc")]


def test_a_row_that_is_too_long_costs_no_other() -> None:
    content = b"nom,mobile\nAnne,0612345678\n" + b"x" * 1_000_000 + b",0612345679\nMarc,0612345670\n"
    found = read(content, layout_of(content))
    assert [each.code if isinstance(each, RowError) else each.cells[0] for each in found] == ["Anne", "row_too_long", "Marc"]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20), min_size=2, max_size=2), min_size=1))
def test_what_a_writer_of_csv_wrote_is_read_back(rows: list[list[str]]) -> None:
    wanted = [row for row in rows if any(row) and not any("\ufffd" in cell for cell in row)]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["nom", "mobile"], *wanted])
    layout = Layout("utf-8", ",", header=True, columns=[("nom", "last_name"), ("mobile", "phone")])
    found = read(out.getvalue().encode(), layout)
    assert [each.cells if isinstance(each, Record) else each for each in found] == wanted


@given(st.text())
def test_a_guarded_cell_is_no_formula_and_can_be_undone(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    if not text.startswith("'"):
        assert unguarded(guarded(text)) == text
