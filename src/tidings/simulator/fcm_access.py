"""Google's side of a service account: key files, the signed words made with them, and the access tokens that these buy."""

import base64
import json
import secrets
import time
from typing import Any, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

PROJECT = "simulated-app"
_EMAIL = f"push@{PROJECT}.iam.gserviceaccount.example"
_SCOPE = "https://www.googleapis.com/auth/firebase.messaging"
_LIVES = 3599
_LONGEST = 3600
_SKEW_SECONDS = 300
_PARTS = 3


class AccessDenied(Exception):
    """Google gives no token, for the reason that OAuth has a word for."""


class Access:
    """The keys that were made since the start, and the tokens that they bought. Both live in memory: after a restart a new key is needed."""

    def __init__(self) -> None:
        self._keys: dict[str, RSAPublicKey] = {}
        self._tokens: dict[str, float] = {}

    def new_key(self, token_uri: str) -> dict[str, str]:
        """Make a key and return its file, as the Firebase console does; it can't be had a second time."""
        key = generate_private_key(public_exponent=65537, key_size=2048)
        key_id = secrets.token_hex(20)
        self._keys[key_id] = key.public_key()
        return {
            "type": "service_account",
            "project_id": PROJECT,
            "private_key_id": key_id,
            "private_key": _pem(key),
            "client_email": _EMAIL,
            "token_uri": token_uri,
        }

    def buy(self, assertion: str, token_uri: str) -> dict[str, Any]:
        """Return a token for a signed word (RFC 7523), as Google's endpoint answers. Raises AccessDenied."""
        try:
            head, claims, signed, signature = _read(assertion)
        except ValueError as error:
            raise AccessDenied("invalid_grant") from error
        key = self._keys.get(str(head.get("kid")))
        if key is None or head.get("alg") != "RS256" or claims.get("iss") != _EMAIL or claims.get("aud") != token_uri:
            raise AccessDenied("invalid_grant")
        if _SCOPE not in str(claims.get("scope")).split():
            raise AccessDenied("invalid_scope")
        if not _is_timely(claims.get("iat"), claims.get("exp")):
            raise AccessDenied("invalid_grant")
        try:
            key.verify(signature, signed, PKCS1v15(), SHA256())
        except InvalidSignature as error:
            raise AccessDenied("invalid_grant") from error
        token = f"ya29.{secrets.token_urlsafe(40)}"
        self._tokens[token] = time.monotonic() + _LIVES
        return {"access_token": token, "expires_in": _LIVES, "token_type": "Bearer"}

    def knows(self, token: str) -> bool:
        """Say whether a token was given and still lives."""
        return self._tokens.get(token, 0.0) > time.monotonic()


def _is_timely(begins: object, ends: object) -> bool:
    """Say whether a word was made just now, by real time, for an hour at most."""
    if not isinstance(begins, int) or not isinstance(ends, int):
        return False
    now = time.time()
    return begins <= now + _SKEW_SECONDS and ends > now and ends - begins <= _LONGEST


def _read(assertion: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    parts = assertion.split(".")
    if len(parts) != _PARTS:
        raise ValueError("not a signed word")
    head, claims = json.loads(_octets(parts[0])), json.loads(_octets(parts[1]))
    if not isinstance(head, dict) or not isinstance(claims, dict):
        raise ValueError("not a signed word")  # noqa: TRY004 - whoever sent it is wrong, not the program
    signed = f"{parts[0]}.{parts[1]}".encode()
    return cast("dict[str, Any]", head), cast("dict[str, Any]", claims), signed, _octets(parts[2])


def _octets(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _pem(key: RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
