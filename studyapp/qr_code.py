"""An address as a picture that a phone reads."""

from importlib import import_module

from markupsafe import Markup

DRAWING = "segno"
"""What few servers need, and what takes memory to import."""


def qr_svg(address: str, title: str) -> Markup:
    """Return the QR code of an address as SVG, dark on white in every theme."""
    drawn = import_module(DRAWING).make(address, micro=False, error="m")
    # The title is escaped by segno, and the address becomes squares.
    return Markup(  # noqa: S704
        drawn.svg_inline(light="white", omitsize=True, title=title, svgclass="qr", lineclass=None)
    )
