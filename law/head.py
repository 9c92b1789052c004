"""A directive's own facts: number, kind, issuer, dates, title, signer, what it replaces and what it cites."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from law.agencies import provinces
from law.dates import DAY, day_of
from law.letters import CAPITAL, SMALL
from law.segments import TITLE_WORD, Line, attachment_note
from law.text import View
from law.values import Head

_NUMBER_TEXT = (
    r"\d{1,5}[a-zđ]?(?:-\d{4})?(?:\s?/\s?\d{4})?\s?[/-]\s?(?:[A-ZĐ][A-ZĐa-z&]{0,6})"
    r"(?:\s?[-–]\s?[A-ZĐ][A-ZĐa-z&\d]{0,8}|\s?/\s?[A-ZĐ][A-ZĐ\d]{0,8})*"
)
_NUMBER = re.compile(rf"(?<![\w/.-]){_NUMBER_TEXT}(?!\w)")
_OWN_NUMBER = re.compile(rf"(?:^|\n)\s*[Ss][Ốố]\s*:\s*(?P<number>{_NUMBER_TEXT})")
_LISTED_NUMBER = re.compile(rf"[Ss]ố hiệu\s*:?\s+(?P<number>{_NUMBER_TEXT})")
_LISTED_DAY = re.compile(rf"ngày ban hành\s*:?\s+{DAY}")
_KINDS = {"CT": "Chỉ thị", "QĐ": "Quyết định", "KH": "Kế hoạch", "CTr": "Chương trình", "NQ": "Nghị quyết"}
_HEAD_LENGTH = 600
_ISSUED = re.compile(rf"[^\W\d_],\s*ngày\s+{DAY}\s*(?:\n|$)")
_DATED = re.compile(rf"(?<!\w){DAY}", re.IGNORECASE)
_IN_FORCE = re.compile(rf"có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+{DAY}")
_FROM_SIGNING = re.compile(r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+ngày\s+(?:ký|ban\s+hành)")
_REPLACES = re.compile(r"(?:thay\s+thế|bãi\s+bỏ|hết\s+hiệu\s+lực)(?:\s+(?:cho|toàn\s+bộ))?\s+(?P<what>[^.]{0,400})")
_SIGNING = re.compile(
    r"^(?:(?:kt|tm|tuq|tl|q)\.\s*)?(?:phó\s+|quyền\s+|q\.\s*)?chủ\s+tịch$|^chánh\s+văn\s+phòng$|^giám\s+đốc$"
)
_NAME_PART = rf"(?:[{CAPITAL}][{SMALL}]+|[{CAPITAL}]{{2,}})"
_NAME = re.compile(rf"^{_NAME_PART}(?:\s+{_NAME_PART}){{1,4}}$")
_LISTED_SIGNER = re.compile(rf"[Nn]gười ký\s*:?\s+(?P<name>{_NAME_PART}(?: +{_NAME_PART}){{1,4}})")
_PROVINCE = re.compile(
    r"(?:(?P<rank>tỉnh|thành\s+phố|tp\.?)\s+)?(?P<name>"
    + "|".join(sorted((name.lower() for name in provinces()), key=len, reverse=True))
    + r")(?!\w)"
)
_CITIES = {"Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế"}
_STANDARD = re.compile(r"(?:TCVN|ISO|QCVN)\s*(?:\w+\s*)?$")


def head_of(view: View, lines: Sequence[Line], body_start: int, *, issued_on: date | None) -> Head:
    """Read a document's own facts. `body_start` is where its first clause begins; a printed date outranks `issued_on`.

    What is issued by a decision, and printed without it, takes the decision's number and date. Where the head prints
    no number, date or signer, the table of data that web sites put beside a text may.
    """
    before = [line for line in lines if line.start < body_start]
    note = attachment_note(view, tuple(before))
    kind, title, title_at = _kind_and_title(view, before)
    number, printed = _own_number(view, title_at), _own_date(view, title_at)
    if note and number is None:
        found = _NUMBER.search(view.text, note.start, note.end)
        number = _tidy(found[0]) if found else None
        day = _DATED.search(view.low, note.start, note.end)
        printed = printed or (day_of(day, None)[0] if day else None)
    beside = _beside(view)
    number = number or beside.number
    issued = printed or beside.issued_on or issued_on
    replaces = _replaced(view)
    return Head(
        number=number,
        kind=kind or _kind_of_number(number),
        issuer=_issuer(view, before),
        issued_on=issued,
        effective_on=_effective(view, issued),
        title=title,
        signer=_signer(view, lines) or beside.signer,
        replaces=replaces,
        cites=tuple(cite for cite in _cited(view) if cite != number and cite not in replaces),
    )


def year_of(view: View, head: Head) -> int | None:
    """Tell the document's year: of its date, of its number, else of the latest act that it cites with a full date."""
    if head.issued_on:
        return head.issued_on.year
    numbered = re.search(r"/(\d{4})/", head.number or "")
    if numbered:
        return int(numbered[1])
    years = [day.year for found in re.finditer(rf"ngày\s+{DAY}", view.low) if (day := day_of(found, None)[0])]
    return max(years, default=None)


