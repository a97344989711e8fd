"""Parts of workbooks: XML by pieces, so that no more than a few rows are held and no entity is expanded.

A part is cut where an element of one name ends and each piece is parsed between the part's own beginning and end: this
takes a third of the time of an event for every element.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree
from zipfile import BadZipFile

PIECE_BYTES = 1 << 18
MAX_PIECE = 64_000_000
"""An element larger than this is none that a spreadsheet writes."""
FAULTS = (
    ElementTree.ParseError, LookupError, ValueError, ArithmeticError, EOFError, OSError, RuntimeError, zlib.error,
    BadZipFile,
)  # fmt: skip
"""What a part raises that is not as it should be. Errors of memory are none of these."""

_OPENING = re.compile(rb"<(?![?!])(?P<name>[^\s/>]+)[^>]*>")


def parsed(xml: bytes) -> ElementTree.Element:
    """A small part, whole. Raises one of FAULTS, also where it declares entities."""
    return ElementTree.fromstring(declares_nothing(xml))


def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rsplit("}", 1)[-1]


def named(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The elements of a name, whatever their namespace: strict and transitional workbooks differ in it alone."""
    return (one for one in root.iter() if isinstance(one.tag, str) and local(one.tag) == name)


def elements(stream: IO[bytes], name: str) -> Iterator[ElementTree.Element]:
    """The elements of a name, which do not stand in one another, in order. Raises one of FAULTS."""
    first = re.compile(rb"<(?:[\w.-]+:)?" + name.encode() + rb"[\s/>]")
    before, rest = b"", stream.read(PIECE_BYTES)
    while not (found := first.search(rest)) and (more := _next(stream, rest)):
        rest += more
    declares_nothing(rest[: found.start()] if found else rest)
    if not found:
        parsed(rest)
        return
    before, rest = rest[: found.start()], rest[found.start() :]
    opening = _OPENING.search(before)
    if not opening:
        raise ValueError(name)
    prefix = found[0][1 : -1 - len(name)]
    end = b"</" + prefix + name.encode() + b">"
    root, root_end = opening[0], b"</" + opening["name"] + b">"
    while True:
        at = rest.rfind(end)
        if at >= 0:
            piece = root + rest[: at + len(end)] + root_end
            yield from (one for one in ElementTree.fromstring(piece) if local(one.tag) == name)
            rest = rest[at + len(end) :]
        more = _next(stream, rest)
        if not more:
            break
        rest += more
    yield from named(ElementTree.fromstring(before + rest), name)


def _next(stream: IO[bytes], held: bytes) -> bytes:
    if len(held) > MAX_PIECE:
        raise ValueError("an element that never ends")
    return stream.read(PIECE_BYTES)


def declares_nothing(xml: bytes) -> bytes:
    """The beginning of a part. Raises ValueError where it declares entities, of which a few can grow to gigabytes."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise ValueError("declares entities")
    return xml
