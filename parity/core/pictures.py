"""What counts as a picture: raster images by their first bytes, under the names that TMDB gives."""

import re
from dataclasses import dataclass

_NAME = re.compile(r"[A-Za-z0-9_-]{8,64}\.(jpg|jpeg|png|webp)")
_FIRST_BYTES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster image; `kind` is its media type, as its bytes tell it."""

    content: bytes
    kind: str


def is_picture_name(name: str) -> bool:
    """Whether TMDB could have given this name; such a name is safe as the name of a file."""
    return _NAME.fullmatch(name) is not None


def picture_of(content: bytes) -> Picture | None:
    """The picture that these bytes are, if they begin as a JPEG, PNG or WebP does.

    Anything else (SVG and HTML may carry scripts) is none, whatever its sender calls it.
    """
    for start, kind in _FIRST_BYTES:
        if content.startswith(start):
            return Picture(content, kind)
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return Picture(content, "image/webp") if is_webp else None
