"""What a file on disk is, and the named error for each that cannot be read."""

import os
import socket
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from saraban.extract import errors
from saraban.extract.source import open_source, printable

PDF_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def make_pdf(path: Path, pages: int = 3, size: tuple[float, float] = (595, 842), extra: str = "") -> Path:
    """A small PDF written by hand: one line of Latin text a page, cross-reference table and all."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    for number in range(1, pages + 1):
        text = f"BT /F1 24 Tf 72 700 Td (page {number}) Tj ET"
        objects.append(f"<</Length {len(text)}>>stream\n{text}\nendstream")
        content = len(objects)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Contents {content} 0 R"
            f"/Resources<</Font<</F1 {PDF_FONT}>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {pages}>>"
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    trailer = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{extra}>>\n"
    path.write_bytes(data + f"{trailer}startxref\n{data.rindex(b'xref')}\n%%EOF\n".encode())
    return path


def test_pdf_is_counted_and_hashed(tmp_path):
    source = open_source(make_pdf(tmp_path / "a.pdf", 3))
    assert (source.media_type, source.pages, source.warnings) == ("application/pdf", 3, ())
    sums = subprocess.run(["sha256sum", source.path], capture_output=True, text=True, check=True)
    assert sums.stdout.split()[0] == source.sha256
    assert source.size == source.path.stat().st_size


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/webp"),
        ("BMP", "image/bmp"),
        ("TIFF", "image/tiff"),
    ],
)
def test_image_type_comes_from_its_bytes_not_its_name(tmp_path, form, media_type):
    path = tmp_path / "scan.pdf"
    Image.new("L", (40, 60), 255).save(path, form)
    source = open_source(path)
    assert (source.media_type, source.pages) == (media_type, 1)


def test_tiff_frames_are_pages(tmp_path):
    frames = [Image.new("1", (50, 70), 1) for _ in range(7)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:])
    assert open_source(tmp_path / "a.tif").pages == 7


@pytest.mark.parametrize("name", ["บันทึก ข้อความ.pdf", "สอง\nบรรทัด.pdf", "-l.pdf", "$(x) 'q\".pdf", "a[1].pdf"])
def test_any_name_is_opened(tmp_path, name):
    assert open_source(make_pdf(tmp_path / name, 2)).pages == 2


def test_a_name_that_is_no_utf8_can_be_stored(tmp_path):
    odd = tmp_path / os.fsdecode("ก".encode() + b"\xff%.txt")
    odd.write_text("words")
    assert open_source(odd).name == "ก%FF%.txt"


def test_a_relative_name_that_looks_like_an_option(tmp_path, monkeypatch):
    make_pdf(tmp_path / "-f", 1)
    monkeypatch.chdir(tmp_path)
    source = open_source(Path("-f"))
    assert source.path == tmp_path / "-f"
    assert source.pages == 1


def test_messages_stay_on_one_line(tmp_path):
    with pytest.raises(errors.MissingFile) as caught:
        open_source(tmp_path / "ไม่มี\nไฟล์\u202e.pdf")
    assert str(caught.value) == "ไม่มี\\nไฟล์\\u202e.pdf does not exist"
    assert printable("a\x1b[31m") == "a\\x1b[31m"


def test_what_is_no_plain_file(tmp_path):
    os.mkfifo(tmp_path / "fifo.pdf")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "s"))
    for path in (tmp_path, tmp_path / "fifo.pdf", tmp_path / "s", Path("/dev/zero")):
        with pytest.raises(errors.UnreadableFile):
            open_source(path)
    server.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_no_permission(tmp_path):
    path = make_pdf(tmp_path / "a.pdf")
    path.chmod(0)
    with pytest.raises(errors.UnreadableFile, match="Permission denied"):
        open_source(path)


def test_permission_denied_by_the_system(tmp_path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(errors.UnreadableFile, match=r"a\.pdf cannot be opened: Permission denied"):
        open_source(tmp_path / "a.pdf")


def test_empty_and_foreign_files(tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "scan.tif").write_text("/etc/passwd\n")
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04\0\0\0")
    (tmp_path / "blank.txt").write_text(" \n")
    with pytest.raises(errors.EmptyFile):
        open_source(tmp_path / "empty.pdf")
    with pytest.raises(errors.NotADocument, match=r"name it \.txt"):
        open_source(tmp_path / "scan.tif")
    with pytest.raises(errors.NotADocument, match="does not read; save it as PDF"):
        open_source(tmp_path / "a.docx")
    with pytest.raises(errors.EmptyFile):
        open_source(tmp_path / "blank.txt")


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.8, 0.97])
def test_cut_off_pdf(tmp_path, kept):
    path = make_pdf(tmp_path / "a.pdf", 10)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(errors.BrokenFile, match="cut off"):
        open_source(path)


def test_pdf_with_update_cut_off_behind_its_first_end(tmp_path):
    path = make_pdf(tmp_path / "a.pdf", 2)
    path.write_bytes(path.read_bytes() + b"9 0 obj\n<</Type/Page")
    with pytest.raises(errors.BrokenFile, match="cut off"):
        open_source(path)


def test_junk_around_a_pdf_does_no_harm(tmp_path):
    path = make_pdf(tmp_path / "a.pdf", 4)
    path.write_bytes(path.read_bytes() + b"\0" * 2_000_000)
    assert open_source(path).pages == 4


def test_pdf_without_pages_and_header_only(tmp_path):
    with pytest.raises(errors.BrokenFile):
        open_source(make_pdf(tmp_path / "none.pdf", 0))
    (tmp_path / "head.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    with pytest.raises(errors.BrokenFile):
        open_source(tmp_path / "head.pdf")


def test_encrypted_pdf(tmp_path):
    # Standard handler, revision 2, keys of a password nobody knows.
    secret = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'28' * 32}>/U<{'7f' * 32}>>>/ID[<{'ab' * 16}><{'ab' * 16}>]"
    with pytest.raises(errors.EncryptedFile, match="password"):
        open_source(make_pdf(tmp_path / "a.pdf", 1, extra=secret))


def test_transcripts(tmp_path):
    (tmp_path / "a.txt").write_bytes("\ufeffที่ กษ ๐๒๒๑/๙๕๔\fหน้าสอง".encode())
    source = open_source(tmp_path / "a.txt")
    assert (source.media_type, source.pages, source.warnings) == ("text/plain", 2, ())
    (tmp_path / "old.TXT").write_bytes("เรื่อง ขออนุมัติ".encode("cp874"))
    assert [w.code for w in open_source(tmp_path / "old.TXT").warnings] == ["legacy_encoding"]
    (tmp_path / "other.txt").write_bytes(b"\xde\xff\xfe\xfc caf\xdb")
    with pytest.raises(errors.NotADocument, match="UTF-8"):
        open_source(tmp_path / "other.txt")


def test_two_counters_disagree(tmp_path, monkeypatch):
    from saraban.extract import pdf

    path = make_pdf(tmp_path / "a.pdf", 3)
    monkeypatch.setattr(pdf, "_pdfium_count", lambda _: 5)
    with pytest.raises(errors.PagesLost, match="3 of 5"):
        open_source(path)
    monkeypatch.setattr(pdf, "_pdfium_count", lambda _: 2)
    assert [w.code for w in open_source(path).warnings] == ["page_counts_differ"]
    monkeypatch.setattr(pdf, "_pdfium_count", lambda _: None)
    assert [w.code for w in open_source(path).warnings] == ["pdf_damaged"]


def test_poppler_missing(tmp_path, monkeypatch):
    path = make_pdf(tmp_path / "a.pdf", 1)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(errors.EngineMissing, match="apt-get install poppler-utils"):
        open_source(path)
