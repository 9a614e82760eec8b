"""Who is in the world of these tests, on which side, and which words are whose."""

from collections.abc import Iterator
from typing import Literal, get_args

Side = Literal["here", "there"]
Person = Literal[
    "visitor",
    "guest",
    "other guest",
    "learner",
    "classmate",
    "other learner",
    "teacher",
    "other teacher",
    "admin",
]
PEOPLE: tuple[Person, ...] = get_args(Person)
MEMBERS: dict[Side, tuple[Person, ...]] = {
    "here": ("teacher", "learner", "classmate", "guest"),
    "there": ("other teacher", "other learner", "other guest"),
}
TEACHERS: dict[Side, Person] = {"here": "teacher", "there": "other teacher"}
PUPILS: dict[Side, tuple[Person, ...]] = {
    "here": ("learner", "classmate"),
    "there": ("other learner",),
}
PLAYERS: dict[Side, tuple[Person, ...]] = {
    "here": ("learner", "guest"),
    "there": ("other learner", "other guest"),
}
SIDE_OF: dict[Person, Side] = {who: side for side, all_ in MEMBERS.items() for who in all_}


def name_of(person: Person) -> str:
    """Return under which name somebody has an account, a seat and a nickname."""
    return "Zq" + person.title().replace(" ", "")


def private_words(person: Person) -> str:
    """Return what stands in everything that is nobody else's business."""
    return f"zq private of {person}."


def side_words(side: Side) -> str:
    """Return what stands in the names of a class and of its quizzes."""
    return f"zq quiz of {side}."


def words_not_for(person: Person) -> Iterator[str]:
    """Return the words that somebody must not be shown, wherever they look."""
    for other in PEOPLE:
        if other == person:
            continue
        yield private_words(other)
        leads = person == "admin" or TEACHERS.get(SIDE_OF.get(other, "here")) == person
        if not (leads and other in SIDE_OF):
            yield name_of(other)
    for side, members in MEMBERS.items():
        if person != "admin" and person not in members:
            yield side_words(side)
