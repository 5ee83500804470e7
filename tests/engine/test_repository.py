"""The repository as a whole: what must not be in it, and what must agree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
# Put together here, so that this file does not name them.
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs.org", "deb." + "debian.org")
HOMES = ("/" + "root/", "/" + "home/", "/" + "Users/", "/" + "work/")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("needs a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_registry_or_a_place_of_one_machine():
    found = []
    for path in tracked():
        if path.suffix == ".png":
            continue
        text = path.read_text("utf-8")
        found += [
            f"{path.relative_to(ROOT)}: {word}"
            for word in (*REGISTRIES, *HOMES)
            if re.search(r"(?<![\w.])" + re.escape(word), text)
        ]
    assert found == []


def test_the_lock_has_hashes_and_no_addresses():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    pinned = re.split(r"\n(?=\S)", lock.strip())
    assert len(pinned) > 50
    for each in pinned:
        assert re.match(r"[\w.-]+==\S+( ;.*)? \\\n", each), each.splitlines()[0]
        assert "--hash=sha256:" in each


def test_the_lock_has_one_version_of_each_package():
    # Of what draws the labs' pictures, no version has wheels for both 3.11 and 3.15.
    allowed = {"contourpy", "numpy"}
    pinned = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert {name for name in pinned if pinned.count(name) > 1} == allowed


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_pin_their_actions_and_ask_for_little(workflow):
    text = workflow.read_text("utf-8")
    uses = re.findall(r"uses: *(.+)", text)
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each) for each in uses), uses
    told = yaml.safe_load(text)
    assert told["permissions"] == {"contents": "read"}
    for name, job in told["jobs"].items():
        assert "timeout-minutes" in job
        if "contents" in job.get("permissions", {}):  # it may change the repository, and so runs nothing of it
            assert not any(re.search(r"make|pytest|\.venv|python", step.get("run", "")) for step in job["steps"]), name
        assert set(job.get("permissions", {})) <= {"pages", "id-token", "contents"}, name


def test_the_readme_names_commands_that_there_are():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))
    assert {"serve", "test", "record"} <= named <= targets


def messages() -> list[tuple[str, str]]:
    """The texts of the engine but for docstrings, and the commands that it puts together; each with its file."""
    found = []
    for file in (ROOT / "interleave").rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            match node:
                case ast.Constant(str(text)) if id(node) not in docs:
                    found.append((file.name, text))
                case ast.Call(ast.Name("command"), [ast.Constant(target), *_]):
                    found.append((file.name, f"make {target} ONLY=x"))
    return found


def test_each_command_that_a_message_names_exists():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    asked = [sys.executable, "-m", "pytest", "--help"]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    makes = [
        (file, *found)
        for file, text in messages()
        for found in re.findall(r"\bmake ([a-z]+)(?=$|[;:,.)]| [A-Z]+=)((?: [A-Z]+=\S*)*)", text)
    ]
    assert {"record", "soak", "check", "format", "evidence"} <= {target for _, target, _ in makes}
    for file, target, given in makes:
        assert target in targets, file
        for variable in re.findall(r"([A-Z]+)=", given):
            assert re.search(rf"\$\({variable}\b", makefile), (file, variable)
    for file, text in messages():
        for option in re.findall(r"\bpytest (--[a-z]+)", text):
            assert re.search(rf"^ +{option}\b", said, re.MULTILINE), (file, option)


def test_evidence_is_written_by_a_command_only():
    attributes = (ROOT / ".gitattributes").read_text("utf-8")
    for kind in ("run", "tally"):
        assert f"snippets/**/*.{kind}.json text eol=lf linguist-generated" in attributes


def test_a_warning_fails_make_site(tmp_path):
    """The command of `make site`, on a book whose page has a dead link."""
    recipe = re.search(r"^site:.*\n\t@?(.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[1]
    assert "--strict" in recipe
    command = recipe.replace("$(BIN)/mkdocs", f"{sys.executable} -m mkdocs").replace("$$", "$")
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nvalidation: {links: {not_found: warn}}\n")
    page = tmp_path / "docs" / "index.md"
    for text, status in (("# Here", 0), ("# Here\n\n[there](there.md)", 1)):
        page.write_text(text)
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stdout + done.stderr
        assert ("there.md" in done.stdout) == bool(status)


def test_the_readme_s_picture_and_links_are_there():
    named = re.findall(r"\]\(([^):]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).is_file()] == []
    assert any(name.endswith(".png") for name in named)
