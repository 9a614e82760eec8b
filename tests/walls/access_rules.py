"""Who may use a route, as the table of routes says it."""

from dataclasses import dataclass
from typing import Literal

from tests.walls.addresses import Owners
from tests.walls.who import PLAYERS, PUPILS, SIDE_OF, TEACHERS, Person

Group = Literal[
    "anybody", "learners", "teachers", "admins", "owner", "its teacher", "pupil", "player"
]


@dataclass(frozen=True, slots=True)
class May:
    """Who may use a route, and how others are refused.

    Attributes:
        group: None for nobody.
        refused: the status for others.
        others_are_told_nothing: they are answered as its owner is, but nothing happens.
        asks_who: a visitor is asked for a token, by a 401.
    """

    group: Group | None
    refused: int = 404
    others_are_told_nothing: bool = False
    asks_who: bool = False

    def lets_in(self, person: Person, owners: Owners) -> bool:
        """Tell whether somebody may use an address that names things of these owners."""
        sides = {SIDE_OF[owner] for owner in owners if owner in SIDE_OF}
        match self.group:
            case "anybody":
                return True
            case "learners":
                return person != "visitor"
            case "teachers":
                return person in {*TEACHERS.values(), "admin"}
            case "admins":
                return person == "admin"
            case "owner":
                return person in owners
            case "its teacher":
                return person == "admin" or any(TEACHERS[side] == person for side in sides)
            case "pupil":
                return any(person in PUPILS[side] for side in sides)
            case "player":
                return any(person in PLAYERS[side] for side in sides)
        return False


ANYBODY = May("anybody")
HOLDER = May("anybody")
"""Whoever knows the secret in the address, from a letter or in a calendar app."""
LEARNERS = May("learners")
"""Whoever has done something here; a visitor has nothing yet."""
TEACHERS_ALONE = May("teachers", refused=403)
ADMINS = May("admins", refused=403)
WATCHER = May("admins", refused=403, asks_who=True)
"""An admin, or a program with the token of one."""
OWNER = May("owner")
OWNER_IF_ANY = May("owner", others_are_told_nothing=True)
"""Undoing what is not there is told like undoing what is: it is not there any more."""
WORKER = May("owner", refused=403)
ITS_TEACHER = May("its teacher", refused=403)
"""The teacher of the class, the quiz or the sitting, and an admin."""
PUPIL = May("pupil", refused=403)
PLAYER = May("player", refused=403)
NOBODY = May(None)
