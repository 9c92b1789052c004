"""How a deadline came about: structured steps, kept with it, and the Vietnamese sentences rendered from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.calendar import WEEKDAYS


class StepRule(StrEnum):
    """The rules that a deadline is made by, in the order in which they can follow each other."""

    TEXT_DAY = "text_day"
    PERIOD_END = "period_end"
    EVENT_DAYS = "event_days"
    DATA_WINDOW = "data_window"
    REPORTING_CALENDAR = "reporting_calendar"
    QUOTA_SLOT = "quota_slot"
    QUOTA_MARGIN = "quota_margin"
    APART = "apart"
    NOT_PAST = "not_past"
    BEFORE = "before"
    TARGET_BACK = "target_back"
    AFTER_CUTOFF = "after_cutoff"
    QUOTA_YEAR = "quota_year"
    LATE_FORWARD = "late_forward"
    LATE_WITH_TARGET = "late_with_target"
    HOUR = "hour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rule applied: `from_` became `to`, because of the words `quote` of clause `unit`, by `source`.

    `rule` is one of StepRule, or a name that a later version gave. `from_` is None where the day is new.
    """

    rule: str
    quote: str
    unit: str
    from_: date | None
    to: date | None
    source: str

    def then(self, rule: StepRule, from_: date | None, to: date, *, source: str) -> "Step":
        """Return a further step of the same words and clause."""
        return Step(rule=rule, quote=self.quote, unit=self.unit, from_=from_, to=to, source=source)

    def to_json(self) -> dict[str, str | None]:
        """Return the step with ISO days, under the keys rule, quote, unit, from, to, source."""
        return {
            "rule": str(self.rule),
            "quote": self.quote,
            "unit": self.unit,
            "from": self.from_.isoformat() if self.from_ else None,
            "to": self.to.isoformat() if self.to else None,
            "source": self.source,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, str | None]) -> "Step":
        """Return the step that `to_json` wrote.

        Raises KeyError: a key is missing. Raises ValueError: a day is not ISO.
        """
        from_, to = value["from"], value["to"]
        return cls(
            rule=value["rule"] or "",
            quote=value["quote"] or "",
            unit=value["unit"] or "",
            from_=date.fromisoformat(from_) if from_ else None,
            to=date.fromisoformat(to) if to else None,
            source=value["source"] or "",
        )


def sentences(steps: Sequence[Step]) -> list[str]:
    """Say each step in one Vietnamese sentence, in the order given, with its source in parentheses."""
    return [_sentence(step) for step in steps]


_WORDS: Mapping[str, str] = {
    StepRule.TEXT_DAY: "“{quote}”: văn bản nêu {to_weekday} {to}",
    StepRule.PERIOD_END: "“{quote}”: văn bản không nêu ngày, lấy ngày cuối kỳ là {to_weekday} {to}",
    StepRule.EVENT_DAYS: "“{quote}”: tính từ ngày xảy ra sự kiện thì hết hạn vào {to_weekday} {to}",
    StepRule.DATA_WINDOW: "Số liệu của kỳ tính từ {from} đến hết {to}",
    StepRule.REPORTING_CALENDAR: "“{quote}”: văn bản không nêu ngày gửi, lịch báo cáo đề nghị {to_weekday} {to}",
    StepRule.QUOTA_SLOT: "“{quote}”: văn bản chỉ nêu số lần, lượt này được gợi ý trong khoảng {from}–{to}",
    StepRule.QUOTA_MARGIN: "Chừa thời gian lập biên bản và trả lời trước khi hết lượt, gợi ý {to_weekday} {to}",
    StepRule.APART: "Các cơ quan tổ chức cách nhau, gợi ý chuyển từ {from} về {to_weekday} {to}",
    StepRule.NOT_PAST: "Ngày gợi ý {from} đã qua khi lập kế hoạch, gợi ý lại {to_weekday} {to}",
    StepRule.BEFORE: "Trước ngày {from} nên đề nghị xong {to_weekday} {to}; ngày {from} vẫn còn được tính",
    StepRule.TARGET_BACK: "{from} là {from_off}, ngày đề nghị xong lùi về {to_weekday} {to}",
    StepRule.AFTER_CUTOFF: "Phải gửi sau ngày chốt số liệu nên {from} chuyển tới ngày làm việc đầu tiên sau đó, "
    "{to_weekday} {to}",
    StepRule.QUOTA_YEAR: "Văn bản đếm số lần trong năm nên còn đúng hạn đến hết {to_weekday} {to}",
    StepRule.LATE_FORWARD: "{from} là {from_off}, ngày cuối còn đúng hạn chuyển tới {to_weekday} {to}",
    StepRule.LATE_WITH_TARGET: "Ngày cuối còn đúng hạn không sớm hơn ngày đề nghị xong, nên là {to_weekday} {to}",
    StepRule.HOUR: "“{quote}”: trong ngày cuối {to} chỉ tính đến giờ văn bản nêu",
}
_OTHER = "{rule}: {from} → {to}"


def _sentence(step: Step) -> str:
    words = _WORDS.get(step.rule, _OTHER).format(
        **{"from": _day(step.from_), "to": _day(step.to)},
        rule=step.rule,
        quote=step.quote,
        from_off=_off(step.from_),
        to_weekday=_weekday(step.to),
    )
    return f"{words[:1].upper()}{words[1:]} ({step.source})." if step.source else f"{words[:1].upper()}{words[1:]}."


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "…"


def _weekday(day: date | None) -> str:
    return WEEKDAYS[day.weekday()] if day else "ngày"


def _off(day: date | None) -> str:
    # The name of a holiday stands in the step's source, so that an old step keeps it when the calendar changes.
    return _weekday(day) if day and day.isoweekday() > 5 else "ngày nghỉ"
