"""The measure of heads: labels count letter by letter, at the start of a line or after a space."""

from pathlib import Path

from bench.heads import Head, compare, labels_in


def test_labels_and_date_lines():
    assert labels_in(["ส่วนราชการ กองคลัง", "ที่ กค ๐๑๐๑/๕  วันที่ ๒ มีนาคม ๒๕๕๙"]) == {"ส่วนราชการ", "ที่", "วันที่"}
    assert labels_in(["ที กค ๐๑๐๑/๕", "เรือง งาน", "ขอเรียนเชิญ"]) == set()
    assert labels_in(["๑๒ เมษายน ๒๕๖๑"]) == {"date line"}
    assert labels_in(["ประชุมวันที่ ๑๒ เมษายน ๒๕๖๑ ณ ห้อง"]) == set()


def test_labels_that_are_lost_are_named():
    head = Head(Path("a.pdf"), 2, "memo", frozenset({"เรื่อง", "เรียน"}))
    counts, lost = compare([head], lambda scan: [[], ["เรื่อง งาน", "เรี่ยน ผู้อำนวยการ"]])
    assert counts["memo เรื่อง"] == counts["memo เรื่อง read"] == counts["memo เรียน"] == 1
    assert counts["memo เรียน read"] == 0
    assert lost == ["a.pdf page 2: เรียน"]
