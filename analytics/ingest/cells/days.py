"""Days: what a column of them says as a whole, and what one cell says in that light.

Day before month is the contract's convention where nothing in the column says otherwise. Rows that can only be month
first, and none that can only be day first, say otherwise. Real dates with days up to 12 only, beside text that has
days above 12 only, are the mark of a spreadsheet that has swapped day and month where it could.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

from analytics.contract import FIRST_DAY
from analytics.ingest.cells.values import MONTHS, Reading
from analytics.ingest.report import Details

DayOrder = Literal["day_first", "month_first", "swapped"]
"""`swapped`: in days that are written year first, day and month stand in each other's place; the others, which a
spreadsheet could not swap, can be read in one way alone."""

WITA = timezone(timedelta(hours=8))
SPREADSHEET_DAY_ZERO = date(1899, 12, 30)
SPREADSHEET_DAY_ZERO_1904 = date(1904, 1, 1)
LAST_MONTH = 12
CHANCE_OF_LOW_DAY = 12 / 30.4
"""That a day taken at random is the 12th or earlier."""
MIN_CHANCE = 0.05
"""Below it, days up to 12 on one side and above 12 on the other are no accident."""

_ZONES = {"z": 0, "utc": 0, "gmt": 0, "wib": 7, "wita": 8, "wit": 9}

_NUMBERS = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})|(\d{1,2})(\d\d)(20\d\d)")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})|(20\d\d)(0[1-9]|1[0-2])([0-3]\d)")
_MONTH_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/., ]*([a-z]+)[-/., ]*(\d{4}|\d{2})")
_MONTH_NAMED_FIRST = re.compile(r"([a-z]+)[-/. ]*(\d{1,2})(?:st|nd|rd|th)?(?:\s*[,/-]\s*|\s+)(\d{4})")
_ROMAN_MONTH = re.compile(r"(\d{1,2})\s*[-/. ]\s*([ivx]{1,4})\s*[-/. ]\s*(\d{4}|\d{2})")
_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_AS_SPREADSHEETS_SHOW = re.compile(r"(\d{1,2})([-/])([a-z]+)\2(\d{4}|\d{2})")
_DAY_NUMBER = re.compile(r"(\d{5})(?:[.,]\d+)?")
_EPOCH = re.compile(r"(1[2-9]\d{8})(?:\d{3})?(?:\.0+)?")
_BEFORE_A_DAY = re.compile(
    r"^(?:tgl\.?|tanggal|senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)(?:day)?|sat)"
    r"\s*,?\s*"
)
_CLOCK = re.compile(
    r"(?:\s*,\s*|[ t]\s*)(?:pukul |jam )?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>z|wib|wita|wit|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?|utc|gmt)?$"
)
_SEVERAL_DAYS = re.compile(r"\d.*(?:\bs/?d\b|\bsampai\b|\bhingga\b|~|\s[-–—]\s|\bdan\b|&|\bto\b).*\d")


@dataclass(frozen=True)
class DayStyle:
    """How a column writes its days, as far as no cell can tell alone.

    `problem` is why the column cannot be read as a whole, `note` what was found out about it.
    """

    order: DayOrder = "day_first"
    counts_from_1904: bool = False
    problem: str | None = None
    note: str | None = None
    details: Details = field(default_factory=dict)


DAY_FIRST = DayStyle()


def day_style(cells: Iterable[str], plain_days: Iterable[str] = (), *, counts_from_1904: bool = False) -> DayStyle:
    """What the distinct cells of a column say of its days. `plain_days` are those written as ISO days.

    `problem` is `days_contradict` where some rows can only be day first, some only month first and others either, and
    `days_half_swapped` where a spreadsheet has swapped day and month in some; `note` is `month_first` where the rows
    can only be that, and `days_may_be_swapped` where too few days tell.
    """
    found: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for cell in (*cells, *plain_days):
        kind = _order_of(cell, counts_from_1904=counts_from_1904)
        if kind:
            found[kind] += 1
            examples.setdefault(kind, cell)
    plain = DayStyle(counts_from_1904=counts_from_1904)
    if found["day_first"] and found["month_first"]:
        return replace(plain, problem="days_contradict", details=examples) if found["either"] else plain
    order: DayOrder = "month_first" if found["month_first"] else "day_first"
    one_sided = found[order]
    for form in ("", "_shown", "_number") if one_sided and not found["either"] else ():
        low = found[f"low{form}"]
        if not low or found[f"high{form}"]:
            continue
        chance = CHANCE_OF_LOW_DAY**low * (1 - CHANCE_OF_LOW_DAY) ** one_sided
        details: Details = {"date": examples[f"low{form}"], "text": examples[order], "dates": low, "texts": one_sided}
        if chance < MIN_CHANCE:
            return replace(plain, order=order, problem="days_half_swapped", details=details)
        return replace(plain, order=order, note="days_may_be_swapped", details=details)
    if order == "month_first":
        return replace(plain, order=order, note="month_first", details={"found": examples[order]})
    return plain


def _order_of(cell: str, *, counts_from_1904: bool) -> str | None:
    """Which number is the day: `day_first`, `month_first`, `either`; of days that a spreadsheet knew for days, whether
    they are `low` (could be swapped) or `high`, with `_shown` where their month is a word between marks (03-May-24) and
    `_number` where they are day numbers; None where the cell tells nothing."""
    text = _CLOCK.sub("", _plain(cell))
    if said := _YEAR_FIRST.fullmatch(text):
        _, month, day = (int(one) for one in said.groups() if one)
        return None if month > LAST_MONTH else _half(day)
    if said := _NUMBERS.fullmatch(text):
        first, second, _ = (int(one) for one in said.groups() if one)
        if first > LAST_MONTH:
            return "day_first" if second <= LAST_MONTH and first <= 31 else None
        return "either" if second <= LAST_MONTH else "month_first" if second <= 31 else None
    if said := _AS_SPREADSHEETS_SHOW.fullmatch(text):
        return f"{_half(int(said[1]))}_shown" if said[3] in MONTHS else None
    if said := _DAY_NUMBER.fullmatch(text):
        return f"{_half(_counted(int(said[1]), counts_from_1904=counts_from_1904).day)}_number"
    return None


def _half(day: int) -> str:
    return "low" if day <= LAST_MONTH else "high"


def _counted(number: int, *, counts_from_1904: bool) -> date:
    return (SPREADSHEET_DAY_ZERO_1904 if counts_from_1904 else SPREADSHEET_DAY_ZERO) + timedelta(days=number)


def read_day(cell: str, as_of: date, style: DayStyle = DAY_FIRST) -> Reading:
    """A calendar day in Asia/Makassar; two-digit years are 20yy within 2010..as-of.

    A moment that names its zone is a day there; one that does not is taken as written in the province.
    """
    text = _plain(cell)
    if said := _EPOCH.fullmatch(text):
        return _within(datetime.fromtimestamp(int(said[1]), UTC).astimezone(WITA).date(), as_of, "epoch_time")
    if moment := _iso_moment(text):
        return Reading(moment.isoformat())
    clock = _CLOCK.search(text)
    reading = _written_day(text[: clock.start()] if clock else text, as_of, style)
    if reading.problem == "not_a_day" and _SEVERAL_DAYS.search(text):
        return Reading(problem="several_days")
    if reading.value is None or clock is None or clock["zone"] is None:
        return reading
    moment = _in_wita(date.fromisoformat(reading.value), clock)
    return Reading(moment.isoformat(), note=reading.note) if moment else Reading(problem="not_a_day")


def _plain(cell: str) -> str:
    text = " ".join(cell.casefold().split())
    return _BEFORE_A_DAY.sub("", re.sub(r"\s*\([^)]*\)$", "", text))


def _iso_moment(text: str) -> date | None:
    """The day in Makassar of a moment in ISO 8601 that names its offset; None where the text is no such moment."""
    if not re.search(r"\d(?:z|[+-]\d{2}:?\d{2})$", text):
        return None
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    return moment.astimezone(WITA).date() if moment.tzinfo else None


def _in_wita(day: date, clock: re.Match[str]) -> date | None:
    """The day in Makassar of a moment on a day, at the time and in the zone that a clock names."""
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].startswith("p") else 0)
    zone = clock["zone"].removeprefix("utc").removeprefix("gmt")
    offset = _ZONES.get(clock["zone"])
    if offset is None:
        hours, minutes = int(zone[1:3].rstrip(":")), int(zone[-2:]) if len(zone) > 3 else 0
        minutes_ahead = (hours * 60 + minutes) * (-1 if zone.startswith("-") else 1)
    else:
        minutes_ahead = offset * 60
    try:
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone(timedelta(minutes=minutes_ahead)))
    except ValueError:
        return None
    return moment.astimezone(WITA).date()


def _written_day(text: str, as_of: date, style: DayStyle) -> Reading:
    if said := _DAY_NUMBER.fullmatch(text):
        counted = _counted(int(said[1]), counts_from_1904=style.counts_from_1904)
        reading = _within(counted, as_of, "spreadsheet_day_number")
        return _swapped_back(reading) if style.order == "swapped" else reading
    if said := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(one) for one in said.groups() if one)
        reading = _day(year, month, day)
        return _swapped_back(reading) if style.order == "swapped" else reading
    if said := _NUMBERS.fullmatch(text):
        first, second, year_text = (one for one in said.groups() if one)
        return _of_numbers(int(first), int(second), year_text, as_of, style)
    reading = _month_named(text, as_of)
    was_shown = style.order == "swapped" and _AS_SPREADSHEETS_SHOW.fullmatch(text)
    return _swapped_back(reading) if was_shown else reading


def _swapped_back(reading: Reading) -> Reading:
    """The reading with day and month in each other's place, where that is a day and another one."""
    if reading.value is None:
        return reading
    day = date.fromisoformat(reading.value)
    is_swapped = day.day <= LAST_MONTH and day.day != day.month
    return _day(day.year, day.day, day.month, "swapped_back") if is_swapped else reading


