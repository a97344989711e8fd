"""What must never be stored or shown: headings of personal columns, and personal numbers inside other text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analytics.ingest.personal_numbers import spans_in_code, spans_in_text

MASK = "•••"

_HEADINGS = re.compile(
    r"""
    nik | .*_nik | nik_.* | (no|nomor)_(induk_kependudukan|ktp|identitas) | e?_?ktp | .*_ktp | ktp_.*
    | kk | (no|nomor|kartu)_(kk|keluarga|kartu_keluarga) | .*_no_kk | no_kk_.*
    | nama | nama_(?!(usaha|program|kabupaten|kecamatan|desa|kelurahan|wilayah|kegiatan|bantuan|barang)).*
    | .*_nama_(ketua|penerima|anggota|petugas|pendamping|ibu) | (ketua|penerima|anggota)_nama | name | full_name
    | (recipient|officer|member|leader)_name | ketua(_kelompok)? | ibu_kandung
    | alamat(_.*)? | address | rt | rw | rt_rw
    | (no|nomor)_?(hp|handphone|telepon|telpon|telp|wa|whatsapp|kontak).* | hp | telepon | telp | whatsapp | phone.*
    | kontak | e_?mail | (no|nomor)_?rek(ening)?.* | rekening.* | norek | bank_account
    | (tempat_)?(tanggal|tgl)_lahir | tempat_lahir | ttl | tempat_(tanggal|tgl)_lahir | umur | usia | birth.*
    | koordinat.* | latitude | longitude | lat | lon | lng | gps.* | _?geolocation | .*_(latitude|longitude)
    | foto.* | photo.* | tanda_tangan | ttd
    """,
    re.VERBOSE,
)

_NAME_OR_ADDRESS = re.compile(r"\b[A-Z][a-z']+(?: [A-Z][a-z']+)+|\b(?i:bin|binti|bte|hj|bpk|jl|gg|rt\W{0,2}\d+)\b")


def is_personal_heading(normalised: str) -> bool:
    """Whether a heading (as `headings.normalised` writes it) names a column of personal data."""
    return _HEADINGS.fullmatch(normalised) is not None


def masked(text: str) -> str:
    """The text with personal numbers covered: NIK, phones, accounts, mail, coordinates, links."""
    return _covered(text, spans_in_text(text))


def is_personal_code(code: str) -> bool:
    """Whether an identifier is, or holds, the number or address of a person."""
    return bool(spans_in_code(code))


def masked_code(code: str, longest: int = 80) -> str:
    """An identifier with what is a person's covered; its own long numbers stay readable."""
    code = code[: 4 * longest]
    return _cut(_covered(code, spans_in_code(code)), longest)


def masked_file_name(name: str) -> str:
    """The path or name of a file or sheet, personal numbers covered; a person's name in it cannot be told."""
    return "/".join(masked(part) for part in name.split("/"))


def masked_cell(text: str, longest: int = 80) -> str:
    """What a report may show of a cell that could not be read: nothing of one that may hold a person."""
    plain = " ".join(text[: 4 * longest].replace("\x00", "\ufffd").split())
    if _NAME_OR_ADDRESS.search(plain) or masked(plain) != plain:
        return MASK
    return _cut(plain, longest)


def _covered(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]}{MASK}{text[end:]}"
    return text


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest] + "…"
