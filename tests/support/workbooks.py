"""Workbooks as spreadsheet programs write them, made by hand."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

Cell = str | float | bool | date | None


@dataclass(frozen=True)
class Formula:
    """A formula and the value that the program worked out last."""

    text: str
    value: float


_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Cell | Formula]]], *, hidden: Sequence[str] = (), extra: Mapping[str, bytes] | None = None
) -> bytes:  # fmt: skip
    """Return an .xlsx file of these sheets, some hidden, with further parts such as macros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        places = list(enumerate(sheets, 1))
        named = "".join(
            f'<sheet name="{escape(name)}" sheetId="{place}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""} r:id="r{place}"/>'
            for place, name in places
        )
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>')
        links = "".join(f'<Relationship Id="r{place}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{place}.xml"/>' for place, _ in places)
        links += f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>')
        archive.writestr("xl/styles.xml", _STYLES)
        for place, name in places:
            rows = "".join(f'<row r="{number}">{_row(number, row)}</row>' for number, row in enumerate(sheets[name], 1))
            archive.writestr(f"xl/worksheets/sheet{place}.xml", f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>')
        for path, content in (extra or {}).items():
            archive.writestr(path, content)
    return out.getvalue()


def _row(number: int, row: Sequence[Cell | Formula]) -> str:
    return "".join(_cell(f"{chr(ord('A') + place)}{number}", value) for place, value in enumerate(row))


def _cell(at: str, value: Cell | Formula) -> str:
    match value:
        case None:
            return ""
        case Formula(text, worked_out):
            return f'<c r="{at}"><f>{escape(text)}</f><v>{worked_out}</v></c>'
        case bool():
            return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
        case date():
            return f'<c r="{at}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
        case int() | float():
            return f'<c r="{at}"><v>{value}</v></c>'
        case _:
            return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
