"""Telephone and fax numbers (โทร., โทรสาร) and saraban's e-mail and web addresses, as letters print them.

A number counts only after its label. Thai numbers have nine digits with the leading 0 (0-2281-5955) or, for
mobiles, ten (08-1234-5678), since 2544 and 2549; older papers and offices print eight, seven, or the short
number of their own exchange, and then the world-wide form (E.164) is not known. Source: แผนเลขหมายโทรคมนาคม
of กสทช.; the written forms are those seen on letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex


@dataclass(frozen=True, slots=True)
class PhoneMatch:
    """One number of the string: `string[start:stop]` is number and extension, without the label.

    `kind`: phone, fax. `number` is in groups (0-2281-5955; a range keeps its end: 0-2241-9000-3).
    `e164` is None unless the number is complete. `doubts`: wrong_length.
    """

    start: int
    stop: int
    kind: str
    number: str
    extension: str | None
    e164: str | None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressMatch:
    """An e-mail or web address of the string. `kind`: email, web; `address` in small letters for e-mail."""

    start: int
    stop: int
    kind: str
    address: str


_ENTRY = r"""(?P<value>(?:
    (?P<far>\+66[ -]{0,2}(?:\(0\)[ ]?)?[2-9](?:[ -]?[0-9]){7,8}(?![0-9]))
  | (?P<full>0[ -]{0,3}(?:[2-57](?:[ -]{0,3}[0-9]){7}|[689](?:[ -]{0,3}[0-9]){8})(?![0-9]))
        (?:[ ]?[-–][ ]?(?P<last>[0-9]{1,4})(?![0-9]|[ -][0-9]))?
  | (?P<local>[2-9][0-9]{2,3}[ -]?[0-9]{4}(?![0-9]))(?:[ ]?[-–][ ]?(?P<till>[0-9]{1,3})(?![0-9]|[ -][0-9]))?(?!-[0-9])
  | (?P<odd>0(?:[ -]{0,3}[0-9]){5,14}|[0-9]{7,15})
  | (?:(?:ต่อ|ภายใน)[ ]?)?(?P<short>[0-9]{3,6})(?![0-9])
  )(?:[ ,]{0,2}(?:ต่อ|ภายใน|[Ee]xt\.?|\#)[ .]{0,2}(?P<extension>[0-9]{1,6}(?:[ ]?[-–/,][ ]?[0-9]{1,5}(?![0-9])){0,6}))?)"""

_LABEL = r"""(?<![A-Za-z])(?P<label>
    โทร(?:ศัพท์)?[. ]{0,2}(?:และ|/|,)[ ]?(?:โทรสาร|แฟกซ์)
  | โทรสาร | แฟ็?กซ์ | [Ff](?:ax|AX)
  | โทร(?:ศัพท์)?(?:มือถือ|เคลื่อนที่)? | มือถือ | (?:[Tt]el|TEL|[Pp]hone)
  )(?:[. ]{0,2}\(?มท\.?\)?)?(?:[ .:]{0,4}(?:หมายเลข|เบอร์)?)[ .:]{0,4}"""

_SEPARATOR = r"[ ]{0,2}(?:,|/|;|และ|หรือ)[ ]{0,2}|[ ]{1,2}(?=0)"

PHONE_SHAPE = rf"(?:{_LABEL}|\G(?:{_SEPARATOR})){_ENTRY}"
"""Verbose regex source with groups: a labelled number, or the next one of a list (\\G continues `finditer`)."""

_ADDRESS = regex.compile(
    r"""(?<![A-Za-z0-9._%+\-@/])(?:
    (?P<email>[A-Za-z0-9][A-Za-z0-9._%+\-]{0,60}[ ]?@[ ]?[A-Za-z0-9\-]{1,60}(?:\.[A-Za-z0-9\-]{2,30}){1,5})
  | (?P<web>(?:https?://|www\.)[A-Za-z0-9\-]{1,60}(?:\.[A-Za-z0-9\-]{1,60}){1,5}(?:/[A-Za-z0-9._~%\-/?=&\#]{0,200})?)
  )(?<![.\-])""",
    regex.VERBOSE,
)


def _phone_shape() -> regex.Pattern[str]:
    return regex.compile(PHONE_SHAPE, regex.VERBOSE)  # the module caches what it compiles


def find_phones(string: str) -> Iterator[PhoneMatch]:
    """The labelled numbers of a cleaned string, in order; “โทร./โทรสาร …” gives the number twice."""
    kinds: tuple[str, ...] = ()
    for match in _phone_shape().finditer(string):
        if match["label"]:
            kinds = _kinds(match["label"])
        number, e164, doubts = _number(match)
        extension = regex.sub(r"[ ]?([-–/])[ ]?", r"\1", match["extension"]) if match["extension"] else None
        for kind in kinds:
            yield PhoneMatch(*match.span("value"), kind, number, extension, e164, doubts)


def find_addresses(string: str) -> Iterator[AddressMatch]:
    """The e-mail and web addresses of a cleaned string, in order."""
    for match in _ADDRESS.finditer(string):
        kind = "email" if match["email"] else "web"
        address = match[0].replace(" ", "").rstrip("/")
        yield AddressMatch(*match.span(), kind, address.lower() if kind == "email" else address)


def _kinds(label: str) -> tuple[str, ...]:
    fax = regex.search(r"โทรสาร|กซ์|fax", label, regex.IGNORECASE)
    if fax is None:
        return ("phone",)
    return ("fax",) if fax.start() < 3 else ("phone", "fax")


def _number(match: regex.Match[str]) -> tuple[str, str | None, tuple[str, ...]]:
    """Number in groups, E.164 and doubts."""
    if match["far"]:
        return _whole("0" + _digits(match["far"]).removeprefix("66").removeprefix("0"), None)
    if match["full"]:
        return _whole(_digits(match["full"]), match["last"])
    if match["local"]:
        digits = _digits(match["local"])
        grouped = f"{digits[:-4]}-{digits[-4:]}"
        return f"{grouped}-{match['till']}" if match["till"] else grouped, None, ()
    if match["odd"]:
        return regex.sub(r"[ -]+", "-", match["odd"]), None, ("wrong_length",)
    return match["short"], None, ()


def _whole(digits: str, last: str | None) -> tuple[str, str | None, tuple[str, ...]]:
    """Nine digits as 0-2281-5955, ten as 08-1234-5678."""
    if len(digits) != (10 if digits[1] in "689" else 9):
        return digits, None, ("wrong_length",)
    grouped = f"{digits[:-8]}-{digits[-8:-4]}-{digits[-4:]}"
    return f"{grouped}-{last}" if last else grouped, f"+66{digits[1:]}", ()


def _digits(printed: str) -> str:
    return "".join(character for character in printed if character.isdigit())
