"""What a report shows of a cell: words that name no person, in any letter case, and never a name."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.contract import GRANTS, VISITS
from analytics.ingest.load import import_exports
from analytics.ingest.personal import MASK
from analytics.ingest.redaction import shown
from analytics.ingest.vocabulary import Words, read_words
from analytics.store.database import REFERENCE
from tests.conftest import LATEST, NOW, Row, write_export

COLUMNS = {column.name: column for table in (GRANTS, VISITS) for column in table.columns}
CASES = (str, str.upper, str.lower)
NAMES = (
    "Siti Rahmawati", "Budi Santoso", "Muhammad Noor", "Sri Wahyuni", "Andi Tenri", "Yohana Lung", "I Made Sutarja",
    "Nur'aini Hasanah", "Abd. Rahman", "Petrus Ngau", "Murni Lestari", "Untung Slamet", "Bagus Setia Budi",
)  # fmt: skip
CALLED = """
abdul ade adi agung agus ahmad akbar alfian ali alim alya ambar amin aminah amir ana andi andri angga ani anisa
anton ari arief arif arum asih asri astuti ayu aziz bagus bahar bakti bambang basri bejo bella berkah budi bunga
cahaya cahyo cinta citra dani dedi dewi dian dina dwi dyah edi eka eko elok endah endang erna fajar farida fatimah
fitri galih gilang gita guntur hadi halimah hamzah handayani harapan hari harum hasan hasanah hendra heri hidayat
ida ika imam iman indah indra intan irma iwan jaya joko juli juni kartika karya kasih kurnia kusuma laila lestari
lia lina linda made maju makmur manik mansyur mardi mariam marni maryam mawar mega mei melati meri mila minah
muhammad mukti mulia muliadi mulyono murni nanda nita noor nova novi nur nurul permata pratama prima purnama putra
putri rahayu rahman rahmat ratna ratu rejeki rezeki ria rian rika rina rini risa rita rizki rosa rukmini rusli sakti
salim santi santoso sari selamat setia setiawan sinta siti slamet sri subur sugeng sulastri sumiati supri surya
susanti sutrisno tani taufik teguh tini titik tono tri tuti udin umar untung utami wahyu wahyuni wati widodo wulan
yani yanti yati yohana yuli yulia yusuf zainab zul
"""
"""Names of persons that are frequent in Indonesia, those among them that are words as well."""


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(REFERENCE)


@pytest.mark.parametrize("case", [*CASES, str.title])
@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("status", "jalan terus"), ("status", "masih buka tapi sepi"), ("status", "blm dikunjungi"),
        ("status", "tidak berjalan"), ("status", "tutup 2 bulan"), ("programme", "bantuan lainnya"),
        ("business_type", "usaha keluarga"), ("business_type", "ayam geprek"), ("regency", "kutai barat"),
        ("obstacle", "kurang modal"),
    ],
)  # fmt: skip
def test_words_that_name_no_person_are_shown(words: Words, column: str, text: str, case: Callable[[str], str]) -> None:
    assert shown(COLUMNS[column], case(text), words) == case(text)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("column", ["status", "programme", "obstacle", "funding_source"])
def test_a_name_in_a_column_of_few_words_is_covered(
    words: Words, column: str, name: str, case: Callable[[str], str]
) -> None:
    for text in (name, f"{name} masih", f"masih {name}"):
        assert shown(COLUMNS[column], case(text), words) == MASK


@pytest.mark.parametrize("name", ["Siti Rahmawati", "Murni Lestari", "Masih Siti", "siti binti ahmad", "BPK SITI"])
@pytest.mark.parametrize("column", ["business_type", "goods", "district", "regency"])
def test_elsewhere_what_is_written_as_a_name_is_covered(words: Words, column: str, name: str) -> None:
    assert shown(COLUMNS[column], name, words) == MASK


@pytest.mark.parametrize("text", ["Jl. Mawar 5 Siti Rahmawati", "jl mawar 5", "2. Siti Rahmawati", "mawar RT. 05"])
@pytest.mark.parametrize("column", ["business_type", "district", "regency", "status"])
def test_a_name_or_an_address_among_other_words_is_covered(words: Words, column: str, text: str) -> None:
    assert shown(COLUMNS[column], text, words) == MASK


@pytest.mark.parametrize("text", ["masih 081253001122", "tutup 6472014101850001", "buka a@b.co", "081253001122"])
@pytest.mark.parametrize("column", ["status", "business_type"])
def test_numbers_of_persons_are_covered_among_any_words(words: Words, column: str, text: str) -> None:
    assert shown(COLUMNS[column], text, words) == MASK


def test_no_word_of_the_plain_list_is_what_a_person_is_called() -> None:
    with (REFERENCE / "words" / "plain_words.csv").open(encoding="utf-8") as file:
        plain = [row["word"] for row in csv.DictReader(file)]
    assert plain == sorted(set(plain))
    assert set(CALLED.split()) & set(plain) == set()


def test_a_rejected_row_comes_back_with_the_words_that_were_right(tmp_path: Path) -> None:
    row: Row = {
        "grant_id": "KUBE-1", "programme": "KUBE", "regency": "Kutai Barat", "business_type": "Ayam Geprek",
        "district": "Siti Rahmawati", "amount_idr": "rusak", "disbursed_on": "2022-03-05",
    }  # fmt: skip
    export = write_export(tmp_path / "b.csv", [row, {**row, "grant_id": "KUBE-2", "amount_idr": 20_000_000}])
    (back,) = import_exports(tmp_path / "store", [export], as_of=LATEST, now=NOW).rejected_records
    assert back.cells == {**row, "district": MASK}
