"""Session tokens: 256 random bits that the server signs when it hands them out."""

import hashlib
import secrets

from itsdangerous import BadSignature, Signer

LONGEST = 200


def new_token(secret_key: str) -> str:
    """Return a fresh signed token for a cookie."""
    return _signer(secret_key).sign(secrets.token_urlsafe(32)).decode("ascii")


def checked_token(cookie: str | None, secret_key: str) -> str | None:
    """Return the cookie's token if this server made it, else None."""
    if not cookie or len(cookie) > LONGEST or not cookie.isascii():
        return None
    try:
        _signer(secret_key).unsign(cookie)
    except BadSignature:
        return None
    return cookie


def token_hash(token: str) -> str:
    """Return what the session table keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signer(secret_key: str) -> Signer:
    return Signer(secret_key, salt="studyapp.session", digest_method=hashlib.sha256)
