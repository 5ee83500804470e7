"""One sheet of style for all pages has what they use, unchanged, and nothing else."""

from __future__ import annotations

import pytest

from interleave.site.style import used

NAMED = {"card", "slate", "on"}


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        (".card { color: red; }\n\n/* why */\np {\n  margin: 0;\n}", ".card{color: red;}p{margin: 0;}"),
        (".card, .gone > p { color: red }", ".card{color: red}"),
        (".card .gone { color: red }", ""),
        (".card:not(.gone) { color: red }", ".card:not(.gone){color: red}"),
        (".card:is(.gone, .lost) { color: red }", ".card:is(.gone,.lost){color: red}"),
        ("[data-c=slate] .card { top: 0 } [data-c=red] .card { top: 1px }", "[data-c=slate] .card{top: 0}"),
        ('[style*="--lane:0"] { --colour: red } p { color: var(--colour) }', None),
        (".card--on:hover { color: red } .card { margin: 0 }", ".card{margin: 0}"),
        (
            "p { --used: 1px; --gone: url('data:;<svg/>'); --last: 2px; top: var(--used) }",
            "p{--used: 1px;top: var(--used)}",
        ),
        ("@media print { .gone { top: 0 } } @media print { .card { top: 0 } }", "@media print{.card{top: 0}}"),
        ("@keyframes turn { from { top: 0 } to { top: 1px } }", "@keyframes turn{from{top: 0}to{top: 1px}}"),
        ('.card::after { content: " →" }', None),
    ],
)
def test_what_is_named_stays(sheet, kept):
    found = used([sheet], NAMED)
    tight = {" {": "{", "{ ": "{", " }": "}", "} ": "}"}
    if kept is None:
        kept = sheet
        for loose, close in tight.items():
            kept = kept.replace(loose, close)
    assert found == kept
