"""Workbooks made byte by byte, for formats that no pinned library writes: ODS, flat ODS, XLS (BIFF8), XLSB."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

Cell = str | int | float | None
Rows = Sequence[Sequence[Cell]]

OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ods_table(name: str, rows: Rows, *, is_hidden: bool = False) -> str:
    style = "ta2" if is_hidden else "ta1"
    body = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}" table:style-name="{style}">{body}</table:table>'


def ods_cell(cell: Cell, attributes: str = "") -> str:
    if cell is None:
        return f"<table:table-cell {attributes}/>"
    kind = f'office:value-type="float" office:value="{cell}"' if not isinstance(cell, str) else ""
    kind = kind or 'office:value-type="string"'
    return f"<table:table-cell {kind} {attributes}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def ods(*tables: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", OPEN_DOCUMENT, zipfile.ZIP_STORED)
        package.writestr("content.xml", _document("document-content", "", tables))
    return packed.getvalue()


def fods(*tables: str) -> bytes:
    return _document("document", f'office:mimetype="{OPEN_DOCUMENT}"', tables).encode()


def _document(name: str, attributes: str, tables: Sequence[str]) -> str:
    hidden = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:{name} {_NAMESPACES} {attributes}>'
        f"<office:automatic-styles>{hidden}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{''.join(tables)}</office:spreadsheet></office:body></office:{name}>"
    )


def xls(name: str, rows: Rows) -> bytes:
    """One sheet in BIFF8 within an OLE container of 512-byte sectors."""
    stream = _biff(name, rows).ljust(16 * _SECTOR, b"\0")
    stream = stream.ljust(-(-len(stream) // _SECTOR) * _SECTOR, b"\0")
    sectors = len(stream) // _SECTOR
    chain = [_FAT, _END, *range(3, sectors + 2), _END]
    assert len(chain) <= _SECTOR // 4
    fat = struct.pack(f"<{_SECTOR // 4}I", *chain, *[_FREE] * (_SECTOR // 4 - len(chain)))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0)
        + struct.pack("<109I", 0, *[_FREE] * 108)
    )  # fmt: skip
    entries = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 2, len(stream)) + bytes(256)
    return header + fat + entries + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, _FREE, child)
        + bytes(36) + struct.pack("<IQ", start, size)
    )  # fmt: skip


def _biff(name: str, rows: Rows) -> bytes:
    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def text(said: str) -> bytes:
        return struct.pack("<HB", len(said), 1) + said.encode("utf-16-le")

    begin = struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 6)
    sheet = struct.pack("<IBBBB", 0, 0, 0, len(name), 0) + name.encode("latin-1")
    before = len(record(0x0809, begin)) + len(record(0x0085, sheet)) + len(record(0x0A, b""))
    sheet = struct.pack("<I", before) + sheet[4:]
    cells = b"".join(
        record(0x0204, struct.pack("<HHH", row, column, 0) + text(cell))
        if isinstance(cell, str)
        else record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
        for row, record_ in enumerate(rows)
        for column, cell in enumerate(record_)
        if cell is not None
    )
    of_sheet = struct.pack("<HHHHII", 0x0600, 16, 0, 0, 0, 6)
    book = record(0x0809, begin) + record(0x0085, sheet) + record(0x0A, b"")
    return book + record(0x0809, of_sheet) + cells + record(0x0A, b"")


def xlsb(name: str, rows: dict[int, Sequence[Cell]], first_column: int = 0) -> bytes:
    """One sheet of a binary workbook; `rows` by their numbers from 0."""

    def number(value: int) -> bytes:
        said = b""
        while value > 0x7F:
            said += bytes([value & 0x7F | 0x80])
            value >>= 7
        return said + bytes([value])

    def record(kind: int, content: bytes = b"") -> bytes:
        return number(kind) + number(len(content)) + content

    def wide(said: str) -> bytes:
        return struct.pack("<I", len(said)) + said.encode("utf-16-le")

    cells = b""
    last = max((len(row) for row in rows.values()), default=1) + first_column - 1
    for at, row in rows.items():
        cells += record(0, struct.pack("<IIHHBI", at, 0, 0, 0, 0, 0))
        for column, cell in enumerate(row, start=first_column):
            if isinstance(cell, str):
                cells += record(6, struct.pack("<II", column, 0) + wide(cell))
            elif cell is not None:
                cells += record(5, struct.pack("<IId", column, 0, cell))
    sheet = record(129) + record(148, struct.pack("<IIII", 0, max(rows), 0, last)) + record(145)
    sheet += cells + record(146) + record(130)
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide(name))
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.bin", book + record(144) + record(132))
        package.writestr("xl/_rels/workbook.bin.rels", rels)
        package.writestr("xl/worksheets/sheet1.bin", sheet)
    return packed.getvalue()
