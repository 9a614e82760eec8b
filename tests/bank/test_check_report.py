import json
import os
from pathlib import Path

import pytest

from studyapp.bank.check_report import FILE_NAME, check_report
from studyapp.bank.check_scope import scope_of
from tests.bank.folders import Folders


def test_unchanged_files_give_the_report_that_was_kept(folders: Folders, tmp_path: Path) -> None:
    folders.break_rule()
    first = check_report(folders.seeds, folders.bank, tmp_path)
    path = tmp_path / FILE_NAME
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["faults"][0]["message"] = "as it was kept"
    path.write_text(json.dumps(kept), encoding="utf-8")

    second = check_report(folders.seeds, folders.bank, tmp_path)

    assert [fault.code for fault in first.faults] == [fault.code for fault in second.faults]
    assert second.faults[0].message == "as it was kept"


def test_a_changed_file_is_checked_again(folders: Folders, tmp_path: Path) -> None:
    folders.break_rule()
    broken = check_report(folders.seeds, folders.bank, tmp_path)
    folders.restore()

    mended = check_report(folders.seeds, folders.bank, tmp_path)

    assert len(broken.faults) == 1
    assert mended.faults == ()
    assert len(mended.habits) == 4


def test_a_report_that_is_damaged_is_made_anew(folders: Folders, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"state": 1', encoding="utf-8")

    assert check_report(folders.seeds, folders.bank, tmp_path).faults == ()
    assert '"faults": []' in (tmp_path / FILE_NAME).read_text(encoding="utf-8")


def test_without_a_folder_to_keep_it_in_the_report_is_made_all_the_same(
    folders: Folders, tmp_path: Path
) -> None:
    folder = tmp_path / "not there"

    assert check_report(folders.seeds, folders.bank, folder).faults == ()
    assert not folder.exists()


def test_a_file_where_the_folder_should_be_stays_and_the_report_is_made(
    folders: Folders, tmp_path: Path
) -> None:
    file = tmp_path / "a file"
    file.write_text("a letter", encoding="utf-8")

    assert check_report(folders.seeds, folders.bank, file).faults == ()
    assert file.read_text(encoding="utf-8") == "a letter"


@pytest.mark.parametrize("name", ["oak-1950.yaml", "oak-1950.ids.tsv", "question_bank/lost.yaml"])
@pytest.mark.parametrize("device", [None, "/dev/zero"], ids=["pipe", "device"])
def test_a_pipe_or_device_among_the_files_is_named_and_not_read(
    folders: Folders, tmp_path: Path, name: str, device: str | None
) -> None:
    place = (folders.seeds.parent if "/" in name else folders.seeds) / name
    place.unlink(missing_ok=True)
    if device is None:
        os.mkfifo(place)
    else:
        place.symlink_to(device)

    faults = check_report(folders.seeds, folders.bank, tmp_path).faults

    (named,) = [fault for fault in faults if "folder or device, not a file" in fault.message]
    assert named.file.endswith(name)
    assert scope_of(place.parent, folders.seeds, folders.bank).only == place.parent


def test_an_empty_file_in_the_place_of_a_pipe_is_checked_anew(
    folders: Folders, tmp_path: Path
) -> None:
    place = folders.bank / "lost.yaml"
    os.mkfifo(place)
    check_report(folders.seeds, folders.bank, tmp_path)
    place.unlink()
    place.touch()

    (fault,) = check_report(folders.seeds, folders.bank, tmp_path).faults

    assert fault.code != "not-a-file"
