"""What copying and scanning do to a page, by named recipe."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from corpus.render.ink import INKS

Pixels = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Amounts of each fault. Angles in degrees, lengths in mm, ink and noise as parts of 255."""

    mode: str = "palette"  # palette (few colours) | gray | colour | bilevel
    skew: float = 0.0
    blur: float = 0.0
    fade: float = 0.0  # 0 full ink, 1 none
    noise: float = 0.0
    specks: float = 0.0  # per square centimetre
    shade: float = 0.0  # darkness of the paper's edge
    threshold: float = 0.62  # of white, for bilevel pages
    quality: int = 50  # of JPEG


RECIPES = {
    "clean": Recipe(),
    "bilevel": Recipe("bilevel", skew=0.15, specks=0.15),
    "gray": Recipe("gray", skew=-0.2, blur=0.05, noise=0.8, shade=0.02),
    "colour": Recipe("colour", skew=0.25, blur=0.05, shade=0.03, quality=45),
    "skew": Recipe("bilevel", skew=2.1, specks=0.3),
    "tilt": Recipe("gray", skew=-1.4, blur=0.06, shade=0.04, quality=40),
    "faint": Recipe("gray", skew=0.3, fade=0.55, noise=1.2, quality=40),
    "worn": Recipe("bilevel", skew=-0.6, blur=0.12, fade=0.28, noise=20.0, specks=1.0, threshold=0.7),
    "photocopy": Recipe("bilevel", skew=0.8, blur=0.1, noise=16.0, specks=5.0, shade=0.15, threshold=0.55),
    "noisy": Recipe("gray", skew=0.5, noise=8.0, specks=1.5, shade=0.06, quality=25),
    "blur": Recipe("gray", skew=-0.3, blur=0.2, quality=40),
    "jpeg": Recipe("colour", skew=0.2, noise=2.0, shade=0.03, quality=18),
}


def degrade(page: Image.Image, recipe: Recipe, dpi: int, seed: int) -> Image.Image:
    """The page as the scanner delivers it; the same seed gives the same pixels."""
    chance = np.random.default_rng(seed)
    if recipe.skew:
        page = page.rotate(recipe.skew, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if recipe.blur:
        page = page.filter(ImageFilter.GaussianBlur(recipe.blur * dpi / 25.4))
    if recipe.mode in ("bilevel", "gray"):
        page = page.convert("L")
    pixels = np.asarray(page, dtype=np.float64)
    pixels = 255 - (255 - pixels) * (1 - recipe.fade)
    pixels = _shade(pixels, recipe.shade)
    if recipe.noise:
        grain = chance.normal(0.0, recipe.noise, pixels.shape[:2])
        pixels = pixels + (grain if pixels.ndim == 2 else grain[..., None])
    pixels = _specks(pixels, recipe.specks, dpi, chance)
    result = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
    if recipe.mode == "bilevel":
        return result.point(lambda value: 255 if value > recipe.threshold * 255 else 0).convert("1")
    if recipe.mode == "palette":
        return result.quantize(palette=_few_colours(), dither=Image.Dither.NONE)
    return result


def _few_colours() -> Image.Image:
    """Paper, three depths of black and two of each stamp's ink: a quantiser of its own choice loses red."""
    colours: list[int] = [255, 255, 255, 18, 18, 20, 100, 100, 100, 185, 185, 185]
    for name in ("blue", "red", "violet"):
        colours += INKS[name]
        colours += (round(255 - (255 - part) * 0.4) for part in INKS[name])
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    return palette


def _shade(pixels: Pixels, amount: float) -> Pixels:
    """Darken the paper towards the right and lower edge, as a lid that is not quite shut does."""
    if not amount:
        return pixels
    high, wide = pixels.shape[:2]
    across = np.linspace(0, 1, wide)[None, :] ** 6
    down = np.linspace(0, 1, high)[:, None] ** 8
    dark = 1 - amount * np.maximum(across, down)
    return pixels * (dark if pixels.ndim == 2 else dark[..., None])


def _specks(pixels: Pixels, density: float, dpi: int, chance: np.random.Generator) -> Pixels:
    """Dust on the glass: dark dots of a tenth to a third of a millimetre."""
    if not density:
        return pixels
    result = pixels.copy()
    high, wide = pixels.shape[:2]
    count = int(density * (high / dpi * 2.54) * (wide / dpi * 2.54))
    for _ in range(count):
        y, x = int(chance.integers(0, high)), int(chance.integers(0, wide))
        size = max(1, round(float(chance.uniform(0.08, 0.3)) * dpi / 25.4))
        result[y : y + size, x : x + size] = chance.uniform(20, 140)
    return result
