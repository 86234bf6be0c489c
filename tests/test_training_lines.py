"""Pictures of lines for training: what is asked stands in them, alike for the same seed, in allowed faces only."""

import random

import numpy as np
import pytest

pytest.importorskip("fontTools")
pytest.importorskip("cv2")

from training.lines import Painter, faces
from training.lines.digits import DIGITS, Cut
from training.lines.faces import HELD_OUT
from training.lines.strokes import Hand, draw, figures
from training.lines.typeset import Case, Manner, set_type, split
from training.text.line import LineText, Run

THAI = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮฤฦะัาำิีึืุูเแโใไๅ็่้๊๋์ํ๐๑๒๓๔๕๖๗๘๙ฯๆ฿๏๚๛"
SIGNS = "!\"#%&'()*+,-./:;<=>?@[]_|“”‘’–…°×•✓0123456789AZaz"
LINES = (
    LineText((Run("ที่ ศธ ๐๔๐๐๙/ว ๑๒๓ ลงวันที่ ๑๘ กุมภาพันธ์ ๒๕๖๗"),)),
    LineText((Run("เลขรับ"), Run("๑๒๓๔", pen=True, leader=16)), stamp=True),
    LineText((Run("เวลา"), Run("", leader=12), Run("น.", bold=True))),
    LineText((Run("ทราบ 25 ก.ย. 67", pen=True),)),
)


def _faces(held_out: bool):
    try:
        return faces(held_out)
    except FileNotFoundError as absent:
        pytest.skip(str(absent))


@pytest.fixture(scope="module")
def fonts():
    return _faces(False)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.text)
@pytest.mark.parametrize("hard", [0.0, 1.0])
def test_a_picture_has_ink_on_light_paper_and_is_alike_for_the_same_seed(fonts, line, hard):
    for seed in range(20):
        picture = Painter(fonts, hard).paint(line, random.Random(seed))
        assert picture.dtype == np.uint8
        assert picture.ndim == 2
        assert 12 <= picture.shape[0] <= 300
        assert picture.shape[1] > picture.shape[0] * 0.5
        assert int(picture.max()) - int(picture.min()) > 50
        assert np.median(picture) > picture.min() + 25
        assert np.array_equal(picture, Painter(fonts, hard).paint(line, random.Random(seed)))


def test_pictures_differ_between_seeds(fonts):
    painter = Painter(fonts)
    shapes = {painter.paint(LINES[0], random.Random(seed)).shape for seed in range(12)}
    assert len(shapes) > 6


def test_longer_text_is_wider(fonts):
    painter = Painter(fonts, 0.0)
    wide = [painter.paint(LINES[0], random.Random(seed)) for seed in range(8)]
    narrow = [painter.paint(LineText((Run("ที่"),)), random.Random(seed)) for seed in range(8)]
    assert sum(p.shape[1] / p.shape[0] for p in wide) > 3 * sum(p.shape[1] / p.shape[0] for p in narrow)


def test_held_out_families_stay_out_of_training(fonts):
    held = _faces(True)
    assert not {face.family for face in fonts} & HELD_OUT
    assert {face.family for face in held if not face.latin} <= HELD_OUT
    assert not {face.path for face in fonts if not face.latin} & {
        face.path for face in held if not face.latin
    }


def test_every_character_is_drawn_and_none_as_an_empty_box(fonts):
    case = Case(fonts)
    rng = random.Random(5)
    for character in THAI + SIGNS:
        for pen in (False, True):
            chosen = case.choose(character, pen, rng)
            ((_, face),) = split(character, chosen)
            font = face.font(40)
            drawn, missing = font.getmask("ก" + character), font.getmask("ก\U0010ffff")
            assert character in face.characters
            assert (drawn.size, bytes(drawn)) != (missing.size, bytes(missing)), (character, face.path.name)
            assert set_type("ก" + character, chosen, Manner(20)).ink.any()


def test_marks_stand_on_their_consonants_in_every_face(fonts):
    for face in (*fonts, *_faces(True)):
        if not face.latin:
            left, _, right, _ = face.font(60).getbbox("ก", anchor="ls")
            _, top, marked, _ = face.font(60).getbbox("กี่", anchor="ls")
            assert marked - right < 0.5 * (right - left), face.path.name
            assert top < face.font(60).getbbox("กี", anchor="ls")[1], face.path.name


def test_a_character_that_no_face_has_is_refused(fonts):
    with pytest.raises(ValueError, match="U\\+4E00"):
        Painter(fonts).paint(LineText((Run("一"),)), random.Random(1))


def test_a_bold_run_has_more_ink(fonts):
    case = Case(fonts)
    families = {face.family for face in fonts if face.bold and not face.latin}
    regular = tuple(face for face in fonts if face.family in families and not face.bold)
    plain = set_type("บันทึกข้อความ", regular, Manner(30)).ink
    bold = set_type("บันทึกข้อความ", case.bolder(regular), Manner(30)).ink
    assert bold.sum() > 1.15 * plain.sum()


def test_every_figure_can_be_written_and_no_two_alike():
    rng = random.Random(3)
    assert set("๐๑๒๓๔๕๖๗๘๙0123456789") <= figures().keys()
    for sign in figures():
        one, other = (draw(sign, Hand(24, 2, 0.1, 0.04, 0.1), rng).ink for _ in range(2))
        assert one.any()
        assert one.shape != other.shape or not np.array_equal(one, other)


def test_older_cuts_of_printed_digits_take_the_place_of_the_face_s_own_now_and_then(fonts):
    kinnari = next((face for face in fonts if face.family == "kinnari"), fonts[0])
    cuts = [Cut.some(kinnari, random.Random(seed)) for seed in range(200)]
    some = [cut for cut in cuts if cut]
    assert 10 < len(some) < 150
    own, others = (
        set_type("ที่ ๗๙", (kinnari,), Manner(30)),
        [set_type("ที่ ๗๙", (kinnari,), Manner(30, digits=cut)) for cut in some[:5]],
    )
    thai = round(own.left + kinnari.font(round(30 / kinnari.consonant)).getlength("ที่") - 4)
    for other in others:
        assert np.array_equal(own.ink[:, :thai], other.ink[:, :thai])
        assert other.ink[:, thai:].any()
        assert not np.array_equal(own.ink, other.ink)
        assert 0.6 < other.advance / own.advance < 1.5


def test_each_digit_of_an_older_cut_is_drawn_as_heavy_as_its_face(fonts):
    face = next((face for face in fonts if face.path.stem == "Kinnari-Bold"), fonts[0])
    light = next((face for face in fonts if face.path.stem == "Kinnari"), fonts[-1])
    cut = next(cut for seed in range(99) if (cut := Cut.some(light, random.Random(seed))))
    for digit in DIGITS:
        inks = [int(cut.set_type(digit, one, 30, 0).ink.sum()) for one in (light, face)]
        assert 0 < inks[0] < inks[1]


def test_held_out_faces_keep_their_own_digits(fonts):
    held = next(face for face in _faces(True) if not face.latin)
    assert not any(Cut.some(held, random.Random(seed)) for seed in range(99))
