"""What `make new` proposes and writes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interleave.circumstance import Build, Circumstance
from interleave.contract import loaded
from interleave.scaffold.propose import proposed
from interleave.scaffold.seen import Seen
from interleave.transcript import Transcript
from tests.engine.shapes import PIDS, printed, shapes

CIRCUMSTANCE = Circumstance(Build("3.15"))


def seen(*runs, **how) -> list[Seen]:
    return [Seen(Transcript.of(*run, pids=PIDS, **how), CIRCUMSTANCE) for run in runs]


@given(st.data())
def test_a_proposal_lets_every_run_pass_that_it_was_made_of(data):
    runs = seen(*data.draw(st.lists(printed(data.draw(shapes())), min_size=1, max_size=8)))
    contract = loaded(proposed("one/name.py", {"one/name.py": ""}, runs), "name.py")
    for run in runs:
        contract.checked(run.transcript, run.circumstance)
