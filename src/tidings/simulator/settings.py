"""What can be set, with the defaults and the bounds; docs/simulator.md explains each in a user's words."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import msgspec
import orjson
from msgspec import Meta, Struct, field

from tidings.kernel.errors import Invalid

ACCOUNT_SID = "AC00000000000000000000000000000000"
AUTH_TOKEN = "simulated-twilio-token"  # noqa: S105 - published on purpose: it opens nothing but the simulator
ACCESS_TOKEN = "simulated-whatsapp-token"  # noqa: S105 - as above
APP_SECRET = "simulated-app-secret"  # noqa: S105 - as above
PHONE_NUMBER_ID = "100000000000001"
BUSINESS_ACCOUNT_ID = "200000000000001"
SENDER_NUMBER = "+15005550006"
SETTINGS_VARIABLE = "TIDINGS_SIMULATOR_SETTINGS"

Fraction = Annotated[float, Meta(ge=0, le=1)]
Seconds = Annotated[float, Meta(ge=0)]
Positive = Annotated[float, Meta(gt=0)]
Count = Annotated[int, Meta(ge=1)]
Tier = Annotated[int, Meta(ge=0)]
Url = Annotated[str, Meta(pattern=r"^https?://[^\s]+$")]

_OPEN_MAPS = frozenset({"accounts", "error_mix", "phone_numbers"})


class Trouble(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What goes wrong at one provider. Fractions are of requests to send; latency is in real time."""

    latency_ms: Seconds = 0
    jitter_ms: Seconds = 0
    error_mix: dict[str, Fraction] = field(default_factory=dict[str, float])
    throttle_rate: Fraction = 0
    max_per_second: Positive | None = None
    timeout_after_accept: Fraction = 0
    reset_mid_answer: Fraction = 0
    hang_seconds: Seconds = 60
    outage: Literal["off", "refuse", "close"] = "off"


class TwilioSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Twilio's accounts (SID to auth token), senders (none listed: any), webhooks and WhatsApp limit."""

    accounts: dict[str, str] = field(default_factory=lambda: {ACCOUNT_SID: AUTH_TOKEN})
    senders: tuple[str, ...] = ()
    messaging_service_sender: str = SENDER_NUMBER
    inbound_url: Url | None = None
    whatsapp_tier: Tier | None = 250
    over_limit_code: int = 63018
    price_per_segment: Annotated[float, Meta(ge=0)] = 0.0083
    opt_out_words: tuple[str, ...] = ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "ARRET")
    opt_in_words: tuple[str, ...] = ("START", "UNSTOP")
    retry_seconds: Positive = 0.5
    trouble: Trouble = Trouble()


class MetaSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Meta's tokens, numbers (id to display number), webhook and messaging limit; one portfolio holds all numbers."""

    access_tokens: tuple[str, ...] = (ACCESS_TOKEN,)
    app_secret: str = APP_SECRET
    business_account_id: str = BUSINESS_ACCOUNT_ID
    phone_numbers: dict[str, str] = field(default_factory=lambda: {PHONE_NUMBER_ID: SENDER_NUMBER})
    quality_rating: Literal["GREEN", "YELLOW", "RED", "UNKNOWN"] = "GREEN"
    webhook_url: Url | None = None
    batch: Count = 20
    tier: Tier | None = 250
    over_limit_code: int = 131048
    pair_seconds: Seconds = 0
    retry_seconds: Positive = 1
    retry_longest_seconds: Positive = 60
    give_up_seconds: Positive = 7 * 24 * 3600
    trouble: Trouble = Trouble()


class FcmSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the app's server confirms what was shown (nowhere: it does not), and with which secret."""

    receipts_url: Url | None = None
    receipt_secret: str = ""
    retry_seconds: Positive = 0.5
    trouble: Trouble = Trouble()


