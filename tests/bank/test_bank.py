import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.bank.bank import check_content, content_hash_of, hash_files
from studyapp.reading.library import record_registers
from studyapp.yaml_files.faults import has_errors
from tests.bank.builders import COMPARE, MILL, edited, make_questions, write_bank, write_seeds

TOKEN = re.compile(r"([^\s\[\]{},]+)")
TOKENS = TOKEN.findall(MILL)
VALUES = [n for n, token in enumerate(TOKENS) if re.fullmatch("[a-z0-9:-]*[a-z0-9]", token)]
SIGNS = (
    """: - [ ] { } {1} {9} " ' | >- # &a *a !!int ’ ~ 1e999999999 NaN true null elm:5 1931:7 why:"""
)

ANOTHER_WORD = st.tuples(
    st.sampled_from(VALUES), st.sampled_from(sorted({TOKENS[n] for n in VALUES}))
)
ANOTHER_SIGN = st.tuples(
    st.integers(0, len(TOKENS) - 1),
    st.sampled_from([*SIGNS.split(), " ", "\n", "\t", "\0", "\ufeff"]),
)
EDITS = st.lists(ANOTHER_WORD, min_size=1, max_size=8) | st.lists(
    ANOTHER_SIGN, min_size=1, max_size=4
)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return write_seeds(tmp_path), write_bank(tmp_path, MILL, COMPARE)


def test_what_systems_hide_beside_the_texts_is_no_change(folders: tuple[Path, Path]) -> None:
    before = hash_files(*folders)

    (folders[0] / "._elm.yaml").write_bytes(b"\x00\x05\x16\x07")

    assert hash_files(*folders) == before


def test_sound_folders_are_read_without_a_fault(folders: tuple[Path, Path]) -> None:
    checked = check_content(*folders)

    assert checked.faults == ()
    assert [article.key for article in checked.library.articles] == ["oak-1950", "elm"]
    assert len(checked.questions) == 9
    assert checked.files_hash == hash_files(*folders)


def test_faults_of_every_rule_come_together_in_the_order_of_files(
    folders: tuple[Path, Path],
) -> None:
    seeds, bank = folders
    (seeds / "zzz.yaml").write_text("format: x\n", encoding="utf-8")
    (bank / "compare.yaml").write_text("format: [\n", encoding="utf-8")
    poor, _, _ = edited(MILL, "according to Oak, ", "¤")
    bad, _, _ = edited(poor, "[river, stream]", "[river, ¤river]")
    write_bank(seeds.parent, bad)

    faults = check_content(seeds, bank).faults

    assert list(faults) == sorted(faults)
    assert [fault.file for fault in faults][:3] == [
        "question_bank/compare.yaml",
        "question_bank/oak-1950/mill.yaml",
        "question_bank/oak-1950/mill.yaml",
    ]
    assert {fault.file for fault in faults[3:]} == {"seeds/zzz.yaml"}


def test_a_broken_text_is_not_blamed_on_its_questions(folders: tuple[Path, Path]) -> None:
    seeds, bank = folders
    (seeds / "000_oak.txt").write_text("Another text\n", encoding="utf-8")

    faults = check_content(seeds, bank).faults

    assert has_errors(faults)
    assert {fault.file.partition("/")[0] for fault in faults} == {"seeds"}


def test_missing_folders_are_faults(tmp_path: Path) -> None:
    checked = check_content(tmp_path / "seeds", tmp_path / "question_bank")

    assert [(fault.file, fault.code) for fault in checked.faults] == [
        ("question_bank", "folder-missing"),
        ("seeds", "folder-missing"),
    ]
    assert (checked.library.articles, checked.questions) == ((), ())


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(edits=EDITS)
def test_no_damage_to_a_bank_file_raises_an_error(edits: list[tuple[int, str]]) -> None:
    parts = TOKEN.split(MILL)
    for token, damage in edits:
        parts[2 * token + 1] = damage
    with tempfile.TemporaryDirectory() as name:
        seeds, bank = write_seeds(Path(name)), write_bank(Path(name), MILL, COMPARE)
        (bank / "oak-1950/mill.yaml").write_text("".join(parts), encoding="utf-8")

        checked = check_content(seeds, bank)

    assert all(fault.message and fault.file for fault in checked.faults)
    assert "compare-money" in {placed.question.id for placed in checked.questions}


def test_the_hash_of_the_files_changes_with_any_name_or_byte(folders: tuple[Path, Path]) -> None:
    seeds, bank = folders
    hashes = [hash_files(seeds, bank)]
    for path in (seeds / "000_oak.txt", seeds / "elm.yaml", bank / "compare.yaml"):
        path.write_text(path.read_text("utf-8") + "#", encoding="utf-8")
        hashes.append(hash_files(seeds, bank))
    (seeds / "elm.ids.tsv").write_text("1\n", encoding="utf-8")
    hashes.append(hash_files(seeds, bank))
    (bank / "compare.yaml").rename(bank / "compared.yaml")
    hashes.append(hash_files(seeds, bank))
    for name in ("ash.yml", "ASH.YAML", "ASH.TXT"):
        (seeds / name).write_text("", encoding="utf-8")
        hashes.append(hash_files(seeds, bank))
    (bank / "ash").symlink_to("nowhere")
    hashes.append(hash_files(seeds, bank))

    assert len(set(hashes)) == len(hashes) == 10


def test_of_what_was_saved_since_the_reading_only_written_registers_count_as_read(
    folders: tuple[Path, Path],
) -> None:
    seeds, bank = folders
    checked = check_content(seeds, bank)
    written = record_registers(seeds, checked.library)
    assert checked.files_hash != hash_files(seeds, bank)
    assert checked.files_hash_after(written) == hash_files(seeds, bank)

    write_bank(seeds.parent, f"{COMPARE}# saved meanwhile\n")

    assert checked.files_hash_after(written) != hash_files(seeds, bank)


def test_the_hash_of_the_files_leaves_other_files_out(folders: tuple[Path, Path]) -> None:
    seeds, bank = folders
    before = hash_files(seeds, bank)
    (seeds / "README.md").write_text("x", encoding="utf-8")
    (bank / "schema.json").write_text("{}", encoding="utf-8")

    assert hash_files(seeds, bank) == before


def test_a_comment_changes_the_files_but_not_what_is_served(folders: tuple[Path, Path]) -> None:
    seeds, bank = folders
    before = check_content(seeds, bank)
    (bank / "compare.yaml").write_text(f"# a comment\n{COMPARE}", encoding="utf-8")

    after = check_content(seeds, bank)

    assert after.files_hash != before.files_hash
    assert content_hash_of(after.library, after.questions) == content_hash_of(
        before.library, before.questions
    )


def test_what_is_served_changes_with_a_word_a_module_or_the_order(tmp_path: Path) -> None:
    seeds = write_seeds(tmp_path)
    library = check_content(seeds, tmp_path).library
    other_word, _, _ = edited(COMPARE, "gold", "¤silver")
    other_module, _, _ = edited(COMPARE, "module: compare", "module: ¤elm/bridge")
    banks = [[COMPARE], [other_word], [other_module]]
    questions = [
        make_questions(tmp_path / str(n), *texts) for n, texts in enumerate([*banks, [MILL]])
    ]

    hashes = {content_hash_of(library, found) for found in questions}
    backwards = content_hash_of(library, questions[-1][::-1])

    assert len({*hashes, backwards}) == 5
