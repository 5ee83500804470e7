"""The labs: executed from the top, the same in both languages, and with outputs that came from their code."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from interleave.book import LANGUAGES, Book

BOOK = Book(Path(__file__).parents[2])
LABS = [path for path in BOOK.pages("zh") if path.endswith(".ipynb")]


def notebook(language: str, lab: str) -> nbformat.NotebookNode:
    return nbformat.read(BOOK.page(language, lab), as_version=4)


def code(language: str, lab: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook(language, lab).cells if cell.cell_type == "code"]


def test_there_is_a_lab():
    assert LABS
    assert [path for path in BOOK.pages("en") if path.endswith(".ipynb")] == LABS


@pytest.mark.parametrize("lab", LABS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_does_what_it_says(lab, language, tmp_path, monkeypatch):
    """Its last cell asserts what it claims; an exception in any cell fails."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "matplotlib"))
    place = tmp_path / "lab"
    place.mkdir()
    executed = notebook(language, lab)
    NotebookClient(executed, timeout=300, resources={"metadata": {"path": str(place)}}).execute()
    assert "assert " in executed.cells[-1].source


@pytest.mark.parametrize("lab", LABS)
def test_both_languages_execute_the_same_code(lab):
    """Only cells marked `words` in their metadata may differ: they hold texts."""
    one, other = (code(language, lab) for language in LANGUAGES)
    assert len(one) == len(other)
    for here, there in zip(one, other, strict=True):
        assert here.metadata.get("words") == there.metadata.get("words")
        assert here.metadata.get("words") or here.source == there.source


@pytest.mark.parametrize("lab", LABS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_outputs_are_there(lab, language):
    about = notebook(language, lab).metadata
    assert (about.kernelspec.name, about.language_info.name) == ("python3", "python")
    cells = code(language, lab)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1)), "execute it from the top"
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert pictures
    for picture in pictures:
        assert picture.metadata["image/png"]["alt"].strip()
        assert len(picture.data["image/png"]) < 16_000, "save it with 64 colours: each visit loads it"
    said = "".join(output.get("text", "") for output in outputs)
    assert f"CPython {about.language_info.version}" in said, "it says what it was executed on"
    assert os.fspath(Path.home()) not in said
