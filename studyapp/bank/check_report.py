"""What `content check` found, kept so that unchanged files need not be checked again."""

import hashlib
import json
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from studyapp.bank.bank import check_content, hash_files
from studyapp.yaml_files.faults import Fault

PACKAGE = Path(__file__).resolve().parent.parent
FILE_NAME = "content-check.json"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The faults of the content files, sorted, and a sentence for each test of the whole bank."""

    faults: tuple[Fault, ...]
    habits: tuple[str, ...]


def check_report(seeds: Path, bank: Path, folder: Path) -> CheckReport:
    """Check the content, or read what was found of the same files before.

    Args:
        seeds: the folder of the texts.
        bank: the folder of the questions.
        folder: where the report is kept; nothing is kept if that cannot be written to.
    """
    path = folder / FILE_NAME
    state = f"{hash_files(seeds, bank)} {_program_hash()} {seeds} {bank}"
    kept = _read(path, state)
    if kept is not None:
        return kept
    checked = check_content(seeds, bank)
    report = CheckReport(checked.faults, checked.habits.sentences if checked.questions else ())
    _write(path, state, report)
    return report


def _program_hash() -> str:
    """Return the SHA-256 of the program: other rules may find other faults in the same files."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(path: Path, state: str) -> CheckReport | None:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["state"] != state:
            return None
        return CheckReport(tuple(Fault(**fault) for fault in kept["faults"]), tuple(kept["habits"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, state: str, report: CheckReport) -> None:
    text = json.dumps({"state": state, **asdict(report)}, ensure_ascii=False)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError:
        # A folder that takes no file, or is none, refuses this as well.
        with suppress(OSError):
            draft.unlink()
