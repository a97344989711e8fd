"""The dashboard on a machine without any network: nothing is asked outside, and nobody waits for what would answer."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT

pytestmark = pytest.mark.browser

APART = ["unshare", "--map-root-user", "--net", "sh", "-c"]
NO_NAMES = "ip link set lo up && ip route add default dev lo"
"""Questions for names leave and are never answered, as behind a firewall that drops them."""
FROZEN_SECONDS = 5
"""A question for a name that is never answered takes ten seconds and more; a busy machine is never silent for five."""


def can_be_apart() -> bool:
    """Whether this system lets a user have a network of their own."""
    has_tools = shutil.which("unshare") and shutil.which("ip")
    return bool(has_tools) and subprocess.run([*APART, NO_NAMES], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_be_apart(), reason="this system gives no network of its own: unshare, ip, or the right")
def test_no_page_asks_outside_and_the_server_is_never_frozen(sample_folder: Path) -> None:
    command = f"{NO_NAMES} && exec {shlex.join([sys.executable, '-m', 'tests.browser.air_gap', str(sample_folder)])}"
    run = subprocess.run([*APART, command], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout.splitlines()[-1])
    assert found["outside"] == []
    assert found["longest_silence_seconds"] < FROZEN_SECONDS
