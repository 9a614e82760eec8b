"""What importing a list would do, by what is on the roster."""

from studyapp.classroom.roster.plan import KnownSeat, plan_roster, with_faults
from studyapp.classroom.roster.queries import seat_name_key
from studyapp.classroom.roster.text import LineFault, RosterLine

KNOWN = {
    "ada": KnownSeat(1, "Ada", "7", is_removed=False),
    "bea": KnownSeat(2, "Bea", "8", is_removed=True),
}


def test_new_removed_and_present_pupils_are_told_apart() -> None:
    lines = [RosterLine(1, "ADA"), RosterLine(2, "Bea"), RosterLine(3, "Cid", "9")]

    plan = plan_roster(lines, KNOWN, seat_name_key)

    assert [pupil.name for pupil in plan.new] == ["Cid"]
    assert plan.back == (2,)
    assert [pupil.name for pupil in plan.there] == ["ADA"]
    assert plan.faults == ()
    assert plan.coming == 2


def test_a_name_twice_in_the_list_is_a_fault_that_names_the_first() -> None:
    lines = [RosterLine(1, "Zoë"), RosterLine(4, "zoe\u0308 "), RosterLine(5, "Zo\u200dë")]

    plan = plan_roster(lines, {}, seat_name_key)

    assert [pupil.line for pupil in plan.new] == [1]
    assert [(fault.line, "on line 1" in fault.text) for fault in plan.faults] == [
        (4, True),
        (5, True),
    ]


def test_a_number_belongs_to_one_pupil() -> None:
    lines = [RosterLine(1, "Cid", "7"), RosterLine(2, "Dan", "9"), RosterLine(3, "Eva", "9")]

    plan = plan_roster(lines, KNOWN, seat_name_key)

    assert [(fault.line, fault.text.partition(". ")[0]) for fault in plan.faults] == [
        (1, "its number is also the one of Ada"),
        (3, "its number is also the one on line 2"),
    ]


def test_who_comes_back_has_the_number_from_before() -> None:
    lines = [RosterLine(1, "Bea"), RosterLine(2, "Cid", "8")]

    plan = plan_roster(lines, KNOWN, seat_name_key)
    given_away = KNOWN | {"cid": KnownSeat(3, "Cid", "8", is_removed=False)}
    late = plan_roster([RosterLine(1, "Bea", "8")], given_away, seat_name_key)

    assert plan.back == (2,)
    assert [fault.text.partition(". ")[0] for fault in (*plan.faults, *late.faults)] == [
        "its number is also the one on line 1",
        "its number is also the one of Cid",
    ]


def test_the_same_list_again_changes_nothing() -> None:
    plan = plan_roster([RosterLine(1, "Ada", "7")], KNOWN, seat_name_key)

    assert (plan.coming, len(plan.there), plan.faults) == (0, 1, ())


def test_faults_come_in_the_order_of_the_lines() -> None:
    plan = plan_roster([RosterLine(1, "Cid"), RosterLine(3, "Cid")], {}, seat_name_key)

    both = with_faults(plan, [LineFault(2, "", "there is no name."), LineFault(9, "", "…")])

    assert [fault.line for fault in both.faults] == [2, 3, 9]
