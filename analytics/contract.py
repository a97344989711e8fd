"""What an export may hold: one declaration from which loading, checks, the sample, the help and
`data/README.md` are made.

To add a column: add it to its table here, and a sentence on it to `contract.toml` of every language (`column.grants`
and so on); `python -m analytics contract --out data/README.md` describes it. Where a figure needs it, name it in the
`.sql` file that answers the question. A store filled before goes on: the column is NULL in its versions, and in the
rows of theirs that an import keeps.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from analytics.programmes import PROGRAMMES

Kind = Literal["text", "code", "date", "rupiah", "number", "count", "year", "boolean", "choice"]

FIRST_DAY = date(2010, 1, 1)
REJECTED_BELOW_IDR = 500_000
REJECTED_ABOVE_IDR = 100_000_000
MAX_TURNOVER_IDR = 500_000_000
"""A month; three times what makes a business micro (Rp2 miliar a year: PP 7/2021, article 35 (5)), and below every
mobile phone number, which without its zero begins with 8 and has nine digits or more."""
SAMPLE_PREFIX = "CONTOH-"
"""Every grant of the synthetic sample has it, so that no copy of the sample passes for data."""

SQL_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "code": "VARCHAR",
    "date": "DATE",
    "rupiah": "BIGINT",
    "number": "BIGINT",
    "count": "SMALLINT",
    "year": "SMALLINT",
    "boolean": "BOOLEAN",
    "choice": "VARCHAR",
}

BUSINESS_CATEGORIES = (
    "food", "drinks", "fried_snacks", "cakes", "poultry", "livestock", "fish", "farming", "trade", "repair",
    "services", "craft", "other",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of an export, in the product's own name, and what its cells must be.

    - `aliases`: headings seen in exports, compared without case, accents, punctuation or a unit in brackets.
    - `minimum`, `maximum`: outside them the value is bad. A bad value in a `required` column rejects the row,
      in any other it becomes NULL with a warning.
    - `alone_enough`: name of the group of required columns of which one suffices.
    - `derived`: made at import from another column, never read.
    - `pattern`: what the whole of a code must fit, a regular expression.
    - `lasting`: the heading that is taken where others of the column stand beside it: a key that outlasts edits.
    - `left_out`: values of which the row is counted and named, and not loaded.
    - `stored`: False for what is recognised in order to be dropped.
    """

    name: str
    kind: Kind
    required: bool = False
    aliases: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    pattern: str = ""
    lasting: str = ""
    left_out: tuple[str, ...] = ()
    alone_enough: str | None = None
    derived: bool = False
    stored: bool = True

    @property
    def sql_type(self) -> str:
        """The DuckDB type in which the column is stored."""
        return SQL_TYPES[self.kind]


@dataclass(frozen=True)
class Table:
    """One table of an export: its columns, and the keys that tell its rows apart (the first that is filled)."""

    name: str
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError where there is none."""
        return {column.name: column for column in self.columns}[name]

    def missing(self, known: Collection[str]) -> tuple[str, ...]:
        """The required columns that are not among those known; of a group of which one is enough, the first."""
        groups: dict[str, list[str]] = {}
        for column in self.columns:
            if column.alone_enough:
                groups.setdefault(column.alone_enough, []).append(column.name)
        needed = [column.name for column in self.columns if column.required and column.name not in known]
        return (*needed, *(names[0] for names in groups.values() if not set(known) & set(names)))

    @property
    def stored_columns(self) -> tuple[Column, ...]:
        """The columns that reach the store, in order."""
        return tuple(column for column in self.columns if column.stored)

    @property
    def key_hash_sql(self) -> str:
        """SQL for the hash of a row's key: of the first key that is filled, distinguished from the other keys."""
        cases = " ".join(f"when {key[0]} is not null then hash('{key[0]}', {', '.join(key)})" for key in self.keys)
        return f"case {cases} end"