def _kind_and_title(view: View, before: Sequence[Line]) -> tuple[str | None, str, int]:
    """Find the kind of document, alone on a line or broken over two, the title below it, and where they begin."""
    for at, line in enumerate(before):
        for last in before[at : at + 2]:
            text = " ".join(view.text[line.start : last.end].split()).rstrip(" :")
            if not TITLE_WORD.fullmatch(text.lower()) or not text.isupper():
                continue
            title = _title_lines(view, before[before.index(last) + 1 :])
            words = view.quote(title[0].start, title[-1].end) if title else ""
            return text.capitalize(), " ".join(words.split()), line.start
    return None, "", min(before[-1].end if before else 0, _HEAD_LENGTH)


def _title_lines(view: View, following: Sequence[Line]) -> list[Line]:
    title: list[Line] = []
    for line in following:
        if line.after_blank and title:
            break
        if not _is_title_line(view.text[line.start : line.end], started=bool(title)):
            break
        title.append(line)
    return title


def _is_title_line(text: str, *, started: bool) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    upper = sum(letter.isupper() for letter in letters)
    if text.startswith("(") or not letters:
        return False
    return upper > 0.7 * len(letters) or (not started and re.match(r"(?:v/v|về|ban hành)", text.lower()) is not None)


def _own_number(view: View, title_at: int) -> str | None:
    found = _OWN_NUMBER.search(view.text, 0, title_at)
    return _tidy(found["number"]) if found else None


def _own_date(view: View, title_at: int) -> date | None:
    found = _ISSUED.search(view.low, 0, title_at)
    return day_of(found, None)[0] if found else None


def _beside(view: View) -> Head:
    number, day, signer = (
        _LISTED_NUMBER.search(view.text),
        _LISTED_DAY.search(view.low),
        _LISTED_SIGNER.search(view.text),
    )
    return Head(
        number=_tidy(number["number"]) if number else None,
        issued_on=day_of(day, None)[0] if day else None,
        signer=" ".join(signer["name"].split()) if signer else None,
    )


def _kind_of_number(number: str | None) -> str | None:
    code = re.search(r"/([A-ZĐ][A-Za-zĐ]{1,2})-", number or "")
    return _KINDS.get(code[1]) if code else None


def _issuer(view: View, before: Sequence[Line]) -> str | None:
    """Name the committee of the province that the head names, else of the one that the text names most often."""
    end = before[-1].end if before else 0
    for stretch in (view.low[: min(end, 400)], view.low[:end], view.low):
        counts: Counter[str] = Counter()
        for found in _PROVINCE.finditer(stretch):
            if found["rank"]:
                counts[found["name"]] += 1
        if counts:
            low_name = counts.most_common(1)[0][0]
            name = next(name for name in provinces() if name.lower() == low_name)
            return f"UBND {'thành phố' if name in _CITIES else 'tỉnh'} {name}"
    return None


def _effective(view: View, issued: date | None) -> date | None:
    found = _IN_FORCE.search(view.low)
    if found:
        return day_of(found, None)[0]
    return issued if _FROM_SIGNING.search(view.low) else None


def _signer(view: View, lines: Sequence[Line]) -> str | None:
    """Return the name below the office of who signs; the name may follow after up to five other lines."""
    for at, line in enumerate(lines):
        if not _SIGNING.match(view.low[line.start : line.end]):
            continue
        for following in lines[at + 1 : at + 7]:
            text = " ".join(view.text[following.start : following.end].split())
            if _NAME.match(text) and not _SIGNING.match(text.lower()):
                return text.title() if text.isupper() else text
    return None


def _replaced(view: View) -> tuple[str, ...]:
    numbers = [
        _tidy(number[0])
        for found in _REPLACES.finditer(view.low)
        if re.match(
            r"(?:các\s+|những\s+)?(?:chỉ thị|quyết định|kế hoạch|chương trình|quy định|quy chế|văn bản)", found["what"]
        )
        for number in _NUMBER.finditer(view.text[found.start("what") : found.end("what")].split(" của ")[0])
    ]
    return tuple(dict.fromkeys(numbers))


def _cited(view: View) -> tuple[str, ...]:
    found = (
        _tidy(match[0])
        for match in _NUMBER.finditer(view.text)
        if not _STANDARD.search(view.text[max(0, match.start() - 12) : match.start()])
    )
    return tuple(dict.fromkeys(found))


def _tidy(number: str) -> str:
    return re.sub(r"\s+", "", number).replace("–", "-")