class FailCodes(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Why messages fail after they were accepted: one code of the list is drawn for each."""

    twilio_sms: Annotated[tuple[int, ...], Meta(min_length=1)] = (30003,)
    twilio_whatsapp: Annotated[tuple[int, ...], Meta(min_length=1)] = (63024,)
    meta: Annotated[tuple[int, ...], Meta(min_length=1)] = (131026,)
    fcm: Annotated[tuple[int, ...], Meta(min_length=1)] = (404,)


class Receipts(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What becomes of an accepted message and how it's told. Each delay (business seconds) counts from the step before.

    `spread` varies a delay by up to that part of itself, later or earlier.
    """

    on: bool = True
    sent_seconds: Seconds = 1
    delivered_seconds: Seconds = 2
    read_seconds: Seconds = 60
    spread: Fraction = 0.5
    read_rate: Fraction = 0.6
    silent_rate: Fraction = 0
    fail_rate: Fraction = 0
    fail_codes: FailCodes = FailCodes()
    duplicate_rate: Fraction = 0
    shuffle_rate: Fraction = 0


class People(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who answers, with what, and how long after the last receipt (business seconds); messages to `unreachable` numbers fail.

    `foreign` are tokens of devices whose app belongs to another Firebase project.
    """

    stop_rate: Fraction = 0
    stop_words: Annotated[tuple[str, ...], Meta(min_length=1)] = ("STOP", "Stop", "stop.", "ARRET", "UNSUBSCRIBE")
    reply_rate: Fraction = 0
    replies: Annotated[tuple[str, ...], Meta(min_length=1)] = ("Thank you!", "Merci", "Who is this?", "YES", "OK 👍")
    answer_seconds: Seconds = 30
    unreachable: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


class CourierSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How webhooks leave: at most `lanes` at once (read at the start), each with a time limit in real seconds."""

    lanes: Annotated[int, Meta(ge=1, le=256)] = 32
    timeout_seconds: Positive = 15


class Settings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything that can be set."""

    seed: int = 1
    twilio: TwilioSettings = TwilioSettings()
    meta: MetaSettings = MetaSettings()
    fcm: FcmSettings = FcmSettings()
    receipts: Receipts = Receipts()
    people: People = People()
    courier: CourierSettings = CourierSettings()


def change(settings: Settings, patch: object) -> Settings:
    """Return `settings` with the values of `patch` (nested, only what changes). Raises Invalid.

    In the maps that a user fills (accounts, phone_numbers, error_mix) null removes a key; elsewhere it is a value.
    """
    if not isinstance(patch, dict):
        raise Invalid("settings_invalid", "Settings are a JSON object.", fix='Send, for example, {"receipts": {"read_rate": 0.5}}.')
    merged = _merge(cast("dict[str, Any]", msgspec.to_builtins(settings)), cast("dict[str, Any]", patch), removes=False)
    try:
        return msgspec.convert(merged, Settings)
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at ")
        path = where.strip("`").removeprefix("$.") or None
        raise Invalid("settings_invalid", f"{reason}.", field=path, fix="GET /_/settings shows every setting with its present value.") from error


def settings_from_environment() -> Settings:
    """Return the defaults changed by TIDINGS_SIMULATOR_SETTINGS, a JSON text or the path of a JSON file. Raises Invalid."""
    given = os.environ.get(SETTINGS_VARIABLE, "").strip()
    if not given:
        return Settings()
    return change(Settings(), read_json(given))


def read_json(text_or_path: str) -> object:
    """Return the JSON of a text that starts with `{`, or of the file it names. Raises Invalid."""
    try:
        text = text_or_path if text_or_path.lstrip().startswith("{") else Path(text_or_path).read_text(encoding="utf-8")
        return orjson.loads(text)
    except (OSError, orjson.JSONDecodeError) as error:
        raise Invalid("settings_unreadable", f"The settings can't be read: {error}.", fix="Give a JSON object or the path of a JSON file.") from error


def assignment(text: str) -> dict[str, Any]:
    """Return `receipts.read_rate=0.5` as a nested patch; a value that is no JSON is a text. Raises Invalid."""
    path, equals, raw = text.partition("=")
    if not equals or not path:
        raise Invalid("settings_invalid", f"{text!r} sets nothing.", fix="Write name=value, for example receipts.read_rate=0.5.")
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        value = raw
    for name in reversed(path.split(".")):
        value = {name: value}
    return cast("dict[str, Any]", value)


def _merge(base: dict[str, Any], patch: dict[str, Any], *, removes: bool) -> dict[str, Any]:
    merged = dict(base)
    for name, value in patch.items():
        present = merged.get(name)
        if removes and value is None:
            merged.pop(name, None)
        elif isinstance(present, dict) and isinstance(value, dict):
            merged[name] = _merge(cast("dict[str, Any]", present), cast("dict[str, Any]", value), removes=name in _OPEN_MAPS)
        else:
            merged[name] = value
    return merged
