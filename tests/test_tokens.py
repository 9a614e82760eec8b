"""Colours keep their contrast in light and dark, and pages bring nothing from elsewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.imports import PACKAGE

CSS = PACKAGE / "static/css"
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
FILES = sorted(path for path in (PACKAGE / "static").rglob("*") if path.is_file())
STATIC = [path for path in FILES if path.suffix != ".png"]
SVG = "http://www.w3.org/2000/svg"
TEXT_NEEDS = 4.5
STROKE_NEEDS = 3.0
THEMES = ("light", "dark")

# What is written in the first colour on the second (WCAG 1.4.3).
TEXTS = [
    ("ink", "paper"),
    ("ink", "raised"),
    ("ink", "wash"),
    ("ink", "marker"),
    ("ink", "good-bg"),
    ("ink", "bad-bg"),
    ("ink-2", "paper"),
    ("ink-2", "raised"),
    ("ink-2", "wash"),
    ("ink-2", "good-bg"),
    ("ink-2", "bad-bg"),
    ("blue", "paper"),
    ("blue", "raised"),
    ("blue", "wash"),
    ("blue-2", "paper"),
    ("blue-2", "raised"),
    ("blue-2", "wash"),
    ("on-blue", "blue"),
    ("on-blue", "blue-2"),
    ("good", "paper"),
    ("good", "good-bg"),
    ("bad", "paper"),
    ("bad", "raised"),
    ("bad", "bad-bg"),
    ("paper", "good"),
    ("paper", "bad"),
]
# Strokes, borders and marks that say something, on what they lie on (WCAG 1.4.11).
STROKES = [
    ("ink", "paper"),
    ("ink", "raised"),
    ("edge", "paper"),
    ("edge", "raised"),
    ("amber", "paper"),
    ("amber", "raised"),
    ("calm", "paper"),
    ("calm", "raised"),
    ("blue", "paper"),
    ("blue", "raised"),
    ("bad", "paper"),
    ("good", "paper"),
]
# What was measured when the colours were chosen: (light, dark).
MEASURED = {
    ("ink", "paper"): (15.0, 14.2),
    ("ink-2", "paper"): (6.7, 8.1),
    ("ink-2", "wash"): (6.0, 6.4),
    ("ink", "marker"): (12.9, 6.0),
    ("blue", "paper"): (7.6, 9.5),
    ("on-blue", "blue"): (8.1, 9.3),
    ("good", "good-bg"): (6.3, 8.0),
    ("bad", "bad-bg"): (6.2, 8.2),
    ("edge", "paper"): (3.3, 4.4),
    ("amber", "paper"): (4.4, 9.6),
    ("calm", "paper"): (3.1, 4.3),
}
TOKEN = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")


def tokens(theme: str) -> dict[str, str]:
    """Return each colour by its name, as the theme has it."""
    found = TOKEN.findall((CSS / "tokens.css").read_text("utf-8"))
    return {name: (light, dark)[THEMES.index(theme)] for name, light, dark in found}


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    shares = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


class Faults(HTMLParser):
    """Collect what a content security policy without inline code would stop."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag in {"style", "base"} or (tag == "script" and "src" not in names):
            self.found.append(f"<{tag}>")
        self.found += [f"{tag} {name}" for name in names if name == "style" or name[:2] == "on"]
        self.found += [f"{tag} {v}" for _, v in attrs if v and v.lower().startswith("javascript:")]

    handle_startendtag = handle_starttag


def shown(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#123456", "#123456") == 1


def test_every_colour_has_a_light_and_a_dark_value() -> None:
    css = (CSS / "tokens.css").read_text("utf-8")

    assert len(TOKEN.findall(css)) == css.count("light-dark(") == len(tokens("light"))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("colour", "ground"), TEXTS)
def test_text_can_be_read(colour: str, ground: str, theme: str) -> None:
    found = tokens(theme)

    assert contrast(found[colour], found[ground]) >= TEXT_NEEDS


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("colour", "ground"), STROKES)
def test_strokes_and_borders_can_be_seen(colour: str, ground: str, theme: str) -> None:
    found = tokens(theme)

    assert contrast(found[colour], found[ground]) >= STROKE_NEEDS


@pytest.mark.parametrize("pair", MEASURED, ids="-on-".join)
def test_contrast_is_as_it_was_when_the_colours_were_chosen(pair: tuple[str, str]) -> None:
    colour, ground = pair

    found = [contrast(tokens(theme)[colour], tokens(theme)[ground]) for theme in THEMES]

    assert found == pytest.approx(MEASURED[pair], abs=0.06)


def test_colours_stand_among_the_tokens_alone() -> None:
    others = [path for path in CSS.glob("*.css") if path.name != "tokens.css"]

    colours = {p.name: re.findall(r"#[0-9a-fA-F]{3,8}\b", p.read_text("utf-8")) for p in others}

    assert {name: found for name, found in colours.items() if found} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_a_template_holds_no_style_and_no_script_of_its_own(path: Path) -> None:
    faults = Faults()
    faults.feed(path.read_text("utf-8"))

    assert faults.found == []


def test_the_parser_of_templates_sees_what_is_not_allowed() -> None:
    faults = Faults()

    faults.feed(
        '<p style="x"><script>1</script><a href="JavaScript:1" onclick="x"><img onload=x />'
    )

    assert sorted(faults.found) == [
        "<script>",
        "a JavaScript:1",
        "a onclick",
        "img onload",
        "p style",
    ]


@pytest.mark.parametrize("path", [*TEMPLATES, *STATIC], ids=shown)
def test_a_file_of_a_page_names_no_foreign_address(path: Path) -> None:
    text = path.read_text("utf-8").replace(SVG, "")

    assert re.findall(r"\w+://\S+|[\"'(]//\S+|@import|url\([^)]*", text) == []
