"""How a clause is called in Vietnamese, the smallest part first."""

_PARTS = {"end": "đoạn cuối", "QĐ": "của quyết định"}
_ORDINALS = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


def clause_name(path: str) -> str:
    """Name a clause by its path: "2/b" is "điểm b mục 2", "Đ4/2" is "khoản 2 Điều 4"."""
    parts = path.split("/")
    in_article = any(_is_article(part) for part in parts)
    return " ".join(_part(part, in_article=in_article) for part in reversed(parts))


def _part(part: str, *, in_article: bool) -> str:
    if part in _PARTS:
        return _PARTS[part]
    if part.startswith("-"):
        return f"gạch đầu dòng thứ {_ordinal(part[1:])}"
    if _is_article(part):
        return f"Điều {part[1:]}"
    if part[0].isdigit():
        return f"{'khoản' if in_article else 'mục'} {part}"
    return f"điểm {part}" if part.islower() else f"phần {part}"


def _is_article(part: str) -> bool:
    return part.startswith("Đ") and part[1:].isdigit()


def _ordinal(number: str) -> str:
    place = int(number) if number.isdigit() else 0
    return _ORDINALS[place] if 0 < place < len(_ORDINALS) else number
