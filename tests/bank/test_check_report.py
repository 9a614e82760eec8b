import json
from pathlib import Path

from studyapp.bank.check_report import FILE_NAME, check_report
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
    assert len(mended.habits) == 2


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
