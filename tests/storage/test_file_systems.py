"""A database on a network drive or in a synchronised folder is noticed and kept more carefully."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from studyapp.storage import file_systems
from studyapp.storage.file_systems import Mount, read_mounts, risk_of
from tests.accounts.people import answer_something
from tests.conftest import MakeApp
from tests.server import serving
from tests.sqlite_file import rows
from tests.visitor import Visitor

MOUNTED = r"""
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/home /home nfs4 rw,vers=4.2 0 0
/dev/sdb1 /home/ada/disk ext4 rw 0 0
//files/class /media/class\040of\0402026 cifs rw 0 0
ada@host: /mnt/far fuse.sshfs rw 0 0
drive: /mnt/cloud fuse.rclone rw 0 0
C:\134 /mnt/c 9p rw 0 0
ceph:/ /mnt/ceph ceph rw 0 0
share /media/sf_share vboxsf rw 0 0
/dev/fuse /mnt/ntfs fuseblk rw 0 0
/dev/sda2 /mnt/hidden ext4 rw 0 0
server:/hiding /mnt/hidden nfs rw 0 0
server:/hidden /mnt/shown nfs rw 0 0
/dev/sda3 /mnt/shown ext4 rw 0 0
half a
"""
MOUNTS = read_mounts(MOUNTED)
OF_A_NETWORK = {
    "/home/ada/studyapp": "nfs4",
    "/media/class of 2026/instance": "cifs",
    "/mnt/far": "fuse.sshfs",
    "/mnt/cloud/a/b": "fuse.rclone",
    "/mnt/c/Users/ada": "9p",
    "/mnt/ceph/a": "ceph",
    "/media/sf_share/a": "vboxsf",
    "/mnt/hidden/a": "nfs",
}
SYNCHRONISED = {
    "/srv/Dropbox/study": "Dropbox",
    "/srv/Dropbox (School)/study": "Dropbox (School)",
    "/srv/OneDrive/study": "OneDrive",
    "/srv/OneDrive - School of Oak/study": "OneDrive - School of Oak",
    "/srv/Library/Mobile Documents/com~apple~CloudDocs/study": "com~apple~CloudDocs",
    "/srv/iCloudDrive/study": "iCloudDrive",
    "/srv/GoogleDrive-ada@example.org/My Drive": "GoogleDrive-ada@example.org",
    "/srv/Nextcloud/study": "Nextcloud",
}
SOUND = [
    *("/srv/studyapp", "/home/ada/disk/studyapp", "/mnt/ntfs/a", "/mnt/shown/a"),
    *("/srv/Dropbox of leaflets/a", "/srv/not OneDrive", "/homeless", "/"),
]


@pytest.mark.trust(row=19)
@pytest.mark.parametrize(("folder", "kind"), OF_A_NETWORK.items())
def test_a_network_drive_is_told_by_its_file_system(folder: str, kind: str) -> None:
    assert risk_of(PurePosixPath(folder), MOUNTS) == f"on a network drive ({kind})"


@pytest.mark.trust(row=19)
@pytest.mark.parametrize(("folder", "name"), SYNCHRONISED.items())
def test_a_synchronised_folder_is_told_by_its_name(folder: str, name: str) -> None:
    found = risk_of(PurePosixPath(folder), MOUNTS)

    assert found == f"in a folder that is synchronised ({name})"


def test_a_share_of_windows_is_a_network_drive() -> None:
    assert risk_of(PureWindowsPath(r"\\files\class\study"), []) == "on a network drive"
    assert risk_of(PureWindowsPath(r"C:\study"), []) is None


@pytest.mark.parametrize("folder", SOUND)
def test_a_disk_of_the_machine_is_no_risk(folder: str) -> None:
    assert risk_of(PurePosixPath(folder), MOUNTS) is None


def test_where_nothing_is_said_about_mounts_there_is_no_risk() -> None:
    assert read_mounts("") == []
    assert risk_of(PurePosixPath("/srv/studyapp"), []) is None


@pytest.fixture
def on_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine say that the folder of a test lies on a network drive."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/ {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(file_systems, "MOUNTS", mounts)


@pytest.mark.trust(row=19)
@pytest.mark.sqlite("the log of writes is its own")
def test_a_database_on_a_network_drive_has_no_log_of_writes_beside_it(
    on_a_network: None, make_app: MakeApp
) -> None:
    app = make_app()
    file = Path(app.config["INSTANCE"]) / "studyapp.db"
    assert rows(file, "PRAGMA journal_mode") == [("wal",)]

    answer_something(visitor := Visitor(app))
    answer_something(visitor)

    assert rows(file, "PRAGMA journal_mode") == [("delete",)]
    assert {path.name for path in file.parent.glob("studyapp.db-*")} == set()
    assert rows(file, "SELECT count(*) FROM review_log") == [(2,)]


@pytest.mark.trust(row=19)
@pytest.mark.sqlite("its file lies in a folder")
def test_a_start_in_a_synchronised_folder_warns(stored_content: Path, tmp_path: Path) -> None:
    instance = tmp_path / "OneDrive - School" / "instance"
    instance.parent.mkdir()
    instance.mkdir()
    (instance / "studyapp.db").write_bytes((stored_content / "studyapp.db").read_bytes())

    with serving(instance) as server:
        response, _ = server.request("GET", "/healthz")
        code, logged = server.stop()

    assert (response.status, code) == (200, 0)
    assert "lies in a folder that is synchronised (OneDrive - School)" in logged


def test_a_mount_names_its_place_and_kind() -> None:
    assert Mount(PurePosixPath("/media/class of 2026"), "cifs") in MOUNTS
