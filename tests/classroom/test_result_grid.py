"""The grid of results, read off the marks."""

from studyapp.classroom.results.grid import ResultRow, columns_of, grid_body


def row(marks: str) -> ResultRow:
    return ResultRow(1, 1, 1, "Ada", 1, marks, 0, 1, False, None, False)


def test_a_column_says_a_share_from_ten_answers_on() -> None:
    few = columns_of([row("1.")] * 5 + [row("0p")] * 4, 2)
    enough = columns_of([row("1-")] * 6 + [row("0x")] * 4, 2)

    assert (few[0].right, few[0].answered, few[0].share) == (5, 9, None)
    assert (few[1].right, few[1].answered) == (0, 4)
    assert enough[0].share == 0.6
    assert enough[1].answered == 0


def test_every_mark_has_a_sign_of_its_own() -> None:
    cells = grid_body([row("10p.-x")], "/").split("<td")[3:]

    assert len({cell.removesuffix("</tr>\n")[-1] for cell in cells}) == 6
