"""Pages take turns, so that a dozen visitors at once are not all late."""

from __future__ import annotations

import threading
from contextlib import ExitStack

from pages.shared.opening import MAX_PAGES_AT_ONCE, in_turn

AWHILE_SECONDS = 0.2
MAX_WAIT_SECONDS = 10


def visit(stem: str) -> threading.Thread:
    """Another visitor's page, whose turn comes or does not."""

    def made() -> None:
        with in_turn(stem):
            pass

    thread = threading.Thread(target=made, daemon=True)
    thread.start()
    return thread


def test_a_page_waits_while_as_many_as_may_are_being_made() -> None:
    with ExitStack() as being_made:
        for _ in range(MAX_PAGES_AT_ONCE):
            being_made.enter_context(in_turn("survival"))
        waiting = visit("coverage")
        waiting.join(AWHILE_SECONDS)
        assert waiting.is_alive()
    waiting.join(MAX_WAIT_SECONDS)
    assert not waiting.is_alive()


def test_a_page_that_failed_has_had_its_turn() -> None:
    for _ in range(MAX_PAGES_AT_ONCE + 1):
        try:
            with in_turn("survival"):
                raise ValueError
        except ValueError:
            continue
    visited = visit("survival")
    visited.join(MAX_WAIT_SECONDS)
    assert not visited.is_alive()


def test_the_page_of_imports_waits_for_nobody() -> None:
    with ExitStack() as being_made:
        for _ in range(MAX_PAGES_AT_ONCE):
            being_made.enter_context(in_turn("survival"))
        imports = visit("imports")
        imports.join(MAX_WAIT_SECONDS)
        assert not imports.is_alive()
