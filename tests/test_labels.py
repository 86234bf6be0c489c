"""Labels are mended, what they label is not, and what was printed can still be quoted."""

from __future__ import annotations

import pytest

from saraban.normalize.text import clean
from saraban.patterns.labels import mend


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("รับที 4410", "รับที่ 4410"),
        ("เลขรับที 7", "เลขรับที่ 7"),
        ("เลขทีรับ ๑๑๒๐๗", "เลขที่รับ 11207"),
        ("วันที ๓๐ พ.ค. ๖๕", "วันที่ 30 พ.ค. 65"),
        ("ครังที ๕/๒๕๖๕", "ครั้งที่ 5/2565"),
        ("ในคราวประชุมครังที ๓/๒๕๕๑", "ในคราวประชุมครั้งที่ 3/2551"),
        ("วันพุธที ๒๕ มีนาคม", "วันพุธที่ 25 มีนาคม"),
        ("พ.ศ. ,๒๕๓๗", "พ.ศ. 2537"),
        ("จิงเรียนมาเพื่อทราบ", "จึงเรียนมาเพื่อทราบ"),
        ("ราคา ,๒๕๓๗", "ราคา ,2537"),
        ("เรือง ขอเชิญประชุม", "เรื่อง ขอเชิญประชุม"),
        ("(ว่าทีร้อยตรี", "(ว่าที่ร้อยตรี"),
        ("๑๕ กุมภาพันธ์ พ.ค. ๒๔๗๔", "15 กุมภาพันธ์ พ.ศ. 2474"),
        ("๑๕ พ.ค. ๒๔๗๔", "15 พ.ค. 2474"),
        ("พื้นที ๓ ไร่", "พื้นที 3 ไร่"),
        ("ลงเรือง ", "ลงเรือง "),
        ("บ้านครังที่นา", "บ้านครังที่นา"),
    ],
)
def test_mend(read: str, mended: str) -> None:
    text = mend(clean(read))
    assert text.string == mended
    assert text.quote(0, len(text.string)) == read
