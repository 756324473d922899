"""An address as a picture for a phone's camera, drawn in blocks on a terminal."""

import io

import segno

_BORDER = 2  # modules of white around it, which a camera needs


def picture_of(address: str, columns: int, encoding: str | None) -> str:
    """The picture, two modules of it in a letter; "" where it does not fit, or the letters are not known."""
    code = segno.make(address, micro=False)
    width, _ = code.symbol_size(border=_BORDER)
    if width > columns or not _knows_blocks(encoding):
        return ""
    drawn = io.StringIO()
    code.terminal(out=drawn, border=_BORDER, compact=True)
    return drawn.getvalue()


def _knows_blocks(encoding: str | None) -> bool:
    try:
        "█▀▄".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
