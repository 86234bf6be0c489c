"""The names of things in a record, for people: Thai and English."""

from __future__ import annotations

FIELDS = {
    "document_number": ("เลขที่หนังสือ", "number"),
    "e_document_number": ("เลขที่ในระบบ", "number in the system"),
    "date": ("วันที่", "date"),
    "subject": ("เรื่อง", "subject"),
    "to": ("เรียน/ถึง", "to"),
    "agency": ("ส่วนราชการ", "agency"),
    "urgency": ("ชั้นความเร็ว", "urgency"),
    "secrecy": ("ชั้นความลับ", "secrecy"),
    "copy_mark": ("ต้นฉบับ/สำเนา", "original or copy"),
    "closing": ("ภาคสรุป", "purpose"),
    "meeting": ("การประชุม", "meeting"),
    "references": ("อ้างถึง", "reference"),
    "enclosures": ("สิ่งที่ส่งมาด้วย", "enclosure"),
    "receipts": ("การรับหนังสือ", "receipt"),
    "signatories": ("ผู้ลงนาม", "signatory"),
    "dispositions": ("การสั่งการ", "disposition"),
    "contacts": ("ติดต่อ", "contact"),
    "dates_mentioned": ("วันที่ในเนื้อความ", "date mentioned"),
    "laws_cited": ("กฎหมายที่อ้างถึง", "law cited"),
    "register_notes": ("เลขทะเบียน", "register note"),
    "meetings_mentioned": ("การประชุมที่กล่าวถึง", "meeting mentioned"),
}

MARKS = {
    "stamp": ("ตราประทับ", "stamp"),
    "seal": ("ตราชื่อส่วนราชการ", "seal"),
    "check_box": ("ช่องกาเครื่องหมาย", "check box"),
    "signature": ("ลายมือชื่อ", "signature"),
    "handwriting": ("ลายมือเขียน", "handwriting"),
    "emblem": ("ตราครุฑ", "emblem"),
    "streak": ("รอยเส้นพาดตัวพิมพ์", "streak through print"),
}

KINDS = {
    "letter": ("หนังสือภายนอก", "letter"),
    "memo": ("บันทึกข้อความ", "memo"),
    "stamped_letter": ("หนังสือประทับตรา", "stamped letter"),
    "order": ("คำสั่ง", "order"),
    "regulation": ("ระเบียบ/ข้อบังคับ", "regulation"),
    "announcement": ("ประกาศ", "announcement"),
    "statement": ("แถลงการณ์/ข่าว", "statement"),
    "certificate": ("หนังสือรับรอง", "certificate"),
    "minutes": ("รายงานการประชุม", "minutes"),
    "message": ("วิทยุ/ข่าวร่วม", "message"),
    "routing_slip": ("ใบเสนอเรื่อง", "routing slip"),
    "enclosure": ("สิ่งที่ส่งมาด้วย", "enclosure"),
    "other": ("เอกสารอื่น", "other"),
    "blank": ("หน้าว่าง", "blank"),
}
