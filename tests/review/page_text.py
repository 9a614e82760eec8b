"""What a page says and holds, as a visitor without script finds it."""

from justhtml import JustHTML, Node, QueryMatch

from tests.visitor import Form, Visitor, forms_in


def parsed(page: str) -> JustHTML:
    """Return a page as a tree."""
    return JustHTML(page, sanitize=False)


def words(node: Node | QueryMatch) -> str:
    """Return the text of a part of a page with its spaces folded."""
    return " ".join(node.to_text(separator_blocks_only=True, strip=False).split())


def words_of(page: str) -> str:
    """Return the text of a page between head and foot, without reading the rest of it."""
    main = page[page.index("<main") : page.index("</main>")]
    return words(parsed(main).query("main")[0])


def progress_of(page: str) -> str:
    """Return what the bar of a card says of how far the session has come."""
    return words(parsed(page).query(".bar .run")[0])


def attribute(node: Node | QueryMatch, name: str) -> str:
    """Return an attribute, empty when there is none."""
    return (node.attrs or {}).get(name) or ""


def form_on(page: str, action_part: str) -> Form | None:
    """Return the form of a page whose action contains a text."""
    return next((form for form in forms_in(page) if action_part in form.action), None)


def press(visitor: Visitor, page: str, action_part: str) -> str:
    """Press the button of a form without fields and return the page that follows."""
    form = form_on(page, action_part)
    assert form is not None, action_part
    response = visitor.send(form)
    assert response.status_code == 303, (response.status_code, words_of(response.text))
    return visitor.open(response.location)
