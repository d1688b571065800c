"""Settings, read once from the environment into a frozen object that is handed down."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from tidings.kernel import phone
from tidings.kernel.clock import Clock, SimulatedClock, SystemClock
from tidings.kernel.errors import Invalid

Network = IPv4Network | IPv6Network
_DEFAULT_PORT = 8000
_SHORTEST_PREFIX = {4: 8, 6: 16}
_MAPPED_PREFIX = 96
"""Of a network of proxies: 10.0.0.0/8 is the largest that anybody has for themselves."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may set.

    `public_base_url` is how providers reach us, without a slash at the end. `retry_delay_ms` is the first delay
    of D5, in milliseconds; `retry_attempts` counts the retries after the first try. `ledger_years` is how long messages and events are kept
    (0: for ever). `trusted_proxies` are the networks of proxies whose `X-Forwarded-For` is believed. With a `metrics_token` whoever asks for
    /metrics must send it; without one only this machine may ask. The `default_*` ones are those of the organisation made at the first start.
    """

    database_url: str | None
    data_dir: Path
    public_base_url: str
    host: str
    port: int
    clock_mode: str
    clock_file: Path
    master_keys: str | None
    master_key_file: Path
    retry_attempts: int
    retry_delay_ms: int
    exchange_seconds: int
    ledger_years: int
    trusted_proxies: tuple[Network, ...]
    metrics_token: str | None
    default_region: str
    default_time_zone: str
    default_currency: str
    default_locale: str
    environment: Mapping[str, str]

    @property
    def simulated(self) -> bool:
        """Whether business time is the simulated clock's."""
        return self.clock_mode == "simulated"

    def clock(self) -> Clock:
        """Make the clock that these settings ask for."""
        return SimulatedClock(self.clock_file) if self.simulated else SystemClock()


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises Invalid that names the variable and what it may hold."""
    env = dict(os.environ if environment is None else environment)
    data_dir = data_directory(env)
    port = _whole_number(env, "TIDINGS_PORT", _DEFAULT_PORT, least=0, most=65535)
    host = env.get("TIDINGS_HOST", "127.0.0.1")
    mode = _one_of(env, "TIDINGS_CLOCK", ("system", "simulated"))
    return Settings(
        database_url=env.get("DATABASE_URL") or None,
        data_dir=data_dir,
        public_base_url=_base_url(env, "PUBLIC_BASE_URL", f"http://{host}:{port}"),
        host=host,
        port=port,
        clock_mode=mode,
        clock_file=Path(env.get("TIDINGS_CLOCK_FILE") or data_dir / "clock"),
        master_keys=env.get("TIDINGS_MASTER_KEYS") or None,
        master_key_file=Path(env.get("TIDINGS_MASTER_KEY_FILE") or data_dir / "master.key"),
        retry_attempts=_whole_number(env, "MESSAGE_RETRY_ATTEMPTS", 3, least=0, most=20),
        retry_delay_ms=_whole_number(env, "MESSAGE_RETRY_DELAY_MS", 5000, least=1, most=3_600_000),
        exchange_seconds=_whole_number(env, "TIDINGS_EXCHANGE_SECONDS", 20, least=1, most=120),
        ledger_years=_whole_number(env, "TIDINGS_LEDGER_YEARS", 5, least=0, most=100),
        trusted_proxies=_networks(env, "TIDINGS_TRUSTED_PROXIES"),
        metrics_token=env.get("TIDINGS_METRICS_TOKEN", "").strip() or None,
        default_region=_region(env, "TIDINGS_REGION", "FR"),
        default_time_zone=env.get("TIDINGS_TIME_ZONE", "Europe/Paris"),
        default_currency=env.get("TIDINGS_CURRENCY", "EUR").upper(),
        default_locale=env.get("TIDINGS_LOCALE", "fr"),
        environment=env,
    )


def data_directory(env: Mapping[str, str]) -> Path:
    """Return where data lives: TIDINGS_DATA_DIR, the checkout's `.tidings`, or the user's data folder (XDG)."""
    if named := env.get("TIDINGS_DATA_DIR"):
        return Path(named).expanduser().resolve()
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").is_file() and (checkout / "uv.lock").is_file():
        return checkout / ".tidings"
    home = Path(env.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return home / "tidings"


def _whole_number(env: Mapping[str, str], name: str, default: int, *, least: int, most: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise Invalid("setting_invalid", f"{name} is {text!r}.", field=name, fix=f"Give a whole number from {least} to {most}.")
    return int(text)


def _networks(env: Mapping[str, str], name: str) -> tuple[Network, ...]:
    """Read networks, apart by commas or blanks. Wide ones, a few of which hold every address, would let anybody say who they are."""
    words = env.get(name, "").replace(",", " ").split()
    try:
        networks = tuple(_unmapped(ip_network(word)) for word in words)
    except ValueError as error:
        fix = "Give addresses or whole networks, apart by commas, such as 10.0.0.0/8, 192.0.2.7, 2001:db8::/32."
        raise Invalid("setting_invalid", f"{name} can't be read: {error}.", field=name, fix=fix) from error
    if wide := next((each for each in networks if each.prefixlen < _SHORTEST_PREFIX[each.version]), None):
        fix = "Name the proxies' own addresses or networks, IPv4 from /8 on, IPv6 from /16 on."
        raise Invalid("setting_invalid", f"{name} holds more addresses than one's own proxies can have: {wide}.", field=name, fix=fix)
    return networks


def _unmapped(network: Network) -> Network:
    """Return the network of IPv4 that stands within IPv6 (::ffff:10.0.0.0/104) as that of IPv4, which is what addresses are compared as."""
    mapped = network.network_address.ipv4_mapped if isinstance(network, IPv6Network) else None
    if mapped is None or network.prefixlen < _MAPPED_PREFIX:
        return network
    return IPv4Network((mapped, network.prefixlen - _MAPPED_PREFIX))


def _one_of(env: Mapping[str, str], name: str, words: tuple[str, ...]) -> str:
    word = env.get(name, words[0]).strip().lower()
    if word not in words:
        raise Invalid("setting_invalid", f"{name} is {word!r}.", field=name, fix=f"Give one of: {', '.join(words)}.")
    return word


def _region(env: Mapping[str, str], name: str, default: str) -> str:
    region = (env.get(name, "").strip() or default).upper()
    if region not in phone.REGIONS:
        raise Invalid("setting_invalid", f"{name} is {region!r}.", field=name, fix="Give the two letters of a country, ISO 3166, such as FR or US.")
    return region


def _base_url(env: Mapping[str, str], name: str, default: str) -> str:
    url = (env.get(name) or default).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Invalid("setting_invalid", f"{name} is {url!r}.", field=name, fix="Give an http or https address.")
    return url
