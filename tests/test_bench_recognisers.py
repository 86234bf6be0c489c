"""The comparison of recognisers is fair: order, leaders and ways of writing one sign are no errors; all else is."""

import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from bench.recognisers import lines, pages, readers, tables
from bench.recognisers.compare import folded, in_order
from training.score import Score, align, score

HEAD = "หน้า ๗\nเล่ม ๑๒๖ ตอนที่ ๘ ก\nราชกิจจานุเบกษา\n๒๒ มกราคม ๒๕๕๒\nอาศัยอำนาจตามความในมาตรา ๔\n"


def errors(truth: str, read: str) -> int:
    return score([in_order(truth, read)]).errors


def test_one_sign_written_in_two_ways_is_one():
    assert folded("นํ้า นํ้า น้ํา ทํา") == folded("น้ำ น้ำ น้ำ ทำ")
    assert folded("“ก” – ข") == folded('"ก" - ข')
    assert folded("ชื่อ ............. นาย . . . . . . ก…………") == "ชื่อนายก"
    assert folded("พ.ศ. ๒๕๔๙") == "พ.ศ.๒๕๔๙"


def test_lines_read_in_another_order_are_no_errors():
    first, *others = HEAD.splitlines()
    assert errors(HEAD, HEAD) == 0
    assert errors(HEAD, "\n".join([others[2], first, others[0], others[1], others[3]])) == 0
    assert errors("๗\n" + HEAD, HEAD + "๗") == 2  # one sign stands everywhere: not looked for


def test_what_is_missing_wrong_or_invented_is_an_error():
    first, *others = HEAD.splitlines()
    assert errors(HEAD, "\n".join(others)) == len(folded(first))
    assert errors(HEAD, HEAD.replace("๒๒", "๒๕")) == 1
    assert errors(HEAD, HEAD + "กขค") == 3
    assert errors(HEAD, HEAD + HEAD) == len(folded(HEAD))


def test_a_number_half_arabic_in_the_truth_is_thai():
    assert in_order("พ.ศ. 256๑ หน้า 12", "")[0] == "พ.ศ.๒๕๖๑หน้า12"


def test_alignment_has_the_fewest_differences():
    pairs = align("ที่ ๑๒๓/๔", "ที ๑๓/๔๔")
    assert sum(one != other for one, other in pairs) == 3
    assert "".join(one for one, _ in pairs) == "ที่ ๑๒๓/๔"
    assert "".join(other for _, other in pairs) == "ที ๑๓/๔๔"


def test_a_digit_read_where_there_is_none_is_a_digit_error():
    found = score([("๑๒๗", "๑๒๑"), ("กข", "ก๔")])
    assert (found.digits, found.digit_errors, found.recalled["๗"], found.of["๗"]) == (3, 2, 0, 1)


def test_a_missing_model_is_named_with_its_package(monkeypatch, tmp_path):
    (tmp_path / "tha.traineddata").touch()
    (tmp_path / "script").mkdir()
    (tmp_path / "script" / "Thai.traineddata").touch()
    listed = readers.Run(f'List of available languages in "{tmp_path}" (2):\n', 0.0, 0.0)
    monkeypatch.setattr(readers, "run", lambda _: listed)
    with pytest.raises(SystemExit, match=r"tesseract-ocr-eng$"):
        readers.stock()
    (tmp_path / "eng.traineddata").touch()
    assert [each.languages for each in readers.stock()] == ["tha", "tha+eng", "script/Thai"]


def test_models_of_one_name_are_told_apart(tmp_path):
    files = [tmp_path / name / "saraban.traineddata" for name in ("a", "b")]
    for file in files:
        file.parent.mkdir()
        file.write_text(file.parent.name)
    made = readers.ours(files, tmp_path)
    assert [each.name for each in made] == ["saraban", "b/saraban"]
    assert [each.file.read_text() for each in made] == ["a", "b"]


def test_a_run_counts_its_children_and_fails_aloud():
    done = readers.run(["sh", "-c", "head -c 80000000 /dev/zero | (sleep 0.2; tail -n 1; sleep 0.2) | wc -c"])
    assert done.output.strip() == "80000000"
    assert done.megabytes > 80
    assert done.seconds > 0.01
    with pytest.raises(RuntimeError, match="no such thing"):
        readers.run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_pages_whose_truth_has_another_number_are_left_out(tmp_path, capsys):
    sheets = [Image.new("L", (200, 200), 255) for _ in range(2)]
    pdf = tmp_path / "two.pdf"
    sheets[0].save(pdf, save_all=True, append_images=sheets[1:])
    truth = tmp_path / "two.gt.txt"
    truth.write_text("หนึ่ง\fสอง", encoding="utf-8")
    assert [(number, text) for _, number, text in pages._places(pdf)] == [(1, "หนึ่ง"), (2, "สอง")]
    truth.write_text("หนึ่ง", encoding="utf-8")
    assert list(pages._places(pdf)) == []
    assert "two.pdf" in capsys.readouterr().err


def test_families_are_marked_beyond_chance_only_there(capsys):
    def family(title: str, old: int, new: int) -> lines.Group:
        scores = {"tha": Score(characters=500, errors=old), "ours": Score(characters=500, errors=new)}
        return lines.Group(title, scores)

    tables.print_families(
        [family("a", 9, 9), family("b", 1, 3), family("c", 1, 30), family("all", 0, 0)], "tha", "ours"
    )
    marks = {row.split()[0]: row.split()[-1] for row in capsys.readouterr().out.splitlines()}
    assert (marks["a"], marks["b"], marks["c"]) == ("9", "more", "MORE")


@pytest.mark.ocr
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract")
def test_every_line_gets_its_own_text(tmp_path):
    font = ImageFont.load_default(40)
    pictures = []
    for text in ("alpha", "", "river"):
        pictures.append(tmp_path / f"{len(pictures)}.png")
        image = Image.new("L", (200, 70), 255)
        ImageDraw.Draw(image).text((30, 10), text, fill=0, font=font)
        image.save(pictures[-1])
    models = Path("/usr/share/tesseract-ocr/5/tessdata")
    if not (models / "eng.traineddata").exists():
        pytest.skip("needs tesseract-ocr-eng")
    read = readers.read_lines(readers.Recogniser("eng", "eng", models), pictures)
    assert [text.strip() for text in read][::2] == ["alpha", "river"]
