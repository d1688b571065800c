"""What callers send and see of contacts and imports."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, StrictBool

from tidings.accounts.types import ConsentBasis
from tidings.contacts.service import said, undo_until
from tidings.contacts.types import AddressKind, Changes, Contact, ImportReport, ImportStatus, NewAddress, OwnedAddress, Rank
from tidings.infra import web
from tidings.kernel.phone import LineType
from tidings.kernel.words import Channel

_MOST_ADDRESSES = 20

Attribute = web.Text | bool | int | float
Attributes = Annotated[dict[str, Attribute | None], Field(max_length=100, examples=[{"customer_tier": "premium", "age": 31}])]
Tags = Annotated[list[web.Text], Field(max_length=100, examples=[["vip"]])]


class PhoneSent(web.Input):
    """A phone number in any usual way of writing; national ones are read in the contact's country, else the organisation's region."""

    number: web.Line = Field(examples=["06 12 34 56 78"])
    second: StrictBool = Field(default=False, description="A second or a linked client record's number; the other one is preferred.")


class ContactSent(web.Input):
    """A contact's fields. In a change, those left out stay as they are and null empties one."""

    external_id: web.Text | None = Field(default=None, description="The id in your own system.", examples=["C-1204"])
    first_name: web.Text | None = Field(default=None, examples=["Camille"])
    last_name: web.Text | None = Field(default=None, examples=["Exemple"])
    country: web.Text | None = Field(default=None, description="ISO 3166, or a country's name.", examples=["FR"])
    region: web.Text | None = Field(default=None, description="State, province or département: ISO 3166-2, or its code or name.", examples=["US-FL"])
    postcode: web.Text | None = Field(default=None, examples=["67000"])
    time_zone: web.Text | None = Field(default=None, description="IANA; inferred from country and phone when empty.", examples=["Europe/Paris"])
    locale: web.Text | None = Field(default=None, description="BCP 47; inferred from country and phone when empty.", examples=["fr-FR"])
    lifecycle: web.Text | None = Field(default=None, description="lead, student, customer...", examples=["customer"])
    tags: Tags | None = Field(default=None, description="Replace the present ones.")
    attributes: Attributes | None = Field(default=None, description="Merged into the present ones; null removes one.")
    phones: list[PhoneSent] = Field(default=[], max_length=_MOST_ADDRESSES, description="Added to the present ones.")
    emails: list[web.Line] = Field(default=[], max_length=_MOST_ADDRESSES, examples=[["camille@example.org"]])
    whatsapp_users: list[web.Line] = Field(
        default=[],
        max_length=_MOST_ADDRESSES,
        description="Meta's ids of WhatsApp users who keep their number to themselves, as Meta writes them.",
        examples=[["FR.13491208655302741918"]],
    )

    def changes(self) -> Changes:
        """Return the fields that were sent."""
        given: dict[str, Any] = {name: getattr(self, name) for name in self.model_fields_set - {"phones", "emails", "whatsapp_users"}}
        empty: dict[str, Any] = {"lifecycle": "lead", "tags": [], "attributes": {}}
        given |= {name: value for name, value in empty.items() if name in given and given[name] is None}
        phones = [NewAddress(AddressKind.PHONE, each.number, Rank.SECOND if each.second else Rank.PROFILE) for each in self.phones]
        emails = [NewAddress(AddressKind.EMAIL, each) for each in self.emails]
        users = [NewAddress(AddressKind.WHATSAPP_USER, each) for each in self.whatsapp_users]
        return Changes(**given, addresses=[*phones, *emails, *users])


class AddressShown(web.Output):
    """A phone, an email or a WhatsApp user's id of a contact."""

    id: UUID
    value: str = Field(description="E.164, the email, or the id as Meta writes it.", examples=["+33612345678"])
    masked: str = Field(description="Fit to be shown to anybody.", examples=["+33 6 ** ** ** 78"])
    country: str | None
    line_type: LineType | None
    preference: int = Field(description="0: the profile's; 1: a second or client record's; 2: a former one.")
    phone_verified_at: datetime | None = Field(
        description="When they showed that the number is theirs; a changed number is not verified. Of an email, when it was verified."
    )
    phone_verified_how: str | None = Field(description="Of an email: `email_link`, or how staff saw to it.", examples=["sms_code"])

    @classmethod
    def of(cls, owned: OwnedAddress, masked: str) -> Self:
        """Show an address."""
        address = owned.address
        return cls(
            id=address.id,
            value=address.value,
            masked=masked,
            country=address.country,
            line_type=address.line_type,
            preference=owned.rank,
            phone_verified_at=owned.verified_at,
            phone_verified_how=owned.verified_how,
        )


class ContactShown(web.Output):
    """A contact. The sources say how time zone and locale came to be known: declared, region, postcode, country or phone."""

    id: UUID
    external_id: str | None
    first_name: str | None
    last_name: str | None
    country: str | None
    region: str | None
    postcode: str | None
    time_zone: str | None
    time_zone_source: str | None
    locale: str | None
    locale_source: str | None
    lifecycle: str
    tags: list[str]
    attributes: dict[str, Attribute]
    phones: list[AddressShown]
    emails: list[AddressShown]
    whatsapp_users: list[AddressShown]
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, contact: Contact, masks: Mapping[UUID, str]) -> Self:
        """Show a contact; `masks` are by address id."""

        def shown(kind: AddressKind) -> list[AddressShown]:
            return [AddressShown.of(each, masks[each.address.id]) for each in contact.addresses if each.address.kind is kind]

        return cls(
            id=contact.id,
            external_id=contact.external_id,
            first_name=contact.first_name,
            last_name=contact.last_name,
            country=contact.country,
            region=contact.region,
            postcode=contact.postcode,
            time_zone=contact.time_zone,
            time_zone_source=contact.time_zone_source,
            locale=contact.locale,
            locale_source=contact.locale_source,
            lifecycle=contact.lifecycle,
            tags=list(contact.tags),
            attributes=dict(contact.attributes),
            phones=shown(AddressKind.PHONE),
            emails=shown(AddressKind.EMAIL),
            whatsapp_users=shown(AddressKind.WHATSAPP_USER),
            created_at=contact.created_at,
            updated_at=contact.updated_at,
        )


