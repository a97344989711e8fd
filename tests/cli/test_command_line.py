"""The command line: exits, the report, one sentence for an error."""

from __future__ import annotations

import csv
import errno
import json
import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.cli import write_file
from analytics.cli.contracts import contract_text
from analytics.i18n import catalog
from analytics.ingest.choices import Choices
from analytics.ingest.recipe_files import keep_recipe
from analytics.ingest.recipes import Recipe
from analytics.store import durable
from tests.conftest import write_export

GRANT = {
    "grant_id": "UEP-1",
    "programme": "UEP",
    "regency": "Berau",
    "amount_idr": 5_000_000,
    "disbursed_on": "2024-06-10",
}
Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("import", path, ...)` on a store of its own."""

    def ran(command: str, *arguments: object) -> int:
        return main([command, "--store", str(tmp_path / "store"), *map(str, arguments)])

    return ran


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_export(tmp_path / "bantuan.csv", [GRANT, {**GRANT, "grant_id": "UEP-2", "amount_idr": "rusak"}])


def test_exits_tell_what_came_of_it(run: Run, export: Path, tmp_path: Path) -> None:
    assert run("import", export) == 3
    assert run("import", write_export(tmp_path / "good.csv", [GRANT])) == 0
    assert run("import", tmp_path / "missing.csv") == 4


def test_the_version_is_that_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (ended.value.code, capsys.readouterr().out) == (0, f"{project['version']}\n")


@pytest.mark.parametrize(
    "arguments", [["import"], ["import", "--as-of", "yesterday", "x.csv"], ["table", "people"], []]
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


@pytest.mark.parametrize(("lang", "sentence"), [("id", "bukan jumlah rupiah"), ("en", "is no amount of rupiah")])
def test_the_report_is_in_the_language_of_the_reader(
    run: Run, export: Path, tmp_path: Path, lang: str, sentence: str
) -> None:
    run("import", "--lang", lang, "--as-of", "2025-12-31", "--report", tmp_path / "report.json", export)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["outcome"], report["version"], report["as_of"]) == ("accepted_in_part", "0001", "2025-12-31")
    (file,) = report["files"]
    assert file == {
        "file": "bantuan.csv", "table": "grants", "records": 2, "accepted": 1, "rejected": 1, "ignored": 0,
        "refused_because": None,
    }  # fmt: skip
    (item,) = report["rejected"]
    assert [item[key] for key in ("file", "row", "column", "found", "reason")] == [
        "bantuan.csv", 3, "amount_idr", "rusak", "bad_amount",
    ]  # fmt: skip
    assert sentence in item["message"] and item["remedy"]


def test_rejected_rows_are_told_reason_by_reason_the_most_frequent_first(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [{**GRANT, "grant_id": f"UEP-{at}", "amount_idr": "rusak"} for at in range(30)]
    run("import", "--lang", "en", write_export(tmp_path / "b.csv", [GRANT, {**GRANT, "grant_id": ""}, *bad]))
    told = [line for line in capsys.readouterr().out.splitlines() if "b.csv, row" in line]
    assert [line.split(",")[0].split()[0] for line in told] == ["30", "1"]
    assert "row 4" in told[0] and "row 3" in told[1]


def test_a_recipe_is_named(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    renamed = {("Besarnya" if name == "amount_idr" else name): value for name, value in GRANT.items()}
    path = write_export(tmp_path / "b.csv", [renamed])
    assert run("import", path) == 4
    keep_recipe(tmp_path / "store", Recipe("Bantuan", ("x",), Choices(columns={"Besarnya": "amount_idr"})))
    assert run("import", "--recipe", "Berau", path) == 4
    assert run("import", "--recipe", "Bantuan", "--lang", "en", path) == 0
    assert catalog("en")("ingest.warning.recipe_applied", recipe="Bantuan") in capsys.readouterr().out


def test_the_report_is_written_for_refused_imports_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    assert run("import", "--report", tmp_path / "report.json", tmp_path / "empty.csv") == 4
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["outcome"], report["version"]) == ("refused", None)
    assert report["files"][0]["refused_because"] == "empty_file"


def test_an_import_that_would_drop_rows_says_the_number(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", write_export(tmp_path / "two.csv", [GRANT, {**GRANT, "grant_id": "UEP-2"}]))
    one = write_export(tmp_path / "one.csv", [GRANT])
    capsys.readouterr()
    assert run("import", "--lang", "en", one) == 4
    assert catalog("en")("ingest.refused.would_drop_rows", rows="1") in capsys.readouterr().err
    assert run("import", "--allow-drop", "1", one) == 0


def test_a_table_named_with_its_path(run: Run, export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", "--lang", "en", f"visits={export}") == 4
    assert "looks like grants, not visits" in capsys.readouterr().err


def test_a_folder_is_a_batch(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    write_export(folder / "bantuan.csv", [GRANT])
    write_export(folder / "kunjungan.csv", [{"grant_id": "UEP-1", "visited_on": "2025-01-01", "status": "tutup"}])
    (folder / "catatan.docx").touch()
    assert run("import", folder) == 0


def test_a_folder_without_exports(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bare").mkdir()
    assert run("import", tmp_path / "bare") == 4
    assert capsys.readouterr().err


@pytest.mark.parametrize("file_format", ["csv", "json", "parquet"])
def test_a_table_goes_out(run: Run, export: Path, tmp_path: Path, file_format: str) -> None:
    run("import", export)
    out = tmp_path / f"out.{file_format}"
    assert run("table", "grants", "--format", file_format, "--out", out) == 0
    assert out.stat().st_size > 0


def test_a_table_in_csv_has_the_columns_of_the_contract(run: Run, export: Path, tmp_path: Path) -> None:
    run("import", export)
    run("table", "grants", "--out", tmp_path / "out.csv")
    (row,) = csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8"))
    assert (row["grant_id"], row["regency_code"], row["amount_idr"], row["disbursed_on"], row["members"]) == (
        "UEP-1", "64.03", "5000000", "2024-06-10", "",
    )  # fmt: skip


def test_no_data_is_one_sentence(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("table", "grants") == 4
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "Traceback" not in said


def test_without_an_import_the_usual_store_answers_from_the_sample_and_says_so(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("figures", "--indicator", "grants") == 4
    assert capsys.readouterr().out == ""
    monkeypatch.setattr("analytics.cli.STORE", tmp_path / "store")
    assert run("figures", "--indicator", "grants", "--format", "json") == 0
    said = capsys.readouterr()
    assert json.loads(said.out)[0]["is_sample"]
    assert said.err == f"{catalog('id')('frame.sample')}\n"


def test_the_rows_behind_a_figure_go_out(run: Run, export: Path, tmp_path: Path) -> None:
    run("import", export)
    assert run("rows", "--figure", "persistence_rate", "--out", tmp_path / "rows.xlsx") == 0
    assert (tmp_path / "rows.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("key", "out", "said"),
    [
        ("grants", "rows.csv", "rows.csv does not end in .xlsx"),
        ("grants_per_1000_poor", "rows.xlsx", "not calculated from grants"),
    ],
)
def test_rows_that_cannot_be_had_are_one_sentence(
    run: Run, export: Path, tmp_path: Path, key: str, out: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", export)
    assert run("rows", "--figure", key, "--out", tmp_path / out, "--lang", "en") == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("lacking", "lang"), [("packages", "id"), ("java", "id"), ("java", "en")])
def test_spark_that_is_not_there_is_one_sentence(
    run: Run, export: Path, tmp_path: Path, lacking: str, lang: str,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    run("import", export)
    monkeypatch.setattr("analytics.cli.figures.find_spec", lambda name: None if lacking == "packages" else name)
    monkeypatch.setattr("analytics.cli.figures.shutil.which", lambda name: None if lacking == "java" else name)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert run("figures", "--engine", "spark", "--parquet", tmp_path / "parquet", "--lang", lang) == 2
    said = capsys.readouterr().err
    assert "pip install -r requirements-spark.txt" in said
    assert "default-jre-headless" in said


def test_a_memo_is_a_pdf(run: Run, tmp_path: Path) -> None:
    run("import", write_export(tmp_path / "good.csv", [GRANT]))
    assert run("memo", "--where", "programme=UEP", "--as-of", "2024-06-10", "--out", tmp_path / "memo.pdf") == 0
    assert (tmp_path / "memo.pdf").read_bytes().startswith(b"%PDF-")


def test_every_figure_goes_into_a_workbook(run: Run, export: Path, tmp_path: Path) -> None:
    run("import", export)
    assert run("figures", "--format", "xlsx", "--out", tmp_path / "angka.xlsx") == 0
    assert (tmp_path / "angka.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("asked", [(), ("--out", "angka.xlsx", "--by", "programme")])
def test_the_workbook_is_of_everything_and_a_file(
    run: Run, export: Path, asked: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", export)
    assert run("figures", "--format", "xlsx", *asked) == 2
    assert "--out" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("out", "status", "sentence"),
    [
        ("memo.docx", 2, "The file name memo.docx does not end in .pdf."),
        ("nowhere/memo.pdf", 4, "cannot be read or written"),
    ],
)
def test_a_memo_that_cannot_be_written_is_one_sentence(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str, status: int, sentence: str
) -> None:
    run("import", write_export(tmp_path / "good.csv", [GRANT]))
    capsys.readouterr()
    assert run("memo", "--lang", "en", "--out", tmp_path / out) == status
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1


def test_a_memo_of_a_named_folder_without_data_is_refused(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("memo", "--out", tmp_path / "memo.pdf") == 4
    assert capsys.readouterr().err == f"{catalog('id')('store_error.no_data')}\n"


def test_versions_and_going_back(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for amount in (5_000_000, 4_500_000):
        run("import", write_export(tmp_path / "grants.csv", [{**GRANT, "amount_idr": amount}]))
    assert run("versions", "--restore", "0001") == 0
    capsys.readouterr()
    run("versions")
    assert [line[:6] for line in capsys.readouterr().out.splitlines()] == ["  0002", "* 0001"]
    assert run("versions", "--restore", "0009") == 2


def test_an_older_version_is_asked_and_one_that_is_not_there_is_told(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for amount in (5_000_000, 4_500_000):
        run("import", write_export(tmp_path / "grants.csv", [{**GRANT, "amount_idr": amount}]))
    capsys.readouterr()
    assert run("table", "grants", "--version", "0001", "--format", "json", "--out", tmp_path / "grants.json") == 0
    (row,) = json.loads((tmp_path / "grants.json").read_text(encoding="utf-8"))
    assert row["amount_idr"] == 5_000_000
    for ask in (["table", "grants"], ["figures"], ["memo", "--out", tmp_path / "memo.pdf"]):
        assert run(*ask, "--version", "0009") == 2
        said = catalog("id")("store_error.unknown_version", version="0009", known="0002, 0001")
        assert capsys.readouterr().err == f"{said}\n"


def test_the_description_of_exports_is_that_of_the_contract() -> None:
    written = Path(__file__).parents[2] / "data" / "README.md"
    assert written.read_text(encoding="utf-8") == contract_text()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--where", "regency=64.99"], "64.72"),
        (["--where", "programme=UPE"], "KUBE, WRSE, UEP"),
        (["--where", "cohort_year=1999"], "2024"),
        (["--as-of", "2031-01-01"], "2024"),
        (["--as-of", "1999-01-01"], "2010"),
    ],
)
def test_what_the_data_does_not_have_is_wrong_usage_and_told_with_what_it_has(
    run: Run, export: Path, capsys: pytest.CaptureFixture[str], asked: list[str], said: str
) -> None:
    run("import", "--as-of", "2025-12-31", export)
    capsys.readouterr()
    assert run("figures", "--indicator", "grants", *asked) == 2
    captured = capsys.readouterr()
    assert (captured.out, said in captured.err) == ("", True)


def test_an_earlier_version_is_asked_by_its_id(run: Run, export: Path, tmp_path: Path) -> None:
    run("import", "--as-of", "2025-12-31", export)
    run("import", "--as-of", "2025-12-31", "--add", write_export(tmp_path / "b.csv", [{**GRANT, "grant_id": "UEP-99"}]))
    counted = []
    for version in ("0001", "0002"):
        out = tmp_path / f"{version}.json"
        ask = ("figures", "--indicator", "grants", "--format", "json", "--version", version, "--out", out)
        assert run(*ask) == 0
        counted.append(json.loads(out.read_text(encoding="utf-8"))[0]["value"])
    assert counted[1] == counted[0] + 1


def test_a_report_that_cannot_be_written_refuses_the_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 4 means that nothing changed: the report is opened before, not found to have no place after."""
    export = write_export(tmp_path / "grants.csv", [GRANT])
    report, store = tmp_path / "missing" / "report.json", tmp_path / "store"
    assert main(["import", "--store", str(store), "--report", str(report), str(export)]) == 4
    assert "report.json" in capsys.readouterr().err
    assert not store.exists()


def test_a_file_that_cannot_be_finished_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "figures.json"
    out.write_text("before")

    def no_room(_path: Path, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(durable, "write_through", no_room)
    with pytest.raises(OSError, match="space"):
        write_file(out, "after")
    assert (out.read_text(), [path.name for path in tmp_path.iterdir()]) == ("before", ["figures.json"])


def test_what_is_no_file_is_written_to_as_it_is() -> None:
    write_file(Path(os.devnull), "text")
    assert not Path(os.devnull).is_file()
