"""Plain text files: encodings, size, and the stamps that forbid keeping a paper."""

import codecs
import re
import unicodedata

from law.errors import SecretPaper, UnreadableText

MAX_BYTES = 5 * 1024 * 1024
"""The longest provincial plans stay far below 1 MB of text."""

MAX_LINE = 100_000
"""A whole directive without a line break stays below it; reading takes longer than in line with such a line."""

HEAD_LINES = 60
"""A stamp stands beside the number or above the title, never deep in the body."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STAMP = re.compile(r"^\W*(?:ĐỘ\s+MẬT\s*:\s*)?(?:TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)\W*$")
_STAMP_TITLE = re.compile(r"^\W*Độ\s+mật\s*:\s*(?:tuyệt\s+mật|tối\s+mật|mật)\W*$", re.IGNORECASE)


def text_of(data: bytes, *, name: str) -> str:
    r"""Decode the bytes of a directive.

    UTF-8 with or without a byte order mark, UTF-16 with one. The text comes back in NFC with "\n" line ends.
    `name` appears in messages only.

    Raises:
        UnreadableText: no bytes, more than 5 MB, a line beyond 100,000 characters, or bytes that are no text.
        SecretPaper: a stamp MẬT, TỐI MẬT or TUYỆT MẬT stands on a line of its own in the head.

    """
    if len(data) > MAX_BYTES:
        raise UnreadableText(
            f"{name}: tệp dài {len(data) / 1024 / 1024:.1f} MB, vượt mức 5 MB; hãy nộp riêng phần lời của văn bản."
        )
    text = _decoded(data, name)
    if not text.strip():
        raise UnreadableText(f"{name}: tệp rỗng, không có chữ nào; hãy nộp tệp có lời văn của văn bản.")
    lines = text.split("\n")
    if max(map(len, lines)) > MAX_LINE:
        raise UnreadableText(
            f"{name}: có đoạn dài hơn {MAX_LINE} ký tự không xuống dòng; hãy ngắt thành từng đoạn như bản gốc rồi nộp."
        )
    for line in lines[:HEAD_LINES]:
        if _STAMP.match(line) or _STAMP_TITLE.match(line):
            raise SecretPaper(
                f"{name}: văn bản đóng dấu mật, hệ thống này không được phép lưu; hãy xử lý theo quy định bảo mật."
            )
    return text


def _decoded(data: bytes, name: str) -> str:
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableText(
            f"{name}: không phải tệp văn bản UTF-8 hay UTF-16; hãy lưu lại dạng .txt (UTF-8) rồi nộp."
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    strange = sum(
        1 for letter in text if unicodedata.category(letter) in {"Cc", "Cn", "Co"} and letter not in "\n\t\f\v"
    )
    if "\x00" in text or strange * 50 > len(text):
        raise UnreadableText(f"{name}: tệp nhị phân, không phải lời văn; hãy lưu lại dạng .txt (UTF-8) rồi nộp.")
    return unicodedata.normalize("NFC", text)