class ColumnShown(web.Output):
    """What a column of the file is."""

    column: str = Field(examples=["Téléphone"])
    field: str = Field(examples=["phone"])


class ConsentOfFileShown(web.Output):
    """What was attested for everybody in a file."""

    source: str
    wording: str
    channels: tuple[Channel, ...]
    attested_by: str
    attested_at: datetime


class ImportShown(web.Output):
    """How far an import is."""

    id: UUID
    file_name: str
    status: ImportStatus
    dry_run: bool
    encoding: str = Field(examples=["utf-8"])
    delimiter: str = Field(examples=[";"])
    columns: list[ColumnShown]
    region: str
    tags: list[str] = Field(description="Put on everybody in the file.")
    consent: ConsentOfFileShown | None = Field(description="Null: nobody attests that they agreed to anything.")
    bytes_total: int
    bytes_done: int
    rows_done: int = Field(description="Rows read and settled, good or bad.")
    created: int
    updated: int
    unchanged: int
    duplicates: int = Field(description="Rows left aside because an earlier one speaks of the same person.")
    rejected: int = Field(description="Rows with something wrong, see errors.")
    progress_percentage: float
    started_at: datetime
    updated_at: datetime
    failure: str | None
    undo_until: datetime | None = Field(description="Until when it can be undone; null: it can't be, or was.")
    seen_at: datetime | None = Field(description="When somebody saw what came of it; null again whenever its status changes.")

    @classmethod
    def of(cls, report: ImportReport, language: str = "en") -> Self:
        """Show an import; why it failed, in a language."""
        return cls(
            id=report.id,
            file_name=report.file_name,
            status=report.status,
            dry_run=report.options.dry_run,
            encoding=report.layout.encoding,
            delimiter=report.layout.delimiter,
            columns=[ColumnShown(column=title, field=field) for title, field in report.layout.columns],
            region=report.options.region,
            tags=list(report.options.tags),
            consent=ConsentOfFileShown.model_validate(report.basis) if report.basis else None,
            bytes_total=report.bytes_total,
            bytes_done=report.bytes_done,
            rows_done=report.rows_done,
            created=report.created,
            updated=report.updated,
            unchanged=report.unchanged,
            duplicates=report.duplicates,
            rejected=report.rejected,
            progress_percentage=round(100 * report.bytes_done / max(report.bytes_total, 1), 1),
            started_at=report.started_at,
            updated_at=report.updated_at,
            failure=report.failure and said(report.failure, language),
            undo_until=undo_until(report),
            seen_at=report.seen_at,
        )


class SeenColumnShown(web.Output):
    """A column of a file that is only looked at."""

    title: str = Field(examples=["Téléphone"])
    field: str = Field(description="What an import without a mapping would take it for.", examples=["phone"])
    samples: list[str] = Field(description="Its first filled cells, as they are written.", examples=[["06 12 00 00 01"]])


class SeenFileShown(web.Output):
    """What a file holds."""

    encoding: str = Field(examples=["utf-8"])
    delimiter: str = Field(examples=[";"])
    header: bool
    columns: list[SeenColumnShown]
    sheets: list[str] = Field(description="Of a workbook, the one that was read first.")
    remembered: str | None = Field(description="The mapping of an earlier file with the same header by which the columns were taken.")


class ConsentOfFile(web.Input):
    """What whoever brings a file attests: that everybody in it agreed to marketing on these channels, where, and to which words."""

    source: web.Line = Field(description="Where consent was given.", examples=["registration form"])
    wording: Annotated[web.Text, Field(min_length=1, max_length=4000)] = Field(examples=["I agree to receive offers by SMS."])
    channels: tuple[Channel, ...] = Field(min_length=1, max_length=len(Channel), examples=[["sms"]])
    at: web.Moment | None = Field(default=None, description="When they agreed, the latest of them; now if left out.")

    def basis(self, actor: str, now: datetime) -> ConsentBasis:
        """Return it as the room knows it; nobody agrees in the future."""
        return ConsentBasis(self.source, self.wording, actor, min(self.at or now, now), tuple(dict.fromkeys(self.channels)))


class RowErrorShown(web.Output):
    """What is wrong with one row."""

    line: int = Field(description="In the file, from 1, the header counted.", examples=[17])
    field: str = Field(examples=["phone"])
    code: str = Field(examples=["too_short"])
    reason: str
    fix: str


class MappingNamed(web.Input):
    """A name for a mapping."""

    name: web.Text = Field(max_length=200, examples=["Monthly list of the shop"])


class MappingShown(web.Output):
    """What the columns of files with one header were said to be."""

    id: UUID
    name: str
    columns: dict[str, str] = Field(description="Field by title.", examples=[{"Portable": "phone"}])
    actor: str
    used_at: datetime
