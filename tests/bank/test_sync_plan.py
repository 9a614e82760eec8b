import pytest

from studyapp.bank.sync_plan import SyncPlan, plan_sync


@pytest.mark.parametrize(
    ("wanted", "stored", "plan"),
    [
        pytest.param({}, {}, SyncPlan(), id="nothing at all"),
        pytest.param({"b": "1", "a": "2"}, {}, SyncPlan(create=("a", "b")), id="first sync"),
        pytest.param({"a": "1"}, {"a": ("1", False)}, SyncPlan(), id="unchanged"),
        pytest.param({"a": "2"}, {"a": ("1", False)}, SyncPlan(update=("a",)), id="changed"),
        pytest.param({}, {"a": ("1", False)}, SyncPlan(retire=("a",)), id="gone"),
        pytest.param({}, {"a": ("1", True)}, SyncPlan(), id="gone before"),
        pytest.param({"a": "1"}, {"a": ("1", True)}, SyncPlan(restore=("a",)), id="back"),
        pytest.param({"a": "2"}, {"a": ("1", True)}, SyncPlan(restore=("a",)), id="back, changed"),
        pytest.param(
            {"new": "1", "same": "1", "other": "2", "back": "1"},
            {
                "same": ("1", False),
                "other": ("1", False),
                "back": ("1", True),
                "gone": ("1", False),
                "long-gone": ("1", True),
            },
            SyncPlan(create=("new",), update=("other",), restore=("back",), retire=("gone",)),
            id="all at once",
        ),
    ],
)
def test_the_plan_names_what_has_to_change(
    wanted: dict[str, str], stored: dict[str, tuple[str, bool]], plan: SyncPlan
) -> None:
    assert plan_sync(wanted, stored) == plan
