"""Acts that are cited every day, by name and year: a name that one act alone has ever borne leaves its year no choice.

A doubted digit in the year of such an act, or a doubted letter in its name, needs no second look where the whole is as it
was published. Names that several acts have borne (พระราชบัญญัติเทศบาล: 2481, 2486, 2496) prove nothing and are left out, and so
are amendments, which have a number (ฉบับที่ 2) in their names. Source: ราชกิจจานุเบกษา.
"""

from __future__ import annotations

_ACT, _DECREE = "พระราชบัญญัติ", "พระราชกฤษฎีกา"
_YEARS = {
    f"{_ACT}กองทุนบำเหน็จบำนาญข้าราชการ": 2539,
    f"{_ACT}กำหนดแผนและขั้นตอนการกระจายอำนาจให้แก่องค์กรปกครองส่วนท้องถิ่น": 2542,
    f"{_ACT}การขุดดินและถมดิน": 2543,
    f"{_ACT}การจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ": 2560,
    f"{_ACT}การศึกษาแห่งชาติ": 2542,
    f"{_ACT}การอำนวยความสะดวกในการพิจารณาอนุญาตของทางราชการ": 2558,
    f"{_ACT}ข้อมูลข่าวสารของราชการ": 2540,
    f"{_ACT}ความรับผิดทางละเมิดของเจ้าหน้าที่": 2539,
    f"{_ACT}ควบคุมอาคาร": 2522,
    f"{_ACT}คุ้มครองข้อมูลส่วนบุคคล": 2562,
    f"{_ACT}คุ้มครองแรงงาน": 2541,
    f"{_ACT}จัดตั้งศาลปกครองและวิธีพิจารณาคดีปกครอง": 2542,
    f"{_ACT}ระเบียบข้าราชการครูและบุคลากรทางการศึกษา": 2547,
    f"{_ACT}ระเบียบบริหารงานบุคคลส่วนท้องถิ่น": 2542,
    f"{_ACT}ระเบียบบริหารราชการกระทรวงศึกษาธิการ": 2546,
    f"{_ACT}วิธีปฏิบัติราชการทางปกครอง": 2539,
    f"{_ACT}วินัยการเงินการคลังของรัฐ": 2561,
    f"{_ACT}สภาครูและบุคลากรทางการศึกษา": 2546,
    f"{_ACT}สภาตำบลและองค์การบริหารส่วนตำบล": 2537,
    f"{_ACT}สภาองค์กรชุมชน": 2551,
    f"{_ACT}หลักประกันสุขภาพแห่งชาติ": 2545,
    f"{_ACT}องค์การบริหารส่วนจังหวัด": 2540,
    f"{_DECREE}ว่าด้วยหลักเกณฑ์และวิธีการบริหารกิจการบ้านเมืองที่ดี": 2546,
}


def is_published(law: str) -> bool:
    """Whether a law, as a record names it (พระราชบัญญัติควบคุมอาคาร พ.ศ. 2522), is one of these, letter for letter."""
    name, _, year = law.partition(" พ.ศ. ")
    return year == str(_YEARS.get(name))
