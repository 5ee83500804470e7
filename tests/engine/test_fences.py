"""Fences are found wherever SuperFences finds them."""

from __future__ import annotations

import markdown
import pytest
from pymdownx.superfences import SuperFencesException

from interleave.site import markdown as formatters
from interleave.site.fences import fences

PAGE = """\
# Title

```python title="a.py"
--8<-- "one/a.py"
```

- a list

    ~~~ py
    print("~~~")
    if True:
        pass
    ~~~

!!! note
    ````{.python notest}
    ```
    not the end
    ```
    ````

<!-- notest: because -->
```{.python .extra notest}
x
```

```card
one/a.py
```

`inline` and ```` ```inline``` ````

```
plain
"""


def test_every_fence_is_found():
    found = list(fences(PAGE))
    assert [fence.line for fence in found] == [3, 9, 16, 23, 27, 33]
    assert [fence.language for fence in found] == ["python", "py", "python", "python", "card", ""]
    assert [fence.is_tested for fence in found] == [True, True, False, False, False, False]


def test_includes_have_their_line():
    assert next(fences(PAGE)).includes == [(4, "one/a.py")]


def test_content_is_taken_out_of_its_depth():
    assert list(fences(PAGE))[1].text == 'print("~~~")\nif True:\n    pass\n'


def test_a_longer_fence_holds_a_shorter_one():
    assert list(fences(PAGE))[2].lines == ("```", "not the end", "```")


def test_the_line_above_is_known():
    assert list(fences(PAGE))[3].above == "<!-- notest: because -->"


def test_a_fence_that_is_not_closed_reaches_to_the_end():
    assert list(fences(PAGE))[5].text == "plain\n"
    assert [fence.closed for fence in fences(PAGE)] == [True, True, True, True, True, False]


def test_a_card_that_can_not_be_made_is_not_left_out(monkeypatch):
    monkeypatch.setattr(formatters, "read_card", lambda source: 1 / 0)
    custom = [{"name": "card", "class": "card", "format": formatters.card_fence}]
    page = markdown.Markdown(
        extensions=["pymdownx.superfences"], extension_configs={"pymdownx.superfences": {"custom_fences": custom}}
    )
    with pytest.raises(SuperFencesException, match="card_fence: division by zero"):
        page.convert("```card\none/a.py\n```\n")
