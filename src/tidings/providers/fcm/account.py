"""A service account of Google's: its key file, and the signed word by which it asks for an access token (RFC 7523)."""

import base64
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import orjson
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tidings.ports.adapter import Pass, Request, Response
from tidings.providers.answers import read_json, text

_TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
_SCOPE = "https://www.googleapis.com/auth/firebase.messaging"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LIVES = 3600
"""Seconds; the longest that Google takes ("Using OAuth 2.0 for Server to Server Applications", read November 2026)."""
_MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """A key file, read. `digest` names it and tells nothing of it."""

    project: str
    email: str
    key_id: str
    token_uri: str
    digest: str
    key: RSAPrivateKey = field(repr=False)


@lru_cache(maxsize=_MOST_KEPT)
def service_account(document: str) -> ServiceAccount:
    """Read a key file, as the console makes it; the same one is read once. Raises ValueError for what is none."""
    told = read_json(document.encode()) or {}
    try:
        key = load_pem_private_key(text(told, "private_key").encode(), None)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError("the private key can't be read") from error
    project, email = text(told, "project_id"), text(told, "client_email")
    if not isinstance(key, RSAPrivateKey) or not project or not email:
        raise ValueError("not a key file of a service account")
    digest = sha256(document.encode()).hexdigest()
    return ServiceAccount(project, email, text(told, "private_key_id"), text(told, "token_uri") or _TOKEN_URI, digest, key)


def wish(account: ServiceAccount, instead_of: Response | None = None) -> Pass:
    """Return what asks for an access token."""
    return Pass(account.digest, lambda at: _request(account, at), instead_of)


def _request(account: ServiceAccount, at: datetime) -> Request:
    form = urlencode({"grant_type": _GRANT, "assertion": assertion(account, at)})
    headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
    return Request("POST", account.token_uri, headers, form.encode())


def assertion(account: ServiceAccount, at: datetime) -> str:
    """Return a JSON Web Token, signed with RS256 (RFC 7515, RFC 7518): who asks, for what, whom, and until when."""
    seconds = int(at.timestamp())
    head = {"alg": "RS256", "typ": "JWT", "kid": account.key_id}
    claims = {"iss": account.email, "scope": _SCOPE, "aud": account.token_uri, "iat": seconds, "exp": seconds + _LIVES}
    signed = f"{_part(head)}.{_part(claims)}"
    return f"{signed}.{_base64(account.key.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def _part(value: dict[str, Any]) -> str:
    return _base64(orjson.dumps(value))


def _base64(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")
