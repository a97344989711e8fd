"""What one heading says: the texts by which it may be known, and whether its brackets change what it means.

A heading is a path: groups stand before the question (`kunjungan/status`, `kunjungan-status`, `kunjungan: Status`),
numbers and HTML around it, another language beside it (`Nilai Bantuan / Amount`).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from analytics.contract import TABLES, Column, Kind, Table
from analytics.ingest.vocabulary import YES_NO, Words, phrase

MAX_REMEMBERED = 10_000

_TAGS = re.compile(r"<[^<>]{1,60}>|\*{2,}|`+")
_NUMBERING = re.compile(
    r"\(?(?:[A-Za-z]?\d{1,3}(?:\.\d{1,2})*|[A-Za-z])\s*[.)]\s*(?=\S)|\d{1,3}\s*[-_:]\s*(?=[A-Za-z])"
)
_BRACKETS = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")
_NAMES_OF_GROUPS = re.compile(r"\w+(?:[-.:]\w+)+")
_LABELS_OF_GROUPS = re.compile(r"\s*(?::|>|»|::)\s+|\s+[-–—>»]\s+")
_TWO_LANGUAGES = re.compile(r"\s+[/|]\s+|\s*\|\s*")
_ALTERNATIVES = re.compile(r"\s*[/,;|]\s*|\s+atau\s+|\s+or\s+")


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


QUALIFYING = _set(
    "rencana usulan target per sebelum sebelumnya lama bukan tidak non sub total rata jumlah jml persen persentase",
    "perkiraan plan planned previous old average",
)
"""Words that make another thing of what follows them, so that they name no group."""
UNITS_BESIDE = _set(
    "orang anggota kk jiwa keluarga kelompok penerima unit paket hari minggu bulan triwulan semester tahun",
    "person member family group day week month quarter year",
)
"""Words that divide what stands before a stroke: `Nilai Bantuan / Orang`."""

_HARMLESS = _set(
    "wajib diisi isi harus opsional optional required bila jika ada format contoh misal misalnya eg pilih salah satu",
    "angka huruf teks kode nomor no id kube uep wrse bast dinas sosial kaltim kalimantan timur provinsi",
    "saat ini sekarang kini kunjungan total keseluruhan",
)
_HARMLESS_IN: Mapping[Kind, frozenset[str]] = {
    "date": _set("dd mm yy yyyy hh bb tt tttt tgl tanggal bln bulan thn tahun hari day month year iso ddmmyyyy ddmmyy"),
    "rupiah": _set(
        "rp idr rupiah dalam in of ribu ribuan rb juta jutaan jt thousand thousands million millions 0 00 000 1 rp1 x"
    ),
    "count": _set("orang org jiwa kk kpm keluarga kelompok penerima manfaat anggota unit"),
}
_UNIT_WORDS = _HARMLESS_IN["rupiah"] | _HARMLESS_IN["date"] | _HARMLESS_IN["count"]
_UNIT_IN_BRACKETS = re.compile(r"\((?!\s*\d{1,2}\s*\))[^()]+\)|\[[^\[\]]+\]")
"""What is in brackets and not the number of a column."""
_HARMLESS_OF_A_MONTH = _set("per bulan sebulan perbulan bulanan bln month monthly rata")
_MONTHLY = ("monthly_turnover_idr", "baseline_turnover_idr")
_FREE_TEXT = ("district", "village", "business_type", "goods", "notes")
_NO_GROUP: tuple[Kind, ...] = ("rupiah", "count", "date", "boolean")
"""Kinds of columns that name no group: what stands behind them in a path is an option or a unit."""


# The first rows are read against every table and delimiter: the same few cells many times over.
@lru_cache(maxsize=MAX_REMEMBERED)
def normalised(heading: str) -> str:
    """A heading without case, accents, punctuation and what stands in brackets; a leading underscore stays."""
    return _name(_BRACKETS.sub(" ", heading))


def _name(heading: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", heading) if not unicodedata.combining(c)).casefold()
    words = re.sub(r"[^a-z0-9]+", "_", plain.replace("%", " persen ")).strip("_")
    words = re.sub(r"_(?:rp|idr|rupiah)$", "", words) if not words.endswith("_idr") else words
    return f"_{words}" if plain.strip().startswith("_") else words


@lru_cache(maxsize=MAX_REMEMBERED)
def plain(heading: str) -> str:
    """A heading without HTML, marks of Markdown and the number that its question has."""
    text = " ".join(html.unescape(_TAGS.sub(" ", heading)).split())
    return _NUMBERING.sub("", text, count=1).strip() if _NUMBERING.match(text) else text


def is_unit(cell: str) -> bool:
    """Whether a cell under a heading is a unit of it, or anything else in brackets."""
    if _UNIT_IN_BRACKETS.fullmatch(cell):
        return True
    return set(phrase(cell).split()) <= _UNIT_WORDS and any(character.isalpha() for character in cell)


def last_part(heading: str) -> str:
    """The question of a heading that names its groups before it: `kunjungan/status`, `kunjungan-status` (ODK)."""
    last = plain(heading).rsplit("/", 1)[-1]
    return re.split("[-.:]", last)[-1] if _NAMES_OF_GROUPS.fullmatch(last) else last


@lru_cache(maxsize=MAX_REMEMBERED)
def parts(heading: str) -> tuple[tuple[str, str], ...]:
    """The texts by which a heading may be known, each with the group before it: the whole, then what stands behind
    each mark that parts groups, longest first."""
    text = plain(heading)
    found = [("", text)]
    found += [(text[: at.start()], text[at.end() :]) for at in re.finditer("/+", text)]
    last = text.rsplit("/", 1)[-1]
    if _NAMES_OF_GROUPS.fullmatch(last):
        found += [(last[: at.start()], last[at.end() :]) for at in re.finditer("[-.:]", last)]
    found += [(text[: at.start()], text[at.end() :]) for at in _LABELS_OF_GROUPS.finditer(text)]
    return tuple((group, plain(part)) for group, part in found if part.strip())


class Names:
    """The columns of a table by the headings that are known for them."""

    def __init__(self, table: Table, words: Words) -> None:
        self.table = table
        self.words = words
        self.columns = frozenset(column.name for column in table.columns)
        self.by_name = {_name(heading): column for heading, column in words.headings[table.name]}
        self.by_name |= {_name(alias): column.name for column in table.columns for alias in column.aliases}
        self.by_name |= {_name(column.name): column.name for column in table.columns}
        self.column = lru_cache(maxsize=MAX_REMEMBERED)(self._column)

    def _column(self, heading: str) -> str | None:
        """The column that a heading names, None where that is not known."""
        for group, part in parts(heading):
            if (column := self._of_text(part)) and self._may_be_group(group, column):
                return column
        return self._of_two_languages(plain(heading))

    def qualified(self, heading: str) -> str | None:
        """The column that a heading would name without its brackets, which may change what it means."""
        if self.column(heading) is not None:
            return None
        return next((found for _, part in parts(heading) if (found := self.by_name.get(normalised(part)))), None)

    def _of_text(self, text: str) -> str | None:
        if whole := self.by_name.get(_name(text)):
            return whole
        column = self.by_name.get(normalised(text))
        if column is None:
            return None
        brackets = [one or other for one, other in _BRACKETS.findall(text)]
        return column if all(self._is_harmless(one, self.table.column(column)) for one in brackets) else None

    def _is_harmless(self, bracket: str, column: Column) -> bool:
        """Whether what stands in brackets changes nothing: a unit, a form of dates, the words to choose from."""
        words = set(phrase(bracket.replace("%", " persen ")).split())
        harmless = _HARMLESS | _HARMLESS_IN.get(column.kind, frozenset())
        if column.name in _MONTHLY:
            harmless |= _HARMLESS_OF_A_MONTH
        if column.kind == "date":
            words = {word for word in words if not word.isdigit()}
        if column.name in _FREE_TEXT or words <= harmless or self.by_name.get(_name(bracket)) == column.name:
            return True
        if column.kind in ("choice", "boolean"):
            within = YES_NO if column.kind == "boolean" else column.name
            alternatives = [one for one in _ALTERNATIVES.split(bracket.strip()) if one]
            return all(self.words.choice(within, one) for one in alternatives)
        return False

    def _may_be_group(self, group: str, column: str) -> bool:
        """Whether what stands before the name of a column may name a group of questions."""
        if not group:
            return True
        last = re.split(r"/|\s[-–—]\s", group)[-1]
        if QUALIFYING & set(phrase(last).split()):
            return False
        known = self.by_name.get(normalised(last))
        if known is None or known == column:
            return True
        return self.table.column(known).kind not in _NO_GROUP and known not in ("obstacle", "status")

    def _of_two_languages(self, text: str) -> str | None:
        languages = [part for part in _TWO_LANGUAGES.split(text) if part]
        if len(languages) == 1 or any(
            UNITS_BESIDE & set(phrase(part).split()) == set(phrase(part).split()) for part in languages
        ):
            return None
        named = {column for part in languages if (column := self._of_text(part))}
        return named.pop() if len(named) == 1 else None


# Headings are looked for in every row that may be one.
@lru_cache(maxsize=16)
def names_of(table: str, words: Words) -> Names:
    """The columns of a table by the headings that are known for them, made once for the words in force."""
    return Names(TABLES[table], words)
