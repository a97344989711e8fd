"""Windows has no `resource`, `fcntl` or `/proc`, macOS no `/proc`: nothing here needs them to start.

Libraries come in a version of their own for each system, so only imports made by files of this project are refused.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
ELSEWHERE = """
import builtins, os, sys
from pathlib import Path

ROOT, VENV = Path.cwd(), Path.cwd() / ".venv"
MISSING = {"resource", "fcntl", "termios", "tty", "pty", "pwd", "grp"}
imported = builtins.__import__

def only_what_is_everywhere(name, globals=None, *rest, **named):
    file = Path((globals or {}).get("__file__") or "/")
    if name.split(".")[0] in MISSING and file.is_relative_to(ROOT) and not file.is_relative_to(VENV):
        raise ModuleNotFoundError(f"{file} needs {name}")
    return imported(name, globals, *rest, **named)

def no_proc(event, arguments):
    if event in {"open", "os.listdir", "os.scandir"} and str(arguments[0]).startswith("/proc"):
        raise FileNotFoundError(arguments[0])

import psutil
for name in ("killpg", "mkfifo", "geteuid", "sysconf", "sched_getaffinity", "setsid"):
    delattr(os, name)
builtins.__import__ = only_what_is_everywhere
sys.addaudithook(no_proc)
"""


def ran_elsewhere(script: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", ELSEWHERE + script]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_file_of_the_project_that_needs_resource_or_proc_would_be_found() -> None:
    of_ours = "exec(compile({!r}, 'x', 'exec'), {{'__file__': str(ROOT / 'analytics/x.py')}})"
    for needs in ("import resource", "open('/proc/self/statm')"):
        ended = ran_elsewhere(of_ours.format(needs))
        assert ended.returncode == 1
        assert ended.stderr.splitlines()[-1].startswith(("ModuleNotFoundError", "FileNotFoundError"))


def test_the_command_line_starts() -> None:
    ended = ran_elsewhere("import runpy; sys.argv[1:] = ['--help']; runpy.run_module('analytics', run_name='__main__')")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "import" in ended.stdout


def test_every_test_is_collected() -> None:
    ended = ran_elsewhere("import pytest; sys.exit(pytest.main(['--collect-only', '-q', '-p', 'no:cacheprovider']))")
    assert ended.returncode == 0, ended.stdout[-3000:]
