import pytest

from studyapp.bank.rules.figures import figure_runs, figures, is_spoken_figure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 1917 and 1921", {1917, 1921}),
        ("from 1929-34", {1929, 1934}),
        ("the 1930s", {1930}),
        ("15,325 officials", {15325}),
        ("Rbs85.9 million", {85.9, 85_900_000}),
        ("1,5 million", {1.5, 1_500_000}),
        ("in 1.2.1900", set()),
        ("the 17th Congress", {17}),
        ("the Fifth Congress", {5}),
        ("twenty-one armies", {20, 21}),
        ("two hundred and five", {2, 200, 205}),
        ("two hundred thousand", {2, 200, 200_000}),
        ("27 million dead", {27, 27_000_000}),
        ("a million men", {1_000_000}),
        ("two hundred and fifty", {2, 200, 250}),
        ("a hundred and twenty thousand", {100, 120, 120_000}),
        ("half a million", {500_000}),
        ("4.1 million", {4.1, 4_100_000}),
        ("5 000 men", {5000}),
        ("1.500 Mark", {1500}),
        ("1.250.000 Mann", {1_250_000}),
        ("1.125 million", {1.125, 1_125_000}),
        ("10\u00b2 and \u2460", {10}),
        ("nobody", set()),
    ],
)
def test_figures_are_read_in_numerals_and_in_words(text: str, expected: set[float]) -> None:
    assert figures(text) == expected


def test_two_figures_side_by_side_are_two_runs() -> None:
    assert figure_runs("three of five, twenty two") == [[3], [5], [20, 22]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ten million", True), ("twenty-one", True), ("ten men", False), ("", False), ("21", False)],
)
def test_a_figure_in_words_is_nothing_but_that(text: str, expected: bool) -> None:
    assert is_spoken_figure(text) is expected
