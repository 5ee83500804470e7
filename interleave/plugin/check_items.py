"""The tests that a contract has with `--check`: its files and its pages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from interleave.mistake import Waits
from interleave.plugin.items import ContractTest
from interleave.site.check import mistakes_about
from interleave.trial.runner import BrokenContract


class Lint(ContractTest):
    """Programs and contract are laid out, and a linter objects to nothing in them."""

    def runtest(self) -> None:
        """Ask ruff. Raises BrokenContract."""
        ruff = shutil.which("ruff", path=Path(sys.executable).parent) or shutil.which("ruff")
        if ruff is None:
            pytest.skip("there is no ruff; install it: make setup")
        root = self.settings.root
        files = [str(file.relative_to(root)) for file in (*self.runner.programs, self.path)]
        for command in (["check", "--quiet", "--output-format=concise"], ["format", "--check", "--quiet"]):
            done = subprocess.run([ruff, *command, *files], cwd=root, capture_output=True, text=True, check=False)
            if done.returncode:
                said = (done.stdout + done.stderr).strip() or f"{' or '.join(files)} is not laid out; make format"
                raise BrokenContract(said)


class Pages(ContractTest):
    """The contract's files, and the pages that show its snippet, have no mistake of their author."""

    def runtest(self) -> None:
        """Look for mistakes. Raises BrokenContract with a line for each; evidence that waits is told elsewhere."""
        found = mistakes_about(self.runner.book, self.path, self.runner.contract)
        if told := [str(mistake) for mistake in found if not isinstance(mistake, Waits)]:
            raise BrokenContract("\n".join(told))
