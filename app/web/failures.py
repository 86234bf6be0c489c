"""What the web page says when something does not work: a title, and what to do about it."""

from __future__ import annotations

from saraban.app.web.language import Both

FAILURES: dict[str, tuple[Both, Both]] = {
    "not_found": (
        ("ไม่พบหน้านี้", "There is nothing here"),
        ("ตรวจที่อยู่ หรือค้นหาใหม่", "Check the address, or search again."),
    ),
    "bad_request": (
        ("คำขอไม่ถูกต้อง", "The request cannot be understood"),
        ("แก้คำขอแล้วลองใหม่", "Change the request and try again."),
    ),
    "unknown_host": (
        ("ไม่รู้จักชื่อเครื่องนี้", "This server is not known by that name"),
        (
            "เปิดด้วยที่อยู่ที่ saraban serve แสดงไว้ หรือเพิ่ม --name",
            "Open the address that saraban serve printed, or add the name with --name.",
        ),
    ),
    "method": (
        ("ใช้วิธีนี้ไม่ได้", "That cannot be done here"),
        ("กลับไปที่หน้าเดิมแล้วลองใหม่", "Go back to the page and try again."),
    ),
    "too_long": (
        ("คำขอยาวเกินไป", "The request is too long"),
        ("ใช้คำค้นที่สั้นลง", "Use fewer or shorter words."),
    ),
    "other_origin": (
        ("คำขอไม่ได้มาจากหน้านี้", "The request did not come from this page"),
        (
            "เปิดหน้านี้โดยตรงแล้วส่งแบบฟอร์มอีกครั้ง",
            "Open the page itself and send the form from there.",
        ),
    ),
    "token_needed": (
        ("ต้องใช้รหัสผ่าน", "A token is needed"),
        (
            "ใส่รหัสที่ผู้เปิดระบบให้ไว้",
            "Give the token that whoever started the server handed to you.",
        ),
    ),
    "conflict": (
        ("มีผู้อื่นแก้ไขก่อน", "Somebody else was quicker"),
        (
            "ดูสิ่งที่เปลี่ยนไปแล้วตัดสินใจอีกครั้ง ไม่มีสิ่งใดถูกเขียนทับ",
            "See what has changed and decide again. Nothing was overwritten.",
        ),
    ),
    "failed": (
        ("ทำไม่สำเร็จ", "That did not work"),
        ("ทำตามคำแนะนำด้านล่าง แล้วลองใหม่", "Do what the message says, then try again."),
    ),
    "internal_error": (
        ("โปรแกรมผิดพลาด", "A mistake in saraban"),
        (
            "แจ้งผู้ดูแลระบบ พร้อมเวลาและสิ่งที่ทำอยู่ รายละเอียดอยู่ในหน้าจอของ saraban serve",
            "Tell who runs the server what you did and when; the details are in its terminal.",
        ),
    ),
}