GRANTS = Table(
    "grants",
    (
        Column("grant_id", "code", True, ("id_bantuan", "kode_bantuan", "nomor_registrasi", "kode_kube", "id")),
        Column("programme", "choice", True, ("program", "jenis_program", "jenis_bantuan", "skema"), tuple(PROGRAMMES)),
        Column(
            "regency", "text", False, ("kabupaten", "kabupaten/kota", "kab_kota", "wilayah"),
            alone_enough="regency", stored=False,
        ),
        Column(
            "regency_code", "code", False, ("kode_wilayah", "kode_kabupaten_kota", "kode_kabupaten"),
            alone_enough="regency",
        ),
        Column("district", "text", False, ("kecamatan",)),
        Column("village", "text", False, ("desa", "kelurahan", "desa/kelurahan")),
        Column("business_type", "text", False, ("jenis_usaha", "usaha", "bidang_usaha")),
        Column("business_category", "choice", False, (), BUSINESS_CATEGORIES, derived=True),
        Column(
            "amount_idr", "rupiah", True, ("nilai_bantuan", "jumlah_bantuan", "nominal", "pagu"),
            minimum=REJECTED_BELOW_IDR, maximum=REJECTED_ABOVE_IDR,
        ),
        Column("members", "count", False, ("jumlah_anggota", "anggota"), minimum=1, maximum=100),
        Column("recipient_id", "code", False, ("kode_penerima",)),
        Column("goods", "text", False, ("jenis_barang", "alat")),
        Column("mentored", "boolean", False, ("pendampingan",)),
        Column(
            "baseline_turnover_idr", "rupiah", False, ("omzet_awal", "pendapatan_awal"),
            minimum=0, maximum=MAX_TURNOVER_IDR,
        ),
        Column("women_members", "count", False, ("anggota_perempuan",), minimum=0, maximum=100),
        Column("recipient_sex", "choice", False, ("jenis_kelamin", "jk"), ("F", "M")),
        Column("disbursed_on", "date", True, ("tanggal_penyaluran", "tgl_salur", "tgl_bast")),
        Column("assessed_on", "date", False, ("tanggal_asesmen",)),
        Column("verified", "boolean", False, ("terverifikasi",)),
        Column(
            "welfare_decile", "count", False, ("desil", "desil_dtsen", "peringkat_kesejahteraan"),
            minimum=1, maximum=10,
        ),
        Column(
            "poverty_register", "choice", False, ("basis_data", "status_dtks"), ("DTKS", "P3KE", "DTSEN", "PKH", "none")
        ),
        Column("kbli", "code", False, ("kode_kbli",), pattern=r"\d{2}(\d{3})?"),
        Column(
            "disbursement_state", "choice", False, ("status_pencairan", "status_penyaluran"),
            ("disbursed", "planned", "cancelled"), left_out=("planned", "cancelled"),
        ),
        Column("budget_year", "year", False, ("tahun_anggaran", "ta"), minimum=2010, maximum=2100),
        Column("funding_source", "choice", False, ("sumber_dana",), ("APBD", "APBD-P", "APBN", "other")),
    ),
    keys=(("grant_id",),),
)  # fmt: skip

VISITS = Table(
    "visits",
    (
        Column("visit_id", "code", False, ("id_kunjungan", "rootuuid", "_uuid"), lasting="rootuuid"),
        Column("grant_id", "code", True, ("id_bantuan", "kode_bantuan", "kode_kube")),
        Column("visited_on", "date", True, ("tanggal_kunjungan", "tgl_monev", "tanggal")),
        Column(
            "status", "choice", True, ("status_usaha", "kondisi_usaha"), ("running", "closed", "moved", "not_found")
        ),
        Column(
            "kube_class", "choice", False, ("klasifikasi_kube", "kelas_kube", "perkembangan"),
            ("tumbuh", "berkembang", "mandiri"),
        ),
        Column("officer_role", "choice", False, ("petugas",), ("PSM", "TKSK", "PENDAMPING", "OTHER")),
        Column("officer_code", "code", False, ("kode_petugas",)),
        Column("active_members", "count", False, ("anggota_aktif",), minimum=0, maximum=100),
        Column("workers_employed", "count", False, ("tenaga_kerja",), minimum=0, maximum=1000),
        Column(
            "monthly_turnover_idr", "rupiah", False, ("omzet", "omset", "pendapatan"),
            minimum=0, maximum=MAX_TURNOVER_IDR,
        ),
        Column("visit_reason", "choice", False, ("alasan_kunjungan",), ("routine", "audit", "complaint")),
        Column(
            "obstacle", "choice", False, ("kendala", "hambatan"),
            ("market", "capital", "materials", "skill", "health", "conflict", "location", "other"),
        ),
        Column(
            "review_state", "choice", False,
            ("_validation_status", "validation_status", "status_validasi", "reviewstate"),
            ("approved", "rejected"), left_out=("rejected",),
        ),
        Column("notes", "text", False, ("keterangan", "catatan"), stored=False),
    ),
    keys=(("visit_id",), ("grant_id", "visited_on")),
)  # fmt: skip

TARGETS = Table(
    "targets",
    (
        Column("year", "year", True, ("tahun", "tahun_anggaran", "ta"), minimum=2010, maximum=2100),
        Column(
            "regency", "text", False, ("kabupaten", "kabupaten/kota", "kab_kota", "wilayah"),
            alone_enough="regency", stored=False,
        ),
        Column("regency_code", "code", False, ("kode_wilayah", "kode_kabupaten_kota"), alone_enough="regency"),
        Column("programme", "choice", True, ("program", "jenis_program", "jenis_bantuan"), tuple(PROGRAMMES)),
        Column("target_grants", "count", True, ("target", "target_bantuan", "sasaran"), minimum=0, maximum=32_000),
        Column("target_amount_idr", "rupiah", False, ("target_nilai", "target_anggaran"), minimum=0),
    ),
    keys=(("year", "regency_code", "programme"),),
)  # fmt: skip

REGENCIES = Table(
    "regencies",
    (
        Column("regency_code", "code", True, ("kode_wilayah",)),
        Column("bps_code", "code", True, ("kode_bps",)),
        Column("regency_name", "text", True, ("nama_wilayah", "kabupaten_kota")),
        Column("regency_type", "choice", True, ("jenis_wilayah",), ("kabupaten", "kota")),
        Column("capital", "text", False, ("ibu_kota",)),
        Column("district_count", "count", False, ("jumlah_kecamatan",), minimum=0),
        Column("poor_people", "number", True, ("penduduk_miskin",), minimum=0),
        Column("poor_people_year", "year", True, ("tahun_penduduk_miskin",), minimum=2010, maximum=2100),
    ),
    keys=(("regency_code",),),
)

TABLES: dict[str, Table] = {table.name: table for table in (GRANTS, VISITS, TARGETS, REGENCIES)}
