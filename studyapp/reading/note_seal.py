"""A deleted note travels through its own page, sealed, so that it can be put back unchanged."""

from itsdangerous import BadSignature, URLSafeSerializer
from pydantic import TypeAdapter

from studyapp.errors import BadInputError
from studyapp.reading.note import Note

_NOTE = TypeAdapter(Note)


def seal(note: Note, secret_key: str) -> str:
    """Return a note as text for a form; nobody else can make such a text."""
    return str(_serializer(secret_key).dumps(_NOTE.dump_json(note).decode()))


def unseal(sealed: str, secret_key: str) -> Note:
    """Return the note in a sealed text.

    Raises:
        BadInputError: this server did not seal it.
    """
    try:
        return _NOTE.validate_json(_serializer(secret_key).loads(sealed))
    except BadSignature:
        raise BadInputError("This is no note that was deleted here, so none is put back.") from None


def _serializer(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt="studyapp.note")
