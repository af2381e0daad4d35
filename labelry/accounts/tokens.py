"""Making and reading tokens: legacy keys, signed personal and access tokens, reset links.

Pure functions over Django's secret key; a new secret key makes every token unusable.
"""

import base64
import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal

import jwt
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.encoding import force_bytes

ACCESS_LIFETIME = timedelta(seconds=300)
ALGORITHM = "HS256"
TokenType = Literal["refresh", "access"]


def derived_key(purpose: str) -> bytes:
    """32 bytes for one purpose, so that no two uses of the secret key share a key."""
    return hmac.digest(force_bytes(settings.SECRET_KEY), f"labelry {purpose}".encode(), "sha256")


def keyed_hash(purpose: str, text: str) -> str:
    """A hash (64 hex digits) that can neither be made nor guessed without the secret key."""
    return hmac.new(derived_key(purpose), text.encode(), hashlib.sha256).hexdigest()


# --- legacy keys ----------------------------------------------------------------------------


def new_legacy_key() -> str:
    """40 hex digits, as Label Studio's clients expect."""
    return secrets.token_hex(20)


def lookup_of(key: str) -> str:
    """What a legacy key is found by in the database."""
    return keyed_hash("legacy token lookup", key)


def encrypt(key: str) -> str:
    return _cipher().encrypt(key.encode()).decode()


def decrypt(encrypted: str) -> str | None:
    """The legacy key; None when it was encrypted under another secret key."""
    try:
        return _cipher().decrypt(encrypted.encode()).decode()
    except InvalidToken:
        return None


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key("legacy token encryption")))


# --- signed tokens --------------------------------------------------------------------------


@dataclass(frozen=True)
class Claims:
    """What a signed token says. An access token carries the `jti` of the token it came from."""

    user_id: int
    jti: str
    expires_at: datetime


def new_jti() -> str:
    return uuid.uuid4().hex


def sign(token_type: TokenType, claims: Claims, issued_at: datetime) -> str:
    payload = {
        "token_type": token_type,
        "exp": int(claims.expires_at.timestamp()),
        "iat": int(issued_at.timestamp()),
        "jti": claims.jti,
        "user_id": str(claims.user_id),
    }
    return jwt.encode(payload, derived_key("signed tokens"), algorithm=ALGORITHM)


def verify(token: str, token_type: TokenType) -> Claims | None:
    """The claims of a token of this type that we signed and that has not expired, or None."""
    try:
        payload = jwt.decode(
            token,
            derived_key("signed tokens"),
            algorithms=[ALGORITHM],
            options={"require": ["exp", "iat", "jti", "user_id", "token_type"]},
        )
    except jwt.InvalidTokenError:
        return None
    if payload["token_type"] != token_type or not str(payload["user_id"]).isdigit():
        return None
    return Claims(
        user_id=int(payload["user_id"]),
        jti=str(payload["jti"]),
        expires_at=datetime.fromtimestamp(payload["exp"], timezone.utc),
    )


def truncated(token: str) -> str:
    """`header.payload`: tells one token from another and cannot be used as one."""
    return ".".join(token.split(".")[:2])
