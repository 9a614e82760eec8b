"""The family of errors that end a request or a command with one clear sentence."""


class StudyAppError(Exception):
    """An error whose text can be shown to the person who met it.

    Attributes:
        status: the HTTP status of the page that reports it.
        advice: what to do now.
        retry_seconds: after how long the same request may work; None when time changes nothing.
    """

    status = 500
    advice = "Go back and try again."
    retry_seconds: int | None = None


class ForbiddenError(StudyAppError):
    """The page is not for this user."""

    status = 403
    advice = "Sign in with another account, or go on from the home page."


class SignInError(ForbiddenError):
    """The page is for people with a name, and nobody is signed in, perhaps not any more."""

    advice = "Sign in, then open the page again."


class NoSeatError(ForbiddenError):
    """What is for a class was asked for without a seat in it."""

    advice = (
        "If you have a seat there, pick your name again with the code of the class, "
        "or sign in with the account that sits on it."
    )


class NotPlayingError(ForbiddenError):
    """A page of a live quiz was asked for by somebody who does not play."""

    advice = "Join it with the code on the wall."


class SentOutError(ForbiddenError):
    """A page of a live quiz was asked for by a player whom the teacher sent out."""

    advice = "If that was a mistake, tell your teacher. Load this page again when you are let in."


class NotFoundError(StudyAppError):
    """The thing asked for does not exist, or not for this user."""

    status = 404
    advice = "Look for it from the home page."


class GoneError(StudyAppError):
    """The thing asked for existed once and was taken back."""

    status = 410
    advice = "Go on with the next question; what you answered before is kept."


class ConflictError(StudyAppError):
    """The request does not fit what has happened meanwhile; nothing was changed."""

    status = 409
    advice = "Load the page again to see where things stand."


class BadInputError(StudyAppError):
    """The request has the wrong shape; nothing was changed."""

    status = 422
    advice = "Go back, correct it and send it again."


class LacksSearchError(StudyAppError):
    """This server cannot search texts."""

    status = 501
    advice = "Everything else works. Tell whoever runs this server."


class BusyError(StudyAppError):
    """Another write takes too long; the same request works in a moment."""

    status = 503
    advice = "Nothing is lost. Send it again in a few seconds."
    retry_seconds = 2


class StorageError(StudyAppError):
    """The disk or the database refuses to store anything."""

    status = 503
    advice = "Nothing stored before is lost. Tell whoever runs this server, then send it again."
    retry_seconds = 2


class StartError(StudyAppError):
    """The program cannot start; the text says what, where and what to do."""
