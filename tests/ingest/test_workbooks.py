"""What a cell of a workbook says, whoever wrote it, and which sheets and rows are seen."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from analytics.ingest.report import RefusalError
from analytics.ingest.workbooks import open_workbook, records

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS: Mapping[str, str] = {
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="A" sheetId="1" r:id="s"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="s" Type="{RELATIONS}/worksheet" '
    f'Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="{RELATIONS}/sharedStrings" '
    f'Target="/xl/sharedStrings.xml"/><Relationship Id="f" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    "</Relationships>",
    "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>Kue</t></si><si><r><t>Kue </t></r><r><t>basah</t></r></si>'
    "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si><si><t>a_x000D_b_x005F_x000D_c</t></si></sst>",
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="General"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>",
}  # fmt: skip


def workbook_of(path: Path, rows: str, **parts: str) -> Path:
    """A workbook whose one sheet has these rows, in XML, and these `parts` (by the last word of their name)."""
    parts = {name: parts.get(Path(name).stem, text) for name, text in PARTS.items()}
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return path


def read(path: Path) -> list[list[str | None]]:
    """The first sheet."""
    workbook = open_workbook(path)
    try:
        return [list(record) for record in records(workbook, workbook.sheets[0])]
    finally:
        workbook.close()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<c r="A1"><v>20000000</v></c>', "20000000"),
        ('<c r="A1"><v>2E7</v></c>', "20000000"),
        ('<c r="A1"><v>20000000.0</v></c>', "20000000"),
        ('<c r="A1"><v>1.5</v></c>', "1.5"),
        ('<c r="A1"><v>-3</v></c>', "-3"),
        ('<c r="A1"><v>123456789012345678</v></c>', "123456789012345678"),
        ('<c r="A1" t="str"><v>007</v></c>', "007"),
        ('<c r="A1" t="str"><f>"KUBE-"&amp;1</f><v>KUBE-1</v></c>', "KUBE-1"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="A1" t="e"><f>NA()</f><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="A1" t="b"><v>1</v></c>', "true"),
        ('<c r="A1" t="b"><v>0</v></c>', "false"),
        ('<c r="A1" t="d"><v>2023-03-15T10:00:00</v></c>', "2023-03-15"),
        ('<c r="A1" t="s"><v>0</v></c>', "Kue"),
        ('<c r="A1" t="s"><v>1</v></c>', "Kue basah"),
        ('<c r="A1" t="s"><v>2</v></c>', "東京"),
        ('<c r="A1" t="s"><v>3</v></c>', "a\rb_x000D_c"),
        ('<c r="A1" t="inlineStr"><is><t>Kue</t></is></c>', "Kue"),
        ('<c r="A1" t="inlineStr"><is><r><t>Kue </t></r><r><t>basah</t></r></is></c>', "Kue basah"),
        ('<c r="A1" t="str"><v>&lt;b&gt; &#233;</v></c>', "<b> é"),
        ('<c r="A1" t="str"><v><![CDATA[<b>]]></v></c>', "<b>"),
        ('<c r="A1" s="1"><v>45000</v></c>', "2023-03-15"),
        ('<c r="A1" s="1"><v>45000.75</v></c>', "2023-03-15"),
        ('<c r="A1" s="1"><v>0.5</v></c>', "12:00:00"),
        ('<c r="A1" s="1"><v>99999999</v></c>', "#VALUE!"),
        ('<c r="A1" s="0"><v>45000</v></c>', "45000"),
    ],
)
def test_a_cell_says_what_a_spreadsheet_shows(cell: str, said: str, tmp_path: Path) -> None:
    assert read(workbook_of(tmp_path / "b.xlsx", f'<row r="1">{cell}</row>')) == [[said]]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("dd/mm/yyyy", "2023-03-15"),
        ("[$-421]dd mmmm yyyy;@", "2023-03-15"),
        ("mmm-yy", "2023-03-15"),
        ("h:mm", "2023-03-15"),
        ('#,##0 "hari"', "45000"),
        ('"Rp"#,##0', "45000"),
        ("[Red]#,##0;[Blue]-#,##0", "45000"),
        ("0.00E+00", "45000"),
        ("#,##0_d", "45000"),
        ("[h]:mm", "45000 days, 0:00:00"),
    ],
)
def test_a_number_is_a_day_where_its_format_shows_one(code: str, said: str, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as workbook:
        workbook.add_worksheet().write(0, 0, 45000, workbook.add_format({"num_format": code}))
    assert read(tmp_path / "b.xlsx") == [[said]]


@pytest.mark.parametrize("counted_from_1904", [False, True])
def test_days_are_the_same_whatever_day_they_are_counted_from(counted_from_1904: bool, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx", {"date_1904": counted_from_1904}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        workbook.add_worksheet().write_datetime(0, 0, datetime(2024, 2, 29), day)
    assert read(tmp_path / "b.xlsx") == [["2024-02-29"]]


def test_another_writer_says_the_same(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["KUBE-1", 20_000_000, 1.5, date(2022, 3, 5), datetime(2022, 3, 5, 10), True, None, "Kue"])
    workbook.save(tmp_path / "b.xlsx")
    said = ["KUBE-1", "20000000", "1.5", "2022-03-05", "2022-03-05", "true", None, "Kue"]
    assert read(tmp_path / "b.xlsx") == [said]


@pytest.mark.parametrize(
    ("rows", "seen"),
    [
        ('<row r="3"><c r="C3"><v>1</v></c></row>', [[], [], [None, None, "1"]]),
        ('<row r="1"/><row r="2"><c r="B2"/><c r="A2"><v>1</v></c></row>', [[], ["1"]]),
        ("<row><c/><c><v>1</v></c></row><row/><row><c><v>2</v></c></row>", [[None, "1"], [None, None], ["2", None]]),
        ('<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>', [["1", None, "3"]]),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>', [["1"]]),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="9999999"><c r="A9999999"><v>2</v></c></row>', [["1"]]),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576" s="1"/></row>', [["1"]]),
        ('<row r="1"><c r="A1" t="str"><v></v></c><c r="B1"><v/></c></row>', []),
        ("", []),
    ],
)
def test_cells_stand_where_a_spreadsheet_shows_them(rows: str, seen: list[list[str | None]], tmp_path: Path) -> None:
    assert read(workbook_of(tmp_path / "b.xlsx", rows)) == seen


def test_what_a_sheet_says_of_its_size_is_not_asked(tmp_path: Path) -> None:
    sheet = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:A1"/><sheetData><row r="2"><c r="B2"><v>1</v></c></row>'
    workbook_of(tmp_path / "b.xlsx", "")
    with zipfile.ZipFile(tmp_path / "c.xlsx", "w") as package:
        for name, text in PARTS.items():
            package.writestr(name, text)
        package.writestr("xl/worksheets/sheet1.xml", f"{sheet}</sheetData></worksheet>")
    assert read(tmp_path / "c.xlsx") == [[], [None, "1"]]


def test_elements_may_bear_a_prefix(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as package:
        for name, text in PARTS.items():
            package.writestr(name, text)
        package.writestr(
            "xl/worksheets/sheet1.xml",
            f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData>'
            "</x:worksheet>",
        )
    assert read(tmp_path / "b.xlsx") == [["1"]]


def test_only_visible_sheets_of_cells_are_seen(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as workbook:
        shown, hidden, very_hidden = (workbook.add_worksheet(name) for name in ("shown", "hidden", "very hidden"))
        hidden.hide()
        very_hidden.very_hidden()
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=shown!$A$1:$A$2"})
        workbook.add_chartsheet("chart").set_chart(chart)
        shown.write(0, 0, 1)
        workbook.add_worksheet("empty")
    workbook = open_workbook(tmp_path / "b.xlsx")
    assert [(sheet.title, [*records(workbook, sheet)]) for sheet in workbook.sheets] == [
        ("shown", [["1"]]), ("empty", []),
    ]  # fmt: skip
    workbook.close()


LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "parts",
    [
        {"workbook": "<workbook><sheets><sheet name='A'/></sheets></workbook>"},
        {"workbook": PARTS["xl/workbook.xml"].replace('r:id="s"', 'r:id="other"')},
        {"workbook": PARTS["xl/workbook.xml"][:-5]},
        {"workbook": LAUGHS + PARTS["xl/workbook.xml"].replace('name="A"', 'name="&b;"')},
        {"sharedStrings": LAUGHS + PARTS["xl/sharedStrings.xml"].replace("Kue", "&b;")},
        {"sharedStrings": "\x01"},
        {"styles": PARTS["xl/styles.xml"].replace('numFmtId="14"', 'numFmtId="x"')},
    ],
)
def test_a_damaged_part_is_a_refusal(parts: dict[str, str], tmp_path: Path) -> None:
    workbook_of(tmp_path / "b.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>', **parts)
    with pytest.raises(RefusalError, match="damaged_workbook"):
        open_workbook(tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>x</v></c></row>',
        '<row r="x"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="?1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1" s="1"><v>x</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v>',
        '<row r="1"><c r="A1" t="str"><v>&undefined;</v></c></row>',
    ],
)
def test_a_damaged_sheet_is_a_refusal(rows: str, tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match="damaged_workbook"):
        read(workbook_of(tmp_path / "b.xlsx", rows))


def damaged(workbook: Path, mark: bytes, byte: int) -> Path:
    """The workbook with a byte changed, counted from where a mark stands last."""
    content = bytearray(workbook.read_bytes())
    content[content.rindex(mark) + byte] ^= 0xFF
    workbook.write_bytes(content)
    return workbook


@pytest.mark.parametrize(
    ("mark", "byte"),
    [(b"<row", 2), (b"PK\x01\x02", 8), (b"PK\x01\x02", 10), (b"PK\x01\x02", 24), (b"PK\x01\x02", 42)],
    ids=["content", "flags", "packing", "size", "place"],
)
def test_a_damaged_package_is_a_refusal(mark: bytes, byte: int, tmp_path: Path) -> None:
    workbook = workbook_of(tmp_path / "b.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    with pytest.raises(RefusalError, match="damaged_workbook"):
        read(damaged(workbook, mark, byte))
