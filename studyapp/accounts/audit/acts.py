"""What the audit log keeps of pages and commands, and how it tells of it in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

TOLD = "role"
"""The one word of an address that the log keeps; of everything else it keeps numbers alone."""
COMMANDS: Mapping[str, str] = {
    "backup": "wrote a copy of the database into a file",
    "content sync": "brought the stored texts and questions in line with the files",
    "doctor --repair": "derived schedules and days anew from the answers",
    "restore": "put a backup in the place of the database",
    "user add": "made an account",
    "user erase": "erased an account",
    "user export": "wrote everything that is kept of a person into a file",
    "user import": "took a file of a person in",
    "user promote": "gave an account a role",
    "user reset-password": "set a new password",
    "user reset-second-factor": "switched the two-step sign-in of an account off",
}


@dataclass(frozen=True, slots=True)
class Acts:
    """What teachers and admins do on the pages of a capability.

    Attributes:
        words: what is kept, by endpoint, as it is told of somebody: "took a pupil off a roster".
        passed_over: what is not worth an entry, by endpoint, and why.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    passed_over: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done.

    Attributes:
        name: an endpoint, or the words of a command.
        learner_id: who did it; None for a command.
        class_id: the class that it was done in, if any.
        about: numbers of what it was done to; see `numbers_of`.
    """

    name: str
    at: datetime
    learner_id: int | None
    class_id: int | None = None
    about: str = ""


def joined(parts: Iterable[Acts]) -> Acts:
    """Return the acts of all capabilities as one."""
    words: dict[str, str] = {}
    passed_over: dict[str, str] = {}
    for acts in parts:
        words |= acts.words
        passed_over |= acts.passed_over
    return Acts(words, passed_over)


def numbers_of(values: Mapping[str, object]) -> str:
    """Return the numbers of an address: `class_id=3 seat_id=12`.

    Its texts are left out but for the role, because a code or a name may be among them.
    """
    return " ".join(
        f"{name}={value}"
        for name, value in values.items()
        if isinstance(value, int) or name == TOLD
    )


def words_of(name: str, words: Mapping[str, str]) -> str:
    """Return what an act is called; one of an earlier version of the program by its name."""
    return words.get(name) or COMMANDS.get(name) or f"did something that is called {name}"
