"""Codes of an authenticator app (TOTP, RFC 6238): six digits, a new one every 30 seconds."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp

ISSUER = "Studyapp"
STEP_SECONDS = 30
DRIFT_STEPS = 1
"""How far the clock of a phone may be off, either way."""
SECRET_BYTES = 20


def new_salt() -> str:
    """Return what a secret is made from; the database keeps it."""
    return secrets.token_urlsafe(32)


def totp_secret(salt: str, secret_key: str) -> str:
    """Return the secret that app and server share, in base32; it is stored nowhere."""
    message = f"studyapp.second-factor {salt}".encode()
    digest = hmac.digest(secret_key.encode(), message, hashlib.sha256)
    return base64.b32encode(digest[:SECRET_BYTES]).decode("ascii")


def setup_address(secret: str, name: str) -> str:
    """Return the address in the QR code that sets an authenticator app up."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def in_groups(secret: str) -> str:
    """Return a secret as it is read off and typed."""
    return " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))


def step_of(code: str, secret: str, *, after: int, now: datetime) -> int | None:
    """Return the time step whose code this is; None for none near `now`.

    Args:
        code: as it was typed.
        secret: in base32.
        after: a step whose code was taken already; it and those before it are not taken again.
        now: by the server's clock.
    """
    typed = "".join(code.split()).encode("utf-8", "replace")
    present = int(now.timestamp()) // STEP_SECONDS
    codes = pyotp.HOTP(secret)
    for step in range(present - DRIFT_STEPS, present + DRIFT_STEPS + 1):
        if hmac.compare_digest(codes.at(step).encode(), typed) and step > after:
            return step
    return None
