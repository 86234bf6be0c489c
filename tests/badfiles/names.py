"""Names of files that are odd: rows 50 to 53 of the table. Each is that of a sound transcript."""

from __future__ import annotations

import os

ODD: dict[str, str] = {
    "thai": "หนังสือเวียน ที่ กษ ๐๒๐๑.txt",
    "turned round": "scan\u202etxt.exe.txt",
    "newline": "หนังสือ\nเวียน.txt",
    "tab and bell": "a\t\a.txt",
    "escape": "a\x1b[31mred.txt",
    "like an option": "-rf.txt",
    "two dashes": "--out.txt",
    "quotes": "a'b\"c`d.txt",
    "shell": "$(touch x); rm *.txt",
    "brackets": "a[1]{2}%d%s.txt",
    "device of Windows": "CON.txt",
    "dot at the end": "a..txt",
    "space before the dot": " a .txt",
    "85 Thai letters": "ก" * 83 + "ab.txt",
    "marks at the end": "ก" * 76 + "กี้" + ".txt",
    "composed": "caf\u00e9.txt",
    "decomposed": "cafe\u0301.txt",
    "sara am": "คำสั่ง.txt",
    "sara am in two": "คํ\u0e32สั่ง.txt",
    "upper case": "LETTER.TXT",
    "lower case": "letter.txt",
    "bytes that are no UTF-8": os.fsdecode(b"\xff\xfe\xe0\xb8.txt"),
    "zero width": "a\u200bb\ufeff.txt",
    "emoji": "📄.txt",
    "backslash": "..\\..\\a.txt",
    "percent": "%2e%2e%2fa.txt",
}
