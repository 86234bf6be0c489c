"""Every kind of picture becomes upright 8-bit gray; pages of a PDF are drawn one by one and never lost."""

import io
import mmap
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from test_source import make_pdf

from saraban.extract import errors, images, pdf, poppler
from saraban.extract.images import image_pages, to_gray
from saraban.extract.source import open_source

INK, PAPER = 24, 232


def marked(width: int = 120, height: int = 160) -> np.ndarray:
    """Light paper with a dark block in its upper left corner."""
    page = np.full((height, width), PAPER, np.uint8)
    page[10:40, 10:30] = INK
    return page


def saved(tmp_path: Path, image: Image.Image, name: str = "a.png", **options: object) -> np.ndarray:
    image.save(tmp_path / name, **options)
    return next(image_pages(tmp_path / name)).gray


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "LA", "CMYK", "YCbCr", "LAB"])
def test_modes(tmp_path, mode):
    image = Image.fromarray(marked())
    if mode == "LAB":
        from PIL import ImageCms

        srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        image = ImageCms.profileToProfile(image.convert("RGB"), srgb, lab, outputMode="LAB")
    else:
        image = image.convert("RGB").quantize() if mode == "P" else image.convert("RGB").convert(mode)
    gray = saved(tmp_path, image, "a.tif" if mode != "P" else "a.png")
    assert gray.dtype == np.uint8
    assert gray.shape == (160, 120)
    assert abs(int(gray[20, 20]) - INK) <= 6
    assert abs(int(gray[100, 80]) - PAPER) <= 6


def test_cmyk_jpeg(tmp_path):
    gray = saved(tmp_path, Image.fromarray(marked()).convert("RGB").convert("CMYK"), "a.jpg", quality=95)
    assert gray[20, 20] < 60
    assert gray[100, 80] > 200


def test_bilevel(tmp_path):
    image = Image.fromarray(marked()).convert("1", dither=Image.Dither.NONE)
    gray = saved(tmp_path, image, "a.tif", compression="group4")
    assert (gray[20, 20], gray[100, 80]) == (0, 255)


@pytest.mark.parametrize(
    ("ink", "paper", "name"), [(6000, 57000, "a.png"), (6000, 57000, "a.tif"), (400, 3900, "b.png")]
)
def test_sixteen_bits_are_scaled_not_clipped(tmp_path, ink, paper, name):
    deep = np.where(marked() == INK, ink, paper).astype(np.uint16)
    gray = saved(tmp_path, Image.fromarray(deep), name)
    assert gray[20, 20] < 40
    assert 200 < gray[100, 80] < 255


def test_transparent_parts_are_paper():
    image = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 10, 10))
    gray = to_gray(image)
    assert (gray[5, 5], gray[40, 40]) == (0, 255)


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (20, 20)), (3, (139, 99)), (6, (20, 139)), (8, (99, 20))]
)
def test_exif_orientation(tmp_path, orientation, corner):
    exif = Image.Exif()
    exif[0x0112] = orientation
    gray = saved(tmp_path, Image.fromarray(marked()), "a.jpg", exif=exif, quality=95)
    assert gray.shape == ((160, 120) if orientation in {1, 3} else (120, 160))
    assert gray[corner] < 60


def test_resolution_is_estimated_where_it_cannot_be_true(tmp_path):
    page = Image.new("L", (1654, 2339), 255)
    for dpi in (None, (1, 1), (60000, 60000)):
        page.save(tmp_path / "a.png", **({} if dpi is None else {"dpi": dpi}))
        assert next(image_pages(tmp_path / "a.png")).dpi == 200
    page.save(tmp_path / "a.png", dpi=(200, 200))
    assert next(image_pages(tmp_path / "a.png")).dpi == 200


def test_fax_lines_are_stretched(tmp_path):
    Image.new("1", (1728, 1100), 1).save(tmp_path / "fax.tif", dpi=(204, 98))
    picture = next(image_pages(tmp_path / "fax.tif"))
    assert picture.gray.shape == (2290, 1728)


