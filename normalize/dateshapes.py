"""The shapes in which dates are printed, over the classes of `datewords`.

1 2 3 4 5 numbers by their digits (k: 25), m c u x months (named, dotless, misspelt, English), w weekday,
l วันที่, o เดือน, y ปี, e era, f ปีงบประมาณ, q ไตรมาส, A ปีการศึกษา, p ของ or ประจำ before them, d dash or ถึง, a และ or comma,
s slash, G H a point, comma or colon inside a number, B blank after 25, N line end, | anything else.
"""

from __future__ import annotations

import re

_DAY = "[12k3]"
_MONTH = "N?o?[mcu]"
_YEAR = "N?y?N?e?(?:N?4|k2|[2k]B|[2k35])(?![GHs])"
_SHORT_YEAR = "[42k](?![GHsomcu])"
_JOIN = "[da]l?w?"

DATE = re.compile(
    rf"""
      (?P<quarter>  q (?: [da] 1 )? p* (?: [fys]? e? | ye ) {_SHORT_YEAR} )
    | (?P<fiscal>   f e? {_SHORT_YEAR} (?: d f? e? {_SHORT_YEAR} )? )
    | (?P<academic> A e? {_SHORT_YEAR} )
    | (?P<numeric>  (?<![GHs]) (?: [12k] (?P<mark>[sdG]) [12k] (?P=mark) [42k]
                               | 4 (?P<iso>[sd]) [12k] (?P=iso) [12k] ) (?![GHs]) )
    | (?P<parted>   (?<![GH]) w? {_DAY} (?P<part>[sd]) [mcu] (?P=part) [42k] (?![GHs]) )
    | (?P<numbered> w? {_DAY} o [12k] (?: [ye]{{1,2}} 2 | [ye]{{0,2}} 4 ) (?![GHs]) )
    | (?P<english>  (?<![GHs]) (?<![12k][da]) (?: [12k] [sd]? x [sda]? | (?<![12k]) x (?: [12k] a? )? ) 4 (?![GHs]) )
    | (?P<days>     (?<![GH]) (?: w N? )? {_DAY} (?: {_JOIN} {_DAY} ){{0,16}} {_MONTH} (?P<days_year> {_YEAR} )?
                    (?: (?(days_year) d | [da] ) N? l? w? {_DAY} {_MONTH} (?: {_YEAR} )? )? )
    | (?P<months>   (?<![12k345]) (?<![12k345]o) [mcu] (?P<months_year> {_YEAR} )?
                    (?: (?(months_year) d | [da] ) o? [mcu] (?: {_YEAR} )? )? )
    | (?P<years>    y? e? (?<=[ye]) (?: k2 | [2k]B | [42k3] ) (?![GHs12345k])
                    (?: d y? e? {_SHORT_YEAR} )? )
    | (?P<pair>     y? e? (?<=[ye]) 4 s [2k] (?![GHs]) )
    """,
    re.VERBOSE,
)
"""A date, in the group that names its shape."""

BARE_YEARS = re.compile("(?P<years>[42k](?:d[42k])?)")
"""Years without a word before them: dates only where nothing else stands."""
