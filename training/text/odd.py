"""Lines that no language helps to read: short ones, numbers by pen, syllables and digits at random, Latin."""

from __future__ import annotations

import random
from string import ascii_letters, ascii_lowercase, ascii_uppercase

from training.text.dates import SHORT_MONTHS, date, day, year
from training.text.lexicon import english_names, rare_word, syllables, words
from training.text.line import LineText, Run, penned, printed
from training.text.numbers import digits, document_number, number, telephone
from training.text.prose import Prose

_CONSONANTS = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮฤฦ"
_SHAPES = ("{}า{}", "เ{}{}", "แ{}้{}", "โ{}่{}", "{}ิ{}", "{}ื่อ{}", "{}ู{}", "{}ุ{}", "{}ัว{}", "ไ{}{}", "ใ{}{}", "{}ำ{}", "{}ี๊{}", "{}ึ๋{}", "เ{}็{}",
           "{}์{}", "{}ะ{}", "{}ๅ{}", "{}ั้{}", "เ{}ีย{}", "{}{}ฯ", "{}{}ๆ")  # fmt: skip
_SIGNS = "!\"#%&'()*+,-./:;<=>?@[]_|“”‘’–…°×•✓☐☑๏๚๛฿ฯๆ"
_ENGLISH = (
    "e-Document", "e-Office", "Application", "Microsoft Teams", "Zoom Meeting", "QR Code", "Line Official", "Website", "COVID-19", "PDF",
    "Thailand 4.0", "Smart City", "ASEAN", "Meeting ID", "Passcode", "Google Forms", "Workshop", "Digital Government", "Open Data", "KPI",
    "Memorandum of Understanding", "Server", "Notebook", "Software", "Budget", "Project", "Draft", "Confidential", "Fax", "Tel.", "No.",
)  # fmt: skip


def pen_number(rng: random.Random) -> LineText:
    """By pen and alone: a day, a serial, a date or a receipt number."""
    short = f"{day(rng)} {rng.choice(SHORT_MONTHS)} {year(rng)}"
    said = rng.choice((
        day(rng), number(rng, 5), number(rng, 5), digits(rng, 3), short, date(rng), f"{day(rng)}/{number(rng, 1)}/{year(rng)}",
        digits(rng, rng.randint(1, 8)), f"{number(rng, 4)}/{year(rng)}", "/" + number(rng, 4), f"{digits(rng, 2)}.{digits(rng, 2)}",
        f"ว {number(rng, 4)}", f"ว{number(rng, 3)}",
    ))  # fmt: skip
    return LineText((Run(said, pen=True),), stamp=rng.random() < 0.25)


def short_line(rng: random.Random) -> LineText:
    """One to three characters: a page's number, a letter, an item's mark."""
    return printed(rng.choice((
        number(rng, 1), digits(rng, 1), digits(rng, 2), number(rng, 2), number(rng, 3), f"{number(rng, 1)}.", f"({digits(rng, 1)})", f"-{digits(rng, 1)}-",
        rng.choice(_CONSONANTS), f"{rng.choice(_CONSONANTS)}.", f"{number(rng, 2)}.", f"{digits(rng, 1)})", rng.choice(("น.", "ง", "✓", "-", "•", "ที่", "ฯ", "ว", "/")),
        f"/{digits(rng, 1)}", rng.choice(ascii_uppercase),
    )))  # fmt: skip


def syllable_line(rng: random.Random) -> LineText:
    """Syllables that make no words, with groups of digits between them."""
    parts = []
    for _ in range(rng.randint(2, 9)):
        made = rng.choice(_SHAPES).format(rng.choice(_CONSONANTS), rng.choice(_CONSONANTS))
        parts.append(rng.choice((made, made, rng.choice(syllables()), digits(rng, rng.randint(1, 4)))))
        parts.append(" " if rng.random() < 0.2 else "")
    return printed("".join(parts).strip())


def digit_line(rng: random.Random) -> LineText:
    """Groups of digits, with signs between them."""
    groups = [digits(rng, rng.randint(1, 7)) for _ in range(rng.randint(1, 5))]
    return printed(
        "".join(group + rng.choice((" ", " ", "/", ".", "-", ",", ":", " ")) for group in groups).strip()
    )


def mixed_line(rng: random.Random, prose: Prose) -> LineText:
    """Thai and Arabic digits in one line (13625/๓๑, 5.๑.๒), as typists mix them."""
    thai = "".join(rng.choices("๐๑๒๓๔๕๖๗๘๙", k=rng.randint(1, 5)))
    arabic = digits(rng, rng.randint(1, 5))
    first, second = rng.sample((thai, arabic), 2)
    mark = rng.choice("/./- ")
    return printed(
        rng.choice(
            (
                f"{first}{mark}{second}",
                f"{prose.span(rng, 15)} {first} {prose.span(rng, 10)} {second}",
                f"{first}.{second}.{thai[0]}",
            )
        )
    )


def sign_line(rng: random.Random) -> LineText:
    """Signs of punctuation between words, letters and numbers, each as often as another."""
    said = ""
    for _ in range(rng.randint(2, 6)):
        word = rng.choice(
            (
                rng.choice(syllables()),
                rare_word(rng),
                digits(rng, rng.randint(1, 3)),
                rng.choice(ascii_letters),
            )
        )
        said += word + rng.choice(("", "", " ")) + rng.choice(_SIGNS) + rng.choice(("", "", " "))
    return printed(said.strip())


def word_line(rng: random.Random) -> LineText:
    """Words alone, mostly rare ones."""
    return printed(
        " ".join(
            rare_word(rng) if rng.random() < 0.7 else rng.choice(words()) for _ in range(rng.randint(1, 3))
        )
    )


def _token(rng: random.Random) -> str:
    """A word, a mail address, a site, an abbreviation or a model's number in Latin letters."""
    low = "".join(rng.choices(ascii_lowercase, k=rng.randint(2, 9)))
    high = "".join(rng.choices(ascii_uppercase, k=rng.randint(2, 5)))
    return rng.choice((
        low, high, low.capitalize(), rng.choice(_ENGLISH), rng.choice(english_names()), f"{low}@{low[:4]}.go.th", f"saraban_{low}@{high.lower()}.go.th",
        f"www.{low}.go.th", f"https://{low}.or.th/{high}?id={digits(rng, 4)}", f"{high}-{digits(rng, 3)}", f"{high}{digits(rng, 4)}", f"({high})",
        f"{high}/{digits(rng, 3)}", "".join(rng.choices(ascii_letters + "0123456789", k=rng.randint(4, 10))), f"ISO {digits(rng, 4)}:20{digits(rng, 2)}",
    ))  # fmt: skip


def latin_line(rng: random.Random) -> LineText:
    """Latin letters alone."""
    return printed(" ".join(_token(rng) for _ in range(rng.randint(1, 3))))


def latin_in_thai_line(rng: random.Random, prose: Prose) -> LineText:
    """Latin letters between Thai ones."""
    gap, said = rng.choice((" ", " ", "")), _token(rng)
    if rng.random() < 0.35:
        label = rng.choice(
            ("E-mail :", "อีเมล", "เว็บไซต์", f"โทร. {telephone(rng)} e-mail:", f"ที่ {document_number(rng)}")
        )
        return printed(f"{label} {said}")
    parts = (prose.span(rng, rng.randint(3, 22)), said, prose.span(rng, rng.randint(2, 24)))
    return printed(gap.join(parts[: rng.randint(2, 3)]))


def pen_word(rng: random.Random, prose: Prose) -> LineText:
    """A few words by pen."""
    return penned(prose.span(rng, rng.randint(2, 16)))
