"""Whatever a file holds, it is told what is wrong, or served; never a crash, never half of it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Row, text

from studyapp.app import create_app
from studyapp.bank.operations import sync_content
from studyapp.bank.queries import catalogue, find_content_state
from studyapp.database import db
from studyapp.storage.schema import migrate
from tests.bank.builders import COMPARE, MILL, write_bank, write_seeds
from tests.conftest import NOON, SECRET_KEY
from tests.trusted import Tally, times

MUTATIONS = times(5000, 100_000)
ROUNDS = 10
MUTATED = ("question_bank/oak-1950/mill.yaml",) * 3 + (
    "question_bank/compare.yaml",
    "seeds/oak-1950.yaml",
    "seeds/oak-1950.yaml",
    "seeds/elm.yaml",
    "seeds/oak-1950.ids.tsv",
    "seeds/000_oak.txt",
)
TABLES = ("article", "question", "question_version", "content_state")
BOMBS = (
    *(mark * 5000 for mark in (b"[", b"{", b"- ", b"? ", b"[{", b"a: ", b"!!", b"&a ", b"*", b"(")),
    *(b"\0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc2\x85", b"\x1b[31m"),
    *(b"\xe2\x80\xa8", b"\xf0\x9f\x98\x80", b"\xe2\x80\xae", b"\r", b"\t", b"\n\n\n", b"\x7f"),
    *(b"9" * 6000, b"1e999999999", b".inf", b"-.nan", b"0x" + b"f" * 900, b"190:20:30.15", b"0o17"),
    *(b"2001-02-30", b"2001-12-14t21:59:43.10-05:00", b"!!binary ====", b"!!set {a, b}", b"!!omap"),
    *(b"!!python/object/apply:os.getcwd []", b"!!timestamp soon", b"!!float x", b"!<tag:x,1:y> z"),
    *(
        b"&a [*a]",
        b"<<: *a",
        b"<<: {id: x}",
        b"&a [x, x]\n&b [*a, *a]\n",
        b"*b",
        b"? [a, b]\n: c\n",
    ),
    *(
        b"---\n",
        b"...\n",
        b"%YAML 9.9\n",
        b"%TAG ! x\n",
        b"|\n",
        b">-\n",
        b"|9\n",
        b'"',
        b"'",
        b"#",
    ),
    *(
        b": ",
        b"- ",
        b", ",
        b"]",
        b"}",
        b"~",
        b"null",
        b"yes",
        b"=",
        b"@",
        b"`",
        b"\\",
        b"{1}",
        b"{9}",
    ),
    *(b"x" * 70_000, b"word " * 5000, b"\n" * 5000, b"\\u0000", b'"\\ud800"', b'"\\x00"'),
)
VALUES = (
    b"",
    b"null",
    b"[]",
    b"{}",
    b"0",
    b"-1",
    b"1.5",
    b"true",
    b"[[x]]",
    b"{a: b}",
    b'""',
    b"1931",
)

Mutation = Callable[[Random, bytes], bytes]


def flip(chance: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(chance: Random, content: bytes) -> bytes:
    first, last = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:first] if chance.random() < 0.5 else content[:first] + content[last:]


def insert(chance: Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(BOMBS) + content[at:]


def move_lines(chance: Random, content: bytes) -> bytes:
    """Take a line out, or put another line in its place, or copy it elsewhere."""
    lines = content.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    what = chance.randrange(4)
    if what == 0:
        del lines[one]
    elif what == 1:
        lines.insert(one, lines[one])
    elif what == 2:
        lines.insert(one, lines[other])
    else:
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def swap_values(chance: Random, content: bytes) -> bytes:
    """Give a key the value of another key, or one of another kind."""
    lines = content.splitlines(keepends=True)
    keyed = [n for n, line in enumerate(lines) if b": " in line]
    if not keyed:
        return flip(chance, content)
    value = lines[chance.choice(keyed)].partition(b": ")[2]
    at = chance.choice(keyed)
    if chance.random() < 0.5:
        value = chance.choice(VALUES) + b"\n"
    lines[at] = lines[at].partition(b": ")[0] + b": " + value
    return b"".join(lines)


MUTATIONS_OF: tuple[Mutation, ...] = (flip, cut, insert, insert, move_lines, swap_values)


@dataclass
class Content:
    """The files of two small articles and their questions, to be mutated and put right."""

    folder: Path
    whole: dict[str, bytes]

    @property
    def files(self) -> dict[str, bytes]:
        """Return what every file holds now."""
        paths = [path for path in self.folder.rglob("*") if path.is_file()]
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}

    def mutate(self, chance: Random) -> None:
        """Put everything right, then change one file or two."""
        for top in ("seeds", "question_bank"):
            shutil.rmtree(self.folder / top)
        changed = dict(self.whole)
        for _ in range(chance.choice((1, 1, 1, 2))):
            name = chance.choice(MUTATED)
            changed[name] = chance.choice(MUTATIONS_OF)(chance, changed[name] or b"\n")
        for name, content in changed.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


@pytest.fixture
def small_app(tmp_path: Path) -> Iterator[Flask]:
    app = create_app({"INSTANCE": str(tmp_path / "instance"), "SECRET_KEY": SECRET_KEY})
    migrate(app.config["SQLALCHEMY_DATABASE_URI"])
    with app.app_context():
        yield app
        db.session.rollback()
        db.engine.dispose()


@pytest.fixture
def content(small_app: Flask, tmp_path: Path) -> Content:
    """Return small content that is stored already, its registers written."""
    folder = tmp_path / "content"
    folder.mkdir()
    write_bank(folder, MILL, COMPARE)
    result = sync_content(write_seeds(folder), folder / "question_bank", now=NOON)
    assert result.faults == ()
    return Content(folder, Content(folder, {}).files)


def stored() -> list[list[Row[Any]]]:
    """Return every row of the tables of content."""
    # The tables are named by this file.
    statements = [text(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES]  # noqa: S608
    rows = [list(db.session.execute(statement)) for statement in statements]
    db.session.rollback()
    return rows


@pytest.mark.trust(row=28)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_mutated_files_are_refused_whole_or_served_whole(
    content: Content, number: int, tally: Tally
) -> None:
    refused, held = 0, stored()
    seeds, bank = content.folder / "seeds", content.folder / "question_bank"
    per_round = MUTATIONS // ROUNDS

    for seed in range(number * per_round, (number + 1) * per_round):
        content.mutate(Random(seed))
        files = content.files

        result = sync_content(seeds, bank, now=NOON)

        assert all(str(fault) for fault in result.faults), seed
        if result.refused:
            refused += 1
            assert stored() == held, seed
            assert content.files == files, seed
            continue
        held, state = stored(), find_content_state()
        assert state is not None, seed
        assert state.content_hash == catalogue().content_hash, seed
        assert catalogue().questions, seed

    tally.note(tried=per_round)
    assert 0 < per_round - refused < refused
