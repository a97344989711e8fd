"""The content security policy: pages load what this server serves, and run the scripts that it wrote."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(index_html: str, scripts: Iterable[str]) -> str:
    """Allows the scripts that Streamlit's page and our own pages carry, by their digests, and no other inline one."""
    digests = " ".join(f"'sha256-{_digest(one)}'" for one in [*INLINE_SCRIPT.findall(index_html), *scripts])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {digests}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
