"""Posters of the sample household: a motif of few shapes in the colours that a name stands for, drawn as PNG.

The sky has one colour a row: so a page full of posters is a light screenshot.
"""

import colorsys
import hashlib
import math
import struct
import zlib
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

WIDTH, HEIGHT = 342, 513
_SHADES = 60
_SKY, _NEAR, _LIGHT = 0, 60, 120
"""Where the three ramps of the palette begin: the background, what stands before it, what shines."""
_PALETTE = 180

_HUES = (205, 222, 240, 262, 285, 320, 345, 8, 20, 150, 172, 190)
_LIGHTS = (
    ((0.15, 0.20, 1.0), (0.10, 0.60, 0.96)),  # cream to gold
    ((0.12, 0.65, 1.0), (0.03, 0.70, 0.94)),  # gold to red
    ((0.03, 0.45, 1.0), (-0.05, 0.62, 0.92)),  # apricot to rose
    ((0.52, 0.18, 1.0), (0.55, 0.45, 0.94)),  # the pale blue of ice
    ((0.13, 0.08, 1.0), (0.08, 0.30, 0.92)),  # the white of the moon
)
"""Hue, saturation and value where a light begins and ends."""

Row = bytearray
Motif = Callable[[int, list[Row]], None]


@lru_cache(64)
def poster_png(name: str) -> bytes:
    """The poster of this name, 342 by 513, as PNG; the same for ever, well below 30 KB."""
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    rows = [Row(bytes([y * _SHADES // HEIGHT]) * WIDTH) for y in range(HEIGHT)]
    _MOTIFS[seed % len(_MOTIFS)](seed >> 8, rows)
    return _png(rows, _palette(seed >> 16))


def _palette(seed: int) -> bytes:
    hue = _HUES[seed % len(_HUES)] / 360
    turn = ((seed >> 9) % 20 - 8) / 100
    ends = (
        ((hue, 0.55, 0.24), (hue + turn, 0.58, 0.62)),
        ((hue + turn, 0.5, 0.30), (hue, 0.55, 0.10)),
        _LIGHTS[(seed >> 14) % len(_LIGHTS)],
    )
    return b"".join(_blend(first, last, step / (_SHADES - 1)) for first, last in ends for step in range(_SHADES))


def _blend(first: tuple[float, ...], last: tuple[float, ...], share: float) -> bytes:
    hue, saturation, value = (a + (b - a) * share for a, b in zip(first, last, strict=True))
    return bytes(round(255 * part) for part in colorsys.hsv_to_rgb(hue % 1, saturation, value))


def _png(rows: list[Row], palette: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# Shapes


def _disc(rows: list[Row], centre: tuple[int, int], radius: int, ramp: int, hole: int = 0) -> None:
    """A disc, or a ring when it has a hole, shaded from top to bottom."""
    x, y = centre
    for at in range(max(0, y - radius), min(HEIGHT, y + radius)):
        half = _half(radius, at - y)
        inner = _half(hole, at - y)
        shade = ramp + (at - y + radius) * _SHADES // (2 * radius + 1)
        for first, last in ((x - half, x - inner), (x + inner, x + half)):
            _span(rows[at], first, last, shade)


def _half(radius: int, off: int) -> int:
    return math.isqrt(max(0, radius * radius - off * off))


def _span(row: Row, first: int, last: int, shade: int) -> None:
    first, last = max(0, first), min(WIDTH, last)
    if first < last:
        row[first:last] = bytes([shade]) * (last - first)


def _fill_below(rows: list[Row], heights: list[int], shade: int) -> None:
    """Everything below a skyline: one height a column, counted from the top."""
    for y in range(max(0, min(heights)), HEIGHT):
        row = rows[y]
        for x, top in enumerate(heights):
            if y >= top:
                row[x] = shade


# Motifs


def _sun_over_hills(seed: int, rows: list[Row]) -> None:
    _disc(rows, (80 + seed % 180, 150 + seed % 70), 56 + seed % 30, _LIGHT)
    for layer in range(4):
        phase, swing = (seed >> layer * 3) % 63 / 10, 26 - 3 * layer
        base = 270 + 62 * layer
        heights = [base + round(swing * math.sin(x / (48 + 9 * layer) + phase)) for x in range(WIDTH)]
        _fill_below(rows, heights, _NEAR + 8 + 14 * layer)


def _peaks(seed: int, rows: list[Row]) -> None:
    _disc(rows, (250 - seed % 160, 120), 34 + seed % 16, _LIGHT)
    for layer in range(3):
        points = [(at * 86 - 43, 230 + 75 * layer + (seed >> (at + layer * 5)) % 8 * 14) for at in range(6)]
        _fill_below(rows, _skyline(points), _NEAR + 10 + 20 * layer)


def _skyline(points: list[tuple[int, int]]) -> list[int]:
    heights = []
    for (x1, y1), (x2, y2) in pairwise(points):
        heights += [y1 + (y2 - y1) * (x - x1) // (x2 - x1) for x in range(max(0, x1), min(WIDTH, x2))]
    return heights


def _city(seed: int, rows: list[Row]) -> None:
    _disc(rows, (90 + seed % 160, 170), 74, _LIGHT)
    for layer in range(2):
        width = 46 - 8 * layer
        tops = [260 + 90 * layer + (seed >> at) % 16 * 8 for at in range(WIDTH // width + 1)]
        _fill_below(rows, [tops[x // width] for x in range(WIDTH)], _NEAR + 18 + 28 * layer)
    for number in range(40):
        spot = (seed * (number + 3) * 7_919) % 100_003
        x, y = 12 + spot % 27 * 12, 400 + spot // 27 % 8 * 13
        for row in rows[y : y + 6]:
            _span(row, x, x + 4, _LIGHT + 30)


def _rings(seed: int, rows: list[Row]) -> None:
    centre = (110 + seed % 120, 190 + seed % 90)
    for number in range(5):
        _disc(rows, centre, 230 - 44 * number, _NEAR, hole=210 - 44 * number)
    _disc(rows, centre, 30, _LIGHT)


def _eclipse(seed: int, rows: list[Row]) -> None:
    centre = (171, 200 + seed % 60)
    for number in range(26):
        spot = (seed * (number + 5) * 104_729) % 1_000_003
        _disc(rows, (spot % WIDTH, spot // WIDTH % HEIGHT), 1 + number % 3, _LIGHT)
    _disc(rows, centre, 112, _LIGHT)
    _disc(rows, (centre[0] + 34 - seed % 2 * 68, centre[1] - 12), 102, _NEAR)


def _stripes(seed: int, rows: list[Row]) -> None:
    wide, lean = 46 + seed % 20, 1 if seed % 2 else -1
    for y, row in enumerate(rows):
        for number in range(3):
            first = 60 + number * wide * 2 + lean * (y - HEIGHT // 2) // 2 - 40
            _span(row, first, first + wide, (_NEAR, _LIGHT, _NEAR)[number] + 4 + y * 44 // HEIGHT)


def _sea(seed: int, rows: list[Row]) -> None:
    centre, radius, line = (120 + seed % 100, 250), 90 + seed % 40, 262
    _disc(rows, centre, radius, _LIGHT)
    for y in range(line, HEIGHT):
        _span(rows[y], 0, WIDTH, _NEAR + 6 + (y - line) * 40 // (HEIGHT - line))
    for number in range(9):
        half, y = 88 - 9 * number + (seed >> number) % 24, line + 14 + 22 * number
        for row in rows[y : y + 7]:
            _span(row, centre[0] - half, centre[0] + half, _LIGHT + 30)


def _tiles(seed: int, rows: list[Row]) -> None:
    side = 114
    for number in range(12):
        left, top = number % 3 * side, number // 3 * side + 28
        corner = (left + (seed >> number) % 2 * side, top + (seed >> number + 3) % 2 * side)
        ramp = _LIGHT if (seed >> number * 2) % 5 == 0 else _NEAR
        for y in range(top, top + side):
            half = _half(side - 8, y - corner[1])
            first, last = max(left, corner[0] - half), min(left + side, corner[0] + half)
            _span(rows[y], first, last, ramp + (y - top) * 40 // side)


_MOTIFS: tuple[Motif, ...] = (_sun_over_hills, _rings, _city, _sea, _eclipse, _tiles, _stripes, _peaks)
