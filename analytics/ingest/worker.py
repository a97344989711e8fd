"""The program that imports for `ingest.sandbox`: one request on standard input, answers on standard output."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from typing import Any

from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.versions import StoreError


def main() -> None:
    """Answers with shares of the work done (floats), then with the Report or a StoreError."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a library prints must not come between the answers
        request = pickle.load(sys.stdin.buffer)
        threading.Thread(target=_end_with_who_waits, daemon=True).start()

        def tell(answer: float | Report | StoreError) -> None:
            pickle.dump(answer, answers)
            answers.flush()

        tell(_imported(request, tell))


def _imported(request: dict[str, Any], tell: Any) -> Report | StoreError:
    try:
        return import_exports(**request, progress=tell)
    except StoreError as error:
        return error
    except MemoryError:
        return StoreError("out_of_memory")
    except Exception as error:  # a fault of ours: one sentence for the reader, the store untouched
        return StoreError("import_failed", error=type(error).__name__)


def _end_with_who_waits() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
