"""Which column of a list holds what: by the titles over them, else by what stands in them."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from studyapp.classroom.classes.seat_names import TYPED_LONGEST, clean_text

_NAME: Final = {"name", "names"}
_FULL: Final = {
    *("full name", "pupil", "pupil name", "student", "student name"),
    *("schüler", "schülername", "nom complet", "élève"),
}
_FIRST: Final = {
    *("first name", "firstname", "first names", "forename", "forenames"),
    *("given name", "givenname", "given names", "christian name"),
    *("vorname", "vornamen", "rufname", "prénom", "prenom", "prénoms", "prenoms"),
}
_LAST: Final = {
    *("last name", "lastname", "last names", "surname", "surnames", "family name", "familyname"),
    *("nachname", "nachnamen", "familienname", "zuname", "nom", "noms", "nom de famille"),
}
_CODE: Final = {
    *("number", "pupil number", "student number", "code", "id", "no", "nr", "pupil no"),
    *("student no", "pupil id", "student id", "pupil code", "student code", "upn"),
    *("roll number", "roll no", "admission number", "admission no", "candidate number"),
    *("nummer", "schülernummer", "schüler nummer", "schüler nr", "schüler id"),
    *("numéro", "numero", "n°", "numéro d'élève", "matricule", "identifiant"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where name and number stand; with titles, further columns do no harm.

    Attributes:
        name: the columns that make up the name, in its order.
        titles: the cells of the first line where it names the columns; empty where it does not.
        between: what stands between the parts of a name.
    """

    name: tuple[int, ...] = (0,)
    code: int | None = 1
    titles: tuple[str, ...] = ()
    between: str = " "

    @property
    def guesses_name(self) -> bool:
        """Tell whether two columns are taken for one name though no title says so."""
        return not self.titles and len(self.name) > 1

    @property
    def name_titles(self) -> list[str]:
        """Return the titles of what makes up the name, in its order."""
        return [self.titles[n] for n in self.name] if self.titles else []

    @property
    def unread_titles(self) -> list[str]:
        """Return the titles of the columns that are not read."""
        read = {*self.name, self.code}
        return [title for n, title in enumerate(self.titles) if title and n not in read]

    def name_in(self, cells: Sequence[str]) -> str:
        """Return the name that a line gives; empty when it gives none."""
        parts = (cells[n] for n in self.name if n < len(cells))
        return self.between.join(part for part in parts if part)

    def code_in(self, cells: Sequence[str]) -> str:
        """Return the pupil number that a line gives; empty when it gives none."""
        return cells[self.code] if self.code is not None and self.code < len(cells) else ""


def titled_columns(cells: Sequence[str]) -> Columns | None:
    """Return what the first line says of the columns; None when it names none of a name."""
    titles = tuple(clean_text(cell) for cell in cells)
    name, full = _place(titles, _NAME), _place(titles, _FULL)
    first, last = _place(titles, _FIRST), _place(titles, _LAST)
    parts: list[int | None] = [name, last]
    if full is not None:
        parts = [full]
    elif first is not None:
        parts = [first, last if last is not None else name]
    found = tuple(place for place in parts if place is not None)
    return Columns(found, _place(titles, _CODE), titles) if found else None


def untitled_columns(lines: Iterable[Sequence[str]], separator: str) -> Columns:
    """Return what stands in columns without titles: a second one without any digit is a name."""
    second = [clean_text(cells[1]) for cells in lines if len(cells) > 1]
    if not any(second) or any(sign.isdigit() for cell in second for sign in cell):
        return Columns()
    return Columns((0, 1), None, between=", " if separator == "," else " ")


def _place(titles: Sequence[str], known: set[str]) -> int | None:
    return next((n for n, title in enumerate(titles) if _compared(title) in known), None)


def _compared(title: str) -> str:
    """Return a title as it is compared: case, dots and dashes do not matter."""
    plain = unicodedata.normalize("NFKC", title[:TYPED_LONGEST])
    plain = plain.replace("_", " ").replace("-", " ")
    return " ".join(plain.replace(".", "").replace("’", "'").casefold().split())
