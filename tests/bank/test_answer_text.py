import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.bank.answer_text import as_number, near_text, normalise, number_text, same_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("LENIN", "Lenin", id="case"),
        pytest.param("Fouche", "Fouché", id="accent"),
        pytest.param("Fouche\u0301", "Fouch\u00e9", id="accent as a character of its own"),
        pytest.param("Strasse", "Straße", id="sharp s"),
        pytest.param("Lukasik", "Łukasik", id="l with a stroke"),
        pytest.param("Lodz", "Łódź", id="a stroke and accents"),
        pytest.param("Odegard", "Ødegård", id="o with a stroke"),
        pytest.param("Dorde", "Đorđe", id="d with a stroke"),
        pytest.param("Thordur Saemundsson", "Þórður Sæmundsson", id="Icelandic letters"),
        pytest.param("Oeuvre", "Œuvre", id="ligature"),
        pytest.param("Diyarbakir", "Diyarbak\u0131r", id="i without a dot"),
        pytest.param("Aero", "\u01fdr\u00f8", id="ligature with an accent"),
        pytest.param("\uff2c\uff45\uff4e\uff49\uff4e", "Lenin", id="full-width letters"),
        pytest.param("  Red \u00a0 Army\n", "Red Army", id="spaces"),
        pytest.param("Opposition", "the Opposition", id="article"),
        pytest.param("An opposition", "The Opposition", id="other article"),
        pytest.param("\u201cThe State\u201d", '"State"', id="article inside quotes"),
        pytest.param("Lenin\u2019s Testament", "Lenin's Testament", id="apostrophes"),
        pytest.param("Lenins Testament", "Lenin's Testament", id="no apostrophe"),
        pytest.param("Grigor\u02b9ev", "Grigor'ev", id="soft sign"),
        pytest.param("anti\u2013Semitism", "anti-Semitism", id="dashes"),
        pytest.param("antisemitism", "anti-Semitism", id="no hyphen"),
        pytest.param("anti Semitism", "anti-Semitism", id="space for a hyphen"),
        pytest.param("U.S.S.R.", "USSR", id="full stops"),
        pytest.param("What is to be done", "What Is to Be Done?", id="question mark"),
        pytest.param("Marx & Engels", "Marx and Engels", id="ampersand"),
        pytest.param("1936\u201338", "1936-38", id="range of years"),
        pytest.param("1936/38", "1936-38", id="stroke for a dash"),
        pytest.param("1,500", "1500", id="thousands"),
        pytest.param("20000 members", "20,000 members", id="thousands among words"),
        pytest.param("1.5 million", "1,500,000", id="millions"),
        pytest.param("50 per cent", "50%", id="percent"),
        pytest.param("Ge\u00adwerk\u00adschaft", "Gewerkschaft", id="soft hyphens"),
        pytest.param("елка", "ёлка", id="Cyrillic accent"),
        pytest.param("כתב", "כָּתַב", id="Hebrew points"),
        pytest.param("كتاب", "كِتاب", id="Arabic vowel sign"),
        pytest.param("می\u200cروم", "میروم", id="joiner"),
        pytest.param("葛\U000e0100城", "葛城", id="shape of a sign"),
        pytest.param("カ\u3099ラス", "ガラス", id="Japanese mark as a character of its own"),
        pytest.param("١٩٣٦", "1936", id="Arabic digits"),
        pytest.param("سنة ١٩٣٦", "سنة 1936", id="Arabic digits among words"),
    ],
)
def test_what_does_not_count_makes_no_difference(one: str, other: str) -> None:
    assert same_text(one, other)
    assert same_text(other, one)
    assert not near_text(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("1936", "1937", id="years"),
        pytest.param("-5", "5", id="sign"),
        pytest.param("1.5", "15", id="decimal point"),
        pytest.param("5, 6", "56", id="two numbers"),
        pytest.param("1936-38", "193638", id="range"),
        pytest.param("19171924 both", "1917,1924 both", id="years without a space"),
        pytest.param("15 to 20", "1.5 to 20", id="decimal point among words"),
        pytest.param("Article 58", "Article 57", id="article of law"),
        pytest.param("Nicholas II", "Nicholas I", id="Roman numeral"),
        pytest.param("Marx", "Mars", id="four letters"),
        pytest.param("Marxs", "Marx", id="five letters for four"),
        pytest.param("A", "B", id="single letters"),
        pytest.param("the", "a", id="an article alone is a word"),
        pytest.param("evolution", "revolution", id="prefix"),
        pytest.param("irrational", "rational", id="negation"),
        pytest.param("fatherland", "motherland", id="first letter"),
        pytest.param("Bolshevism", "Menshevism", id="three letters"),
        pytest.param("Tomsky", "Trotsky", id="two letters in seven"),
        pytest.param("Berlin", "Beria", id="two letters in six"),
        pytest.param("Zinofief", "Zinoviev", id="two letters in eight"),
        pytest.param("Left Opposition", "Right Opposition", id="another first word"),
        pytest.param(
            "History of the French Revolution",
            "History of the Russian Revolution",
            id="one wrong word in a long title",
        ),
        pytest.param("", "Lenin", id="nothing"),
        pytest.param("カラス", "ガラス", id="Japanese mark that is a sound"),
        pytest.param("कु", "के", id="Hindi vowel signs"),
        pytest.param("ไก่", "ไก", id="Thai tone mark"),
    ],
)
def test_what_differs_is_neither_the_same_nor_near(one: str, other: str) -> None:
    assert not same_text(one, other)
    assert not near_text(one, other)
    assert not near_text(other, one)


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        pytest.param("Trostky", "Trotsky", id="letters swapped"),
        pytest.param("Zinovev", "Zinoviev", id="letter missing"),
        pytest.param("Marshall", "Marshal", id="letter added"),
        pytest.param("krushchov", "Khrushchov", id="letter missing and case"),
        pytest.param("Khruschev", "Khrushchov", id="two letters in ten"),
        pytest.param("Left Oposition", "Left Opposition", id="one word of two"),
        pytest.param("permanant revolutoin", "permanent revolution", id="both words"),
        pytest.param("antisemetism", "anti-Semitism", id="words spaced otherwise"),
    ],
)
def test_a_mistyped_word_is_near(typed: str, accepted: str) -> None:
    assert near_text(typed, accepted)


