import pytest

from studyapp.reading.spellings import other_spellings

PAIRS = [
    ("defence", "defense"),
    ("offences", "offenses"),
    ("licence", "license"),
    ("pretence", "pretense"),
    ("practise", "practice"),
    ("centre", "center"),
    ("centred", "centered"),
    ("theatres", "theaters"),
    ("amphitheatre", "amphitheater"),
    ("kilometres", "kilometers"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("catalogue", "catalog"),
    ("analyse", "analyze"),
    ("paralysed", "paralyzed"),
    ("organisational", "organizational"),
    ("judgement", "judgment"),
    ("acknowledgements", "acknowledgments"),
    ("neighbourhood", "neighborhood"),
    ("wilful", "willful"),
    ("fulfil", "fulfill"),
    ("counsellor", "counselor"),
    ("marvellous", "marvelous"),
    ("archaeologist", "archeologist"),
    ("mediaeval", "medieval"),
    ("manoeuvre", "maneuver"),
    ("sceptic", "skeptic"),
    ("plough", "plow"),
    ("Tsarist", "czarist"),
    ("U.S.S.R", "USSR"),
    ("C.P.S.U", "CPSU"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[one for one, _ in PAIRS])
def test_each_spelling_leads_to_the_other(one: str, other: str) -> None:
    assert other.casefold() in [word.casefold() for word in other_spellings(one)]
    assert one.casefold() in [word.casefold() for word in other_spellings(other)]


@pytest.mark.parametrize(
    "word",
    [
        "letter",
        "minister",
        "water",
        "quarter",
        "parameter",
        "absence",
        "science",
        "sentence",
        "expense",
        "advice",
        "telegram",
        "diagram",
        "analysis",
        "wise",
        "four",
        "history",
        "us",
        "war",
        "calling",
        "filing",
        "septic",
        "pledge",
        "Arch",
    ],
)
def test_a_word_of_one_spelling_has_no_other(word: str) -> None:
    assert other_spellings(word) == []


@pytest.mark.parametrize("written", ["U.S.S.R.", "(U.S.S.R.)", "u.s.s.r.,"])
def test_initials_are_joined_whatever_stands_around_them(written: str) -> None:
    assert [word.casefold() for word in other_spellings(written)] == ["ussr"]


def test_two_initials_are_found_without_points_by_no_other_word() -> None:
    assert other_spellings("US") == ["U.S"]
    assert other_spellings("U.S.") == []


def test_a_word_of_many_differences_has_few_others() -> None:
    assert len(other_spellings("-".join(["centre", "labour", "defence", "organise"] * 6))) == 4
