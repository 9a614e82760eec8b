"""The library on disk: every sidecar in a folder with its seed text and its register."""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from studyapp.reading.article import Article, Paragraph
from studyapp.reading.paragraph_ids import RegisterEntry, read_register, write_register
from studyapp.reading.parsing import ParsedSource, parse_source
from studyapp.reading.seed_file import read_seed
from studyapp.reading.sidecar import Sidecar
from studyapp.yaml_files.faults import Fault, has_errors
from studyapp.yaml_files.source import read_content, read_yaml, validate_model

SUFFIXES = {".yaml", ".yml"}


@dataclass(frozen=True, slots=True)
class Library:
    """Every article that could be parsed, in the order of their seed files."""

    sources: tuple[ParsedSource, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """Return the articles in order."""
        return tuple(source.article for source in self.sources)

    @property
    def paragraphs(self) -> dict[str, Paragraph]:
        """Return every paragraph by its id."""
        return {p.id: p for article in self.articles for p in article.paragraphs}


def read_library(folder: Path) -> tuple[Library, list[Fault]]:
    """Read every sidecar `*.yaml` in a folder, hidden ones aside.

    Faults name files relative to the parent of the folder.
    """
    try:
        paths = list_texts(folder)
    except (FileNotFoundError, NotADirectoryError):
        message = "the folder of the source texts is not there; put it back"
        return Library(()), [Fault(folder.name, 0, 0, "folder-missing", message)]
    except OSError as error:
        message = f"this folder cannot be read: {error.strerror}"
        return Library(()), [Fault(folder.name, 0, 0, "folder-unreadable", message)]
    sources: dict[str, ParsedSource] = {}
    faults: list[Fault] = []
    for path in paths:
        if path.suffix.lower() not in SUFFIXES:
            continue
        if path.suffix != ".yaml":
            message = "a sidecar must end in .yaml to be read; rename it"
            faults.append(Fault(f"{folder.name}/{path.name}", 0, 0, "misnamed", message))
            continue
        source, found = _read_source(path)
        faults += found
        if source is not None:
            sources[path.name] = source
    if not sources and not faults:
        message = "there is no sidecar (*.yaml) in this folder, so there is nothing to read"
        faults.append(Fault(folder.name, 0, 0, "folder-empty", message))
    faults += _same_keys(sources, folder)
    if not has_errors(faults):
        faults += _texts_alone(paths, sources.values(), folder)
    in_order = sorted(sources.values(), key=lambda source: source.article.file)
    return Library(tuple(in_order)), faults


def list_texts(folder: Path) -> list[Path]:
    """Return what is in a folder of texts, sorted, without what systems and editors hide there."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def register_path(folder: Path, article_key: str) -> Path:
    """Return where the register of an article's paragraph numbers stands."""
    return folder / f"{article_key}.ids.tsv"


def record_registers(folder: Path, library: Library) -> dict[Path, bytes]:
    """Write the registers that have grown or changed; return what was written."""
    written = {}
    for source in library.sources:
        path = register_path(folder, source.article.key)
        text = write_register(source.register)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            written[path] = text.encode()
            _write_whole(path, written[path])
    return written


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file beside and put it in place: it never holds a part, whatever happens."""
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _read_source(path: Path) -> tuple[ParsedSource | None, list[Fault]]:
    file = f"{path.parent.name}/{path.name}"
    document = read_yaml(path, file)
    sidecar, faults = validate_model(document, Sidecar, file)
    if sidecar is None:
        return None, faults
    seed = path.parent / sidecar.file
    seed_name = f"{path.parent.name}/{sidecar.file}"
    lines, seed_faults = read_seed(seed, seed_name, sidecar.sha256)
    register, register_faults = _read_register(path.parent, sidecar.key)
    faults += seed_faults + register_faults
    if has_errors(faults):
        return None, faults
    source, found = parse_source(
        sidecar, lines, register, file=file, seed_file=seed_name, locate=document.position
    )
    return source, faults + found


def _read_register(folder: Path, key: str) -> tuple[tuple[RegisterEntry, ...], list[Fault]]:
    path = register_path(folder, key)
    file = f"{folder.name}/{path.name}"
    content = read_content(path, file)
    if isinstance(content, Fault):
        is_missing = content.code == "missing-file"
        return (), [] if is_missing else [replace(content, code="register-unreadable")]
    code = "register-unreadable"
    try:
        entries = read_register(content.decode("utf-8"))
    except ValueError as error:
        message = f"the register of paragraph numbers cannot be read: {error}"
    else:
        if entries:
            return entries, []
        code = "register-empty"
        message = (
            "the register of paragraph numbers is empty; put it back from version control or a "
            "backup, or take it away: `content sync` writes it anew if no served number changes"
        )
    return (), [Fault(file, 0, 0, code, message)]


def _same_keys(sources: Mapping[str, ParsedSource], folder: Path) -> list[Fault]:
    """Report what two sidecars claim, at the second one; both are named."""
    faults = []
    for what in ("key", "label", "file"):
        owners: dict[str, str] = {}
        for name, source in sources.items():
            value = getattr(source.article, what)
            first = owners.setdefault(value, name)
            if first != name:
                message = f"the {what} {value!r} is that of {folder.name}/{first} as well"
                faults.append(Fault(f"{folder.name}/{name}", 0, 0, "used-twice", message))
    return faults


def _texts_alone(
    paths: Iterable[Path], sources: Iterable[ParsedSource], folder: Path
) -> Iterator[Fault]:
    """Tell of the texts that no sidecar names."""
    named = {source.article.file for source in sources}
    message = "no sidecar (*.yaml) names this text, so it is not served; write one, or move it away"
    for path in paths:
        if path.suffix.lower() == ".txt" and path.name not in named:
            yield Fault(f"{folder.name}/{path.name}", 0, 0, "no-sidecar", message, "warning")