def test_names_one_letter_apart_are_near_whoever_bears_them() -> None:
    assert near_text("Kamenov", "Kamenev")
    assert near_text("Franco", "France")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1936", "1936"),
        (" 1936. ", "1936"),
        ("1,500", "1500"),
        ("1 500", "1500"),
        ("1\u00a0500", "1500"),
        ("1\u202f500", "1500"),
        ("1.500", "1500"),
        ("1,500,000", "1500000"),
        ("1.500.000", "1500000"),
        ("1 500 000", "1500000"),
        ("1,500.75", "1500.75"),
        ("1.500,75", "1500.75"),
        ("1 500,75", "1500.75"),
        ("1,500.750", "1500.75"),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("1,25", "1.25"),
        ("1,2345", "1.2345"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1234.567", "1234.567"),
        (".5", "0.5"),
        ("007", "7"),
        ("\uff11\uff19\uff13\uff16", "1936"),
        ("+5", "5"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("\u20135.5", "-5.5"),
        ("50%", "50"),
        ("50 %", "50"),
        ("50 percent", "50"),
        ("50 Per Cent", "50"),
        ("3 million", "3000000"),
        ("1.5 million", "1500000"),
        ("1.125 million", "1125000"),
        ("1,125 million", "1125000000"),
        ("20thousand", "20000"),
        ("3 hundred thousand", "300000"),
        ("2 billions", "2000000000"),
        ("1000000000000000", "1000000000000000"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    assert as_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        "nan",
        "inf",
        "-Infinity",
        "1e3",
        "1e999",
        "1000000000000001",
        "2000000000 million",
        "9" * 61,
        "1_500",
        "1,50,000",
        "1,500 000",
        "1,500,00",
        "1.2.3",
        "1--5",
        "5-",
        "5 6",
        "1936-37",
        "5.12.1936",
        "0x10",
        "2\u00bd",
        "1/2",
        "million",
        "million 5",
        "five",
        "about 50",
        "1936 or 1937",
        "5 roubles",
    ],
)
def test_what_is_no_single_number_is_not_read(typed: str) -> None:
    assert as_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("1,500 roubles", "roubles", 1500),
        ("1 Rouble", "roubles", 1),
        ("1500", "roubles", 1500),
        ("$ 50", "$", 50),
        ("\u00a350", "\u00a3", 50),
        ("year 1936", "year", 1936),
        ("5 million", "million roubles", 5),
        ("5 million roubles", "million roubles", 5),
        ("5 million roubles", "roubles", 5_000_000),
        ("50%", "per cent", 50),
    ],
)
def test_words_of_the_unit_are_passed_over(typed: str, unit: str, number: int) -> None:
    assert as_number(typed, unit) == number


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1936", None, "1936"),
        ("2100", None, "2100"),
        ("9999", None, "9999"),
        ("10000", None, "10,000"),
        ("1E+6", "roubles", "1,000,000 roubles"),
        ("-12345.60", None, "-12,345.6"),
        ("0.50", None, "0.5"),
        ("50", "%", "50%"),
        ("50", "per cent", "50 per cent"),
    ],
)
def test_a_figure_is_written_with_commas_from_ten_thousand_on(
    value: str, unit: str | None, text: str
) -> None:
    assert number_text(Decimal(value), unit) == text


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_written_with_or_without_commas_is_read_back(number: int) -> None:
    assert as_number(f"{number}") == number
    assert as_number(f"{number:,}") == number
    assert as_number(f"{number:,}".replace(",", "\u202f")) == number


@given(st.text())
def test_a_text_is_the_same_as_itself_with_spaces_around(text: str) -> None:
    assert same_text(text, text)
    assert same_text(f"  {text}\t", text)


@given(st.text(string.printable))
def test_a_text_is_the_same_as_itself_in_capitals(text: str) -> None:
    assert normalise(text.upper()) == normalise(text)
    assert same_text(text.upper(), text)


@given(st.text(), st.text())
def test_same_and_near_hold_both_ways_and_never_together(one: str, other: str) -> None:
    assert same_text(one, other) == same_text(other, one)
    assert near_text(one, other) == near_text(other, one)
    assert not (same_text(one, other) and near_text(one, other))
