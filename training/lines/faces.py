"""The type faces that lines are set in: which there are, what each can write, how often each is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from PIL import ImageFont

FONTS = Path(__file__).parent.parent / "fonts" / "node_modules" / "@expo-google-fonts"
SYSTEM = Path("/usr/share/fonts/truetype")

HELD_OUT = frozenset({"norasi", "loma", "trirong", "niramit", "tlwgtypist", "itim"})
"""Families that no training line is ever set in: a model is tested on them."""

_NEAT = frozenset({"kodchasan", "koho", "sawasdee"})
"""Thin print that serves as a neat hand, too, once a pen has shaken it."""

_PEN = {"mali": 6.0, "sriracha": 4.0, "charm": 3.0, "charmonman": 1.0, "purisa": 3.0, "itim": 3.0}
_OFTEN = {
    "sarabun": 30.0, "laksaman": 22.0, "kinnari": 13.0, "taviraj": 6.0, "notoserifthai": 6.0, "garuda": 6.0,
    "umpush": 5.0, "waree": 3.0, "tlwgtypewriter": 3.0, "tlwgtypo": 3.0, 
    "notosansthailooped": 5.0, "baijamjuree": 3.0, "ibmplexsansthailooped": 3.0,
    "pridi": 2.0, "maitree": 2.5, "norasi": 8.0, "loma": 5.0, "trirong": 5.0, "niramit": 5.0, "tlwgtypist": 3.0,
    "sawasdee": 2.0, "chonburi": 0.3, "pattaya": 0.3, "srisakdi": 0.2, "fahkwang": 0.4, "charmonman": 0.2,
}  # fmt: skip
_USUAL = 1.2
_BROKEN = frozenset({"tlwgmono", "notoloopedthai"})  # set marks beside their consonants or on each other
_STYLES = {"400Regular": 1.0, "400Regular_Italic": 0.08, "700Bold": 0.3, "700Bold_Italic": 0.03,
           "300Light": 0.12, "500Medium": 0.2, "600SemiBold": 0.12}  # fmt: skip
_TLWG = {"": 1.0, "-Bold": 0.3, "-Oblique": 0.05, "-Italic": 0.08, "-BoldOblique": 0.02, "-BoldItalic": 0.03,
         "-Light": 0.1, "-Regular": 1.0}  # fmt: skip
_LATIN = ("noto/NotoSans", "noto/NotoSerif", "dejavu/DejaVuSans")
_THAI_DIGITS = range(0x0E50, 0x0E5A)
_RULER = 200


@dataclass(frozen=True, slots=True)
class Face:
    """One style of one family. `often`: its weight when a face is drawn by lot; `pen`: looks written by hand;
    `latin`: only stands in for characters that Thai faces lack.
    """

    path: Path
    family: str
    bold: bool
    often: float
    pen: bool = False
    latin: bool = False

    @property
    def characters(self) -> frozenset[str]:
        """The characters that it has glyphs of."""
        return _characters(self.path)

    @property
    def consonant(self) -> float:
        """Height of a consonant over the size of the font (Latin: that of a small letter and a bit)."""
        return _consonant(self.path, self.latin)

    @property
    def stem(self) -> float:
        """Width of an upright stroke over the height of a consonant."""
        return _stem(self.path)

    def font(self, size: int) -> ImageFont.FreeTypeFont:
        """The font in a size in pixels, shaped as Thai needs it."""
        return _font(self.path, size)


@lru_cache(maxsize=2)
def faces(held_out: bool) -> tuple[Face, ...]:
    """The faces for training, or those held out of it, with stand-ins for Latin and signs.

    Raises FileNotFoundError if the fonts are not installed (`npm ci` in training/fonts, Debian's fonts-thai-tlwg).
    """
    found = tuple(face for face in _all() if face.latin or (face.family in HELD_OUT) == held_out)
    if not any(not face.latin and not face.pen for face in found):
        raise FileNotFoundError(f"no Thai fonts under {FONTS} and {SYSTEM}: run npm ci in training/fonts")
    return found


def _all() -> Iterator[Face]:
    for path in sorted(FONTS.rglob("*.ttf")):
        family, _, style = path.stem.partition("_")
        family = family.lower()
        if style in _STYLES:
            yield from _kinds(path, family, _STYLES[style], "Bold" in style)
    for path in sorted([*SYSTEM.glob("tlwg/*.[to]tf"), *SYSTEM.glob("noto/Noto*Thai-*.ttf")]):
        family, dash, style = path.stem.partition("-")
        if dash + style in _TLWG:
            yield from _kinds(path, family.lower(), _TLWG[dash + style], "Bold" in style)
    for path in sorted(SYSTEM.glob("*/*.ttf")):
        family, _, style = str(path.relative_to(SYSTEM).with_suffix("")).partition("-")
        if family in _LATIN and style in ("", "Regular", "Bold"):
            yield Face(path, Path(family).name.lower(), style == "Bold", 1.0, latin=True)


def _kinds(path: Path, family: str, style: float, bold: bool) -> Iterator[Face]:
    if family in _BROKEN or not frozenset("กขคงจชดตถทนบปผพมยรลวศสหอ่้ิีัาเ") <= _characters(path):
        return
    if family in _PEN:
        yield Face(path, family, bold, style * _PEN[family], pen=True)
    else:
        yield Face(path, family, bold, style * _OFTEN.get(family, _USUAL))
        if family in _NEAT and not bold:
            yield Face(path, family, bold, style, pen=True)


@cache
def _characters(path: Path) -> frozenset[str]:
    """Characters with a glyph of their own: a Thai digit drawn as the Latin one is none."""
    with TTFont(path, lazy=True) as font:
        glyphs: dict[int, str] = font.getBestCmap()
    latin = {glyphs.get(code) for code in range(0x30, 0x3A)}
    false = {code for code in _THAI_DIGITS if glyphs.get(code) in latin}
    return frozenset(chr(code) for code in glyphs if code not in false)


@cache
def _consonant(path: Path, latin: bool) -> float:
    _, top, _, bottom = _font(path, _RULER).getbbox("x" if latin else "บ", anchor="ls")
    return (bottom - top) * (1.1 if latin else 1.0) / _RULER


@cache
def _stem(path: Path) -> float:
    mask = _font(path, _RULER).getmask("า")
    width, height = mask.size
    row: list[int] = [mask.getpixel((column, round(0.6 * height))) for column in range(width)]
    return sum(row) / 255 / int(height)


@lru_cache(maxsize=400)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.RAQM)