def test_very_fine_scans_are_read_at_300_dpi(tmp_path):
    Image.new("L", (4960, 7016), 255).save(tmp_path / "a.png", dpi=(600, 600))
    picture = next(image_pages(tmp_path / "a.png"))
    assert (picture.gray.shape, picture.dpi) == ((3508, 2480), 300)


def test_no_pixels_are_given_up_for_what_the_file_says(tmp_path):
    Image.new("L", (2480, 3508), 255).save(tmp_path / "a.png", dpi=(1200, 1200))
    assert next(image_pages(tmp_path / "a.png")).gray.shape == (3508, 2480)


def test_frames_come_one_at_a_time(tmp_path):
    frames = [Image.new("L", (40, 40), shade) for shade in (10, 120, 250)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:])
    assert [int(picture.gray[0, 0]) for picture in image_pages(tmp_path / "a.tif")] == [10, 120, 250]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP", "BMP"])
def test_cut_off_images(tmp_path, form):
    noise = np.random.default_rng(1).integers(0, 255, (300, 300), np.uint8)
    stream = io.BytesIO()
    Image.fromarray(noise).save(stream, form)
    (tmp_path / "a.img").write_bytes(stream.getvalue()[: len(stream.getvalue()) // 2])
    with pytest.raises(errors.BrokenFile, match=r"a\.img is broken or cut off"):
        list(image_pages(open_source(tmp_path / "a.img").path))


def test_a_tiff_that_lacks_the_last_bytes_of_its_pixels(tmp_path):
    stream = io.BytesIO()
    page = Image.fromarray(marked(1600, 2300)).convert("1")
    page.save(stream, "TIFF", save_all=True, append_images=[page], compression="group4")
    whole = stream.getvalue()
    (tmp_path / "a.tif").write_bytes(whole)
    pixels = [picture.gray.tobytes() for picture in image_pages(tmp_path / "a.tif")]
    assert len(pixels) == 2
    for lost in range(1, 60, 5):
        (tmp_path / "a.tif").write_bytes(whole[:-lost])
        try:
            assert [picture.gray.tobytes() for picture in image_pages(tmp_path / "a.tif")] == pixels, lost
        except errors.BrokenFile:
            continue
    with pytest.raises(errors.BrokenFile, match=r"a\.tif"):
        list(image_pages(tmp_path / "a.tif"))


def test_too_many_pixels_are_refused_before_decoding(tmp_path):
    Image.new("1", (20000, 20000)).save(tmp_path / "huge.tif", compression="group4")
    Image.new("1", (11000, 11000)).save(tmp_path / "large.png")
    Image.new("1", (40000, 100)).save(tmp_path / "ribbon.png")
    for name in ("huge.tif", "large.png"):
        with pytest.raises(errors.TooLarge, match="dpi"):
            open_source(tmp_path / name)
    with pytest.raises(errors.TooLarge, match=r"40000 x 100 pixels; .* 30,000 on a side"):
        open_source(tmp_path / "ribbon.png")


def test_pdf_page(tmp_path):
    picture = pdf.render_page(make_pdf(tmp_path / "หนึ่ง\nสอง.pdf", 2), 2)
    assert (picture.gray.shape, picture.dpi, picture.warnings) == ((3509, 2480), 300, ())
    assert picture.gray.min() < 50 < 250 < picture.gray.max()


def test_large_pdf_pages_are_drawn_smaller_and_absurd_ones_refused(tmp_path):
    picture = pdf.render_page(make_pdf(tmp_path / "a1.pdf", 1, (1684, 2384)), 1)
    assert max(picture.gray.shape) <= 5101
    assert [w.code for w in picture.warnings] == ["downsampled"]
    with pytest.raises(errors.TooLarge, match="278 x 278 inches"):
        pdf.render_page(make_pdf(tmp_path / "b.pdf", 1, (20000, 20000)), 1)
    with pytest.raises(errors.BrokenFile, match="no area"):
        pdf.render_page(make_pdf(tmp_path / "c.pdf", 1, (1, 400)), 1)


def test_a_small_pdf_with_a_huge_picture(tmp_path):
    with Image.new("1", (20000, 20000)) as image:
        image.save(tmp_path / "bomb.pdf", resolution=2400)
    with pytest.raises(errors.TooLarge, match="20000 x 20000"):
        pdf.render_page(tmp_path / "bomb.pdf", 1)


def test_a_renderer_that_delivers_nothing_or_a_speck(tmp_path, monkeypatch):
    path = make_pdf(tmp_path / "a.pdf", 2)
    monkeypatch.setattr(poppler.pdf2image, "convert_from_path", lambda *_a, **_k: [])
    with pytest.raises(errors.PagesLost, match="0 pictures of page 2"):
        pdf.render_page(path, 2)
    monkeypatch.setattr(poppler.pdf2image, "convert_from_path", lambda *_a, **_k: [Image.new("L", (1, 1))])
    with pytest.raises(errors.PagesLost, match="1 x 1 pixels instead of 2480 x 3509"):
        pdf.render_page(path, 2)


def test_a_damaged_page_is_drawn_and_said(tmp_path):
    path = make_pdf(tmp_path / "a.pdf", 1)
    path.write_bytes(path.read_bytes().replace(b"(page 1) Tj", b"(page 1 Tj "))
    assert [w.code for w in pdf.render_page(path, 1).warnings] == ["pdf_damaged"]


def test_half_a_jpeg_in_a_pdf_is_said(tmp_path):
    path = tmp_path / "a.pdf"
    Image.fromarray(marked(1240, 1754)).save(path, resolution=150)
    whole = path.read_bytes()
    start, end = whole.index(b"\xff\xd8\xff"), whole.rindex(b"\xff\xd9") + 2
    assert pdf.render_page(path, 1).warnings == ()
    half = (start + end) // 2
    path.write_bytes(whole[:half] + bytes(end - half) + whole[end:])
    assert [w.code for w in pdf.render_page(path, 1).warnings] == ["pdf_damaged"]


def test_budget_of_pixels():
    assert images.fits(10_000, 10_000)
    assert not images.fits(10_000, 10_001)
    assert not images.fits(40_000, 100)


@pytest.mark.parametrize("form", ["TIFF", "BMP"])
def test_no_file_is_mapped_into_memory(tmp_path, monkeypatch, form):
    def mapped(*_args, **_kwargs):
        raise AssertionError("who maps a file dies when somebody cuts it off")

    Image.fromarray(marked()).save(tmp_path / "a.img", form)
    monkeypatch.setattr(mmap, "mmap", mapped)
    with pytest.raises(AssertionError, match="maps"):
        Image.open(tmp_path / "a.img").load()
    assert next(image_pages(tmp_path / "a.img")).gray[20, 20] == INK


def test_a_fax_whose_lines_were_made_up_is_told(tmp_path, capfd):
    stream = io.BytesIO()
    Image.effect_noise((800, 1000), 60).convert("1").save(stream, "TIFF", compression="group4")
    data = bytearray(stream.getvalue())
    with Image.open(stream) as image:
        start, length = image.tag_v2[273][0], image.tag_v2[279][0]
    (tmp_path / "a.tif").write_bytes(data)
    assert next(image_pages(tmp_path / "a.tif")).warnings == ()
    data[start + length // 3 : start + length // 3 + 30] = bytes(30)
    (tmp_path / "a.tif").write_bytes(data)
    [warning] = next(image_pages(tmp_path / "a.tif")).warnings
    assert (warning.code, warning.page) == ("image_damaged", 1)
    assert capfd.readouterr().err == ""