def _month_named(text: str, as_of: date) -> Reading:
    if (said := _MONTH_NAMED.fullmatch(text)) and said[2] in MONTHS:
        return _with_century(said[3], MONTHS[said[2]], int(said[1]), as_of, None)
    if (said := _ROMAN_MONTH.fullmatch(text)) and said[2] in _ROMAN_MONTHS:
        return _with_century(said[3], _ROMAN_MONTHS.index(said[2]) + 1, int(said[1]), as_of, None)
    if (said := _MONTH_NAMED_FIRST.fullmatch(text)) and said[1] in MONTHS:
        return _day(int(said[3]), MONTHS[said[1]], int(said[2]))
    return Reading(problem="not_a_day")


def _of_numbers(first: int, second: int, year: str, as_of: date, style: DayStyle) -> Reading:
    if style.order == "month_first" or (style.order == "swapped" and second > LAST_MONTH):
        return _with_century(year, first, second, as_of, None)
    note = "day_first" if first <= LAST_MONTH and second <= LAST_MONTH and first != second else None
    return _with_century(year, second, first, as_of, note)


def _with_century(year: str, month: int, day: int, as_of: date, note: str | None) -> Reading:
    if len(year) == 4:
        return _day(int(year), month, day, note)
    reading = _day(2000 + int(year), month, day)
    short = "two_digit_year_day_first" if note else "two_digit_year"
    return _within(date.fromisoformat(reading.value), as_of, short) if reading.value else reading


def _within(day: date, as_of: date, note: str) -> Reading:
    if FIRST_DAY <= day <= as_of:
        return Reading(day.isoformat(), note=note)
    return Reading(problem="day_out_of_range")


def _day(year: int, month: int, day: int, note: str | None = None) -> Reading:
    try:
        return Reading(date(year, month, day).isoformat(), note=note)
    except ValueError:
        return Reading(problem="not_a_day")
