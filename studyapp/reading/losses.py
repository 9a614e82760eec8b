"""What a sync would take away from those who have read: lasting numbers, and places in modules."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from studyapp.reading.article import Article
from studyapp.reading.library import Library, register_path
from studyapp.reading.paragraph_ids import assign_numbers, entry_for
from studyapp.reading.reading_place import ModuleKey
from studyapp.yaml_files.faults import Fault

Passages = Mapping[ModuleKey, Mapping[int, str]]
"""The words of each paragraph by its number, module by module."""


def missing_registers(folder: Path, library: Library, stored: Passages) -> Iterator[Fault]:
    """Refuse a text without its register when its paragraphs had other numbers so far."""
    for article in library.articles:
        path = register_path(folder, article.key)
        known: dict[int, str] = {}
        for (key, _), texts in stored.items():
            known |= texts if key == article.key else {}
        count = 0 if path.exists() else _renumbered(article, known)
        if count:
            message = (
                "this register of paragraph numbers is missing, and without it paragraphs that "
                f"were served get other numbers ({count} of them); "
                "put it back from version control or a backup"
            )
            yield Fault(f"{folder.name}/{path.name}", 0, 0, "register-missing", message)


def gone_modules(library: Library, stored: Passages) -> set[ModuleKey]:
    """Return the modules that were served and are in no text any more."""
    return stored.keys() - {(a.key, module.key) for a in library.articles for module in a.modules}


def lost_places(folder: Path, readers: Mapping[ModuleKey, int]) -> Iterator[Fault]:
    """Warn of the places of readers in modules that are gone."""
    for (article, module), count in sorted(readers.items()):
        message = (
            f"the module {article}/{module} is no longer there, and how far it was read is no "
            f"longer shown (readers: {count}); if it has a new key, give it the old one back"
        )
        yield Fault(folder.name, 0, 0, "module-gone", message, "warning")


def _renumbered(article: Article, known: Mapping[int, str]) -> int:
    """Count the paragraphs that would have another number by what was served."""
    register = [entry_for(number, text) for number, text in sorted(known.items())]
    meant = assign_numbers([(p.first_line, p.text) for p in article.paragraphs], register).numbers
    return sum(p.number != n for p, n in zip(article.paragraphs, meant, strict=True))
