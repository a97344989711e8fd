"""The memo as a document: of what it is, on every page; read aloud, printed again, and never run as a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from analytics.answers.memo_contents import memo_contents
from analytics.documents.memo import decision_memo
from analytics.i18n import catalog
from analytics.ingest.load import import_exports
from analytics.store.database import Store
from analytics.wording.estimates import scope_words
from tests.conftest import LATEST, NOW, write_export
from tests.documents.conftest import Memo, pages, read, words
from tests.sentences import says
from tests.spec.tables import BERAU, RUNNING, TEN, StoreOf, Tables

MAHAKAM_ULU = "64.11"
MARKUP = '#panic("x") *tebal* $a_b$ <l> @ref [y]'


def test_the_sample_is_marked_on_every_page(sample_memo: PdfReader) -> None:
    assert [catalog("id")("frame.sample") in page for page in pages(sample_memo)] == [True] * 3


def test_other_data_is_not_called_a_sample(memo: Memo) -> None:
    assert "sintetis" not in words(memo(Tables().add(1, "KUBE")))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_it_takes_three_pages_at_most(sample: Store, lang: str) -> None:
    assert len(read(sample, lang).pages) <= 3


def test_where_every_row_says_why_it_is_withheld_it_takes_three_too(sample: Store) -> None:
    assert len(read(sample, "id", where={"regency": [MAHAKAM_ULU]}).pages) == 3


def test_every_page_says_day_version_and_filters(memo: Memo) -> None:
    tables = Tables().add(30, "UEP", RUNNING, regencies=TEN)
    where = {"regency": [BERAU], "programme": ["UEP"]}
    for page in pages(memo(tables, where=where)):
        assert catalog("id")("frame.picture_of", day="30 Juni 2025", version="0001") in page
        assert scope_words(catalog("id"), where, {BERAU: "Berau"}) in page


def test_filters_too_long_for_a_foot_stand_on_the_first_page(memo: Memo) -> None:
    first, *others = pages(memo(Tables().add(30, "KUBE", regencies=TEN), where={"regency": list(TEN) * 2}))
    assert says(first, "frame.filtered")
    assert "Paser, Kutai Kartanegara" in first
    assert all(catalog("id")("memo.filters") in page for page in others)


def test_a_filter_for_a_programme_is_said_not_to_hold_where_both_kinds_are_asked_for(memo: Memo) -> None:
    tables = Tables().add(1, "KUBE").add(1, "UEP")
    said = words(memo(tables, where={"programme": ["KUBE"]}))
    assert says(said, "memo.programme_filter")
    assert catalog("id")("comparison.missing.individual") not in said


def test_markup_in_a_district_is_text(memo: Memo) -> None:
    tables = Tables().add(1, "KUBE", district=MARKUP)
    where = {"district": [MARKUP]}
    assert scope_words(catalog("id"), where, {}) in words(memo(tables, where=where))


def test_markup_in_the_name_of_a_file_is_text_beside_rows_and_hash(tmp_path: Path) -> None:
    export = write_export(tmp_path / f"{MARKUP}.csv", Tables().add(7, "KUBE").grants)
    import_exports(tmp_path / "store", [export], as_of=LATEST, now=NOW)
    store = Store.open(tmp_path / "store")
    (source,) = store.sources("grants")
    assert f"{MARKUP}.csv 7 {source.sha256[:12]}" in words(read(store, "id"))
    store.close()


ODD_NAMES = (
    "laporan 😀", "👨‍👩‍👧‍👦🇮🇩", "日本語", "บ้าน", "हिन्दी", "\u202eterbalik", "e\u0301\u0327\u20dd",
    "\u200b\u2060\ufeff", "\ue000\U000f0000", "\x01\x07\x7f\x85", "\ufffe\uffff", "𝔻𝕒𝕥𝕒", "Ωж",
    "\\u{1F600} \" ` $", "\ud83d", "﷽" * 40,
)  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_no_character_of_a_name_ends_the_memo(sample: Store, name: str) -> None:
    contents = memo_contents(sample, where={"district": [name.encode("utf-8", "replace").decode()]})
    source = replace(next(iter(sample.sources("grants"))), file=f"{name}.csv")
    manifest = replace(contents.head.manifest, sources={"grants": (source,)})
    named = replace(contents, head=replace(contents.head, manifest=manifest))
    for lang in ("id", "en"):
        assert decision_memo(named, catalog(lang)).startswith(b"%PDF")


def test_what_is_replaced_is_said(sample: Store) -> None:
    said = catalog("id")("memo.replaced", sign="\ufffd")
    assert said in words(read(sample, "id", where={"district": ["Desa 😀 Baru"]}))
    assert "Desa \ufffd Baru" in words(read(sample, "id", where={"district": ["Desa 😀 Baru"]}))
    assert said not in words(read(sample, "id", where={"district": ["Desa Baru"]}))


def test_the_same_data_gives_the_same_bytes(store_of: StoreOf) -> None:
    store = store_of(Tables().add(30, "KUBE", RUNNING))
    first, second = (decision_memo(memo_contents(store), catalog("id")) for _ in range(2))
    assert first == second


def test_it_is_dated_by_its_version_and_not_by_the_clock(memo: Memo) -> None:
    metadata = memo(Tables().add(1, "KUBE")).metadata
    assert metadata is not None
    assert metadata.creation_date == NOW == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


def test_it_brings_its_fonts(sample_memo: PdfReader) -> None:
    held = [cast("DictionaryObject", page["/Resources"])["/Font"] for page in sample_memo.pages]
    fonts = [font.get_object() for of_page in held for font in cast("DictionaryObject", of_page).values()]
    assert {font["/BaseFont"].split("+")[1].split("-")[0] for font in fonts} == {"LibertinusSerif"}


def test_it_says_its_language_and_title(sample: Store) -> None:
    english = read(sample, "en")
    assert english.metadata is not None
    assert (english.root_object["/Lang"], english.metadata.title) == ("en", catalog("en")("memo.title"))


def test_it_claims_pdf_ua(sample_memo: PdfReader) -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in cast("StreamObject", sample_memo.root_object["/Metadata"]).get_data()


def test_it_is_read_aloud_by_headings_and_tables_with_heads(sample_memo: PdfReader) -> None:
    roles = Counter(str(element["/S"]) for element in elements(sample_memo))
    # Persistence, survival, the gate, amounts, costs, targets, sources.
    assert (roles["/H1"], roles["/H2"], roles["/Table"]) == (1, 10, 7)
    assert roles["/TH"] == 5 + 5 + 3 + 5 + 3 + 4 + 4


def test_every_row_of_a_picture_says_in_words_what_it_shows(sample_memo: PdfReader) -> None:
    alts = [str(element.get("/Alt", "")) for element in elements(sample_memo) if element["/S"] == "/Figure"]
    # Persistence of three programmes, survival of three at two ages.
    assert len([alt for alt in alts if alt]) == len(alts) == 9
    assert says(alts[0], "figures.persistence.enough", n="697", unit="KUBE", p="42,8%")


def elements(pdf: PdfReader) -> Iterator[DictionaryObject]:
    """The tagged elements in the order of reading."""

    def under(element: DictionaryObject) -> Iterator[DictionaryObject]:
        if "/S" in element:
            yield element
        children = element.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            found = child.get_object()
            if isinstance(found, DictionaryObject) and found.get("/Type") != "/MCR":
                yield from under(found)

    yield from under(cast("DictionaryObject", pdf.root_object["/StructTreeRoot"]))
