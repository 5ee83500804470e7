"""A recording as a page shows it: HTML that tells which parts of an output are guaranteed and which were luck.

The look is `docs/assets/card.css`. It needs no JavaScript.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from interleave.card import words
from interleave.card.counts import counts
from interleave.card.fold import fold
from interleave.card.legend import PLACE, legend
from interleave.card.output import Output
from interleave.card.room import fitting
from interleave.card.timeline import is_legible, moments, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.evidence.recording import Claim, Recording
    from interleave.evidence.tally import Tally

SHOWS = ("timeline", "simple")
"""What a fence may ask of a card: to have its timeline open, or to be nothing but output and claims."""
_FOLDED_ON_PHONES = (
    '<script>if(matchMedia("(max-width:30em)").matches){const card=document.currentScript.parentElement,'
    'time=card.querySelector(".il-fold--time");time.open=false;card.querySelector(".il-folds").prepend(time)}</script>'
)
"""A phone has no room for an open timeline. Run where it stands, this is done before what follows is painted."""


def card(
    recording: Recording, language: str, tally: Tally | None = None, shows: str = "", *, explains: bool = False
) -> str:
    """Make the card of a recording in "zh" or "en", as one HTML element on one line.

    At first sight it has the output and the claims; the timeline, and what is known of how often and how, unfold.
    On a phone an open timeline does so, too, if scripts run.
    `shows` is one of `SHOWS` or empty; a simple card unfolds nothing but the claims for which a phone has no room.
    With the tally of its snippet, it tells how often each claim held and how often each outcome came; the table is on
    the usual recording's card only. A card that `explains` has the page's legend.
    """
    program = escape(recording.snippet.rpartition("/")[2])
    output = Output(recording, language)
    is_timed = shows != "simple" and is_legible(recording.trace)
    times = moments(recording.trace, [line.at for line in recording.lines]) if is_timed else []
    picture = _timeline(recording, language, output, shows, explains=explains) if is_timed else ""
    fits = fitting(recording, language)
    claims = _claims(recording, language, fits)
    is_whole = fits == len(recording.claims)
    is_bare = shows == "simple" and is_whole
    about = "" if is_bare else _about(recording, language, tally, output, is_whole=is_whole)
    if shows == "simple":
        folds = about and f'<div class="il-folds il-folds--narrow">{about}</div>'
    else:
        closed = f"{'' if shows == 'timeline' else picture}{about}{legend(language) if explains else ''}"
        folds = f'<div class="il-folds">{closed}</div>'
    below = f"{claims}{folds}"
    if picture and shows == "timeline":
        below = f"{picture}{below}{_FOLDED_ON_PHONES}"
    style = f' style="--il-lanes:{output.width}"' if output.width else ""
    return (
        f'<figure class="il-card" lang="{words.HTML_LANGUAGE.of(language)}"><figcaption class="il-card__head">'
        f'<span class="il-card__prompt" aria-hidden="true">$</span> python {program}'
        f"{_needs(recording, language)}</figcaption>"
        f'<div class="il-card__screen{" il-card__screen--scrolls" if output.scrolls else ""}"{style} role="group" '
        f'tabindex="0" aria-label="{words.OUTPUT.of(language, program=program)}">{output.html(times)}'
        f"{_end(recording, language)}</div>{below}</figure>"
    )


def missing(message: str) -> str:
    """Make what stands in a card's place when there is no recording to show."""
    return f'<div class="il-card--missing" role="alert">{escape(message)}</div>'


def waiting(snippet: str, language: str) -> str:
    """Make what stands in a card's place as long as its recording waits for a run."""
    return _waiting(words.WAITS.of(language, program=snippet.rpartition("/")[2]), language)


def waiting_counts(language: str) -> str:
    """Make what stands below a card whose claims were not counted yet on each Python."""
    return _waiting(words.COUNTS_WAIT.of(language), language)


def _waiting(said: str, language: str) -> str:
    return f'<p class="il-card--waiting" lang="{words.HTML_LANGUAGE.of(language)}">{escape(said)}</p>'


def _needs(recording: Recording, language: str) -> str:
    """Tell what not every reader's Python has."""
    said = [words.SINCE.of(language, version=recording.since)] if recording.since else []
    said += [words.NEEDS.of(language, packages=", ".join(recording.needs))] if recording.needs else []
    return f'<span class="il-card__needs">{escape(words.JOINED.of(language).join(said))}</span>' if said else ""


def _end(recording: Recording, language: str) -> str:
    """Tell what no line shows of the end: a missing line end, the exit status, or where a program hung."""
    said = [] if recording.whole else [words.UNENDED.of(language)]
    places = ""
    if recording.hangs:
        hangs = words.HANGS.of(language, seconds=f"{recording.seconds:.0f}")
        told = [place for place in recording.hangs if place]
        places = "".join(f"<li><code>{escape(place)}</code></li>" for place in told)
        places = f'<ul class="il-card__places" translate="no">{places}</ul>' if places else ""
        said.append(words.HANGS_AT.of(language, hangs=hangs) if places else hangs)
    elif recording.exit:
        said.append(words.exit_status(recording.exit, language))
    return f'<p class="il-card__exit">{escape(words.JOINED.of(language).join(said))}</p>{places}' if said else ""


def _timeline(recording: Recording, language: str, output: Output, shows: str, *, explains: bool) -> str:
    picture = timeline(recording.trace, language, output.colour_of_line)
    key = "" if explains else f'<a class="il-time__key" href="#{PLACE}">{words.LEGEND.of(language)}</a>'
    is_open = " open" if shows == "timeline" else ""
    return fold(words.TIMELINE.of(language), f"{picture}{key}", is_open, kind=" il-fold--time")


def _claims(recording: Recording, language: str, fits: int) -> str:
    """List all claims in plain words. Of those after the first few, which fit, a phone shows none."""
    claims = "".join(
        _claim(each, language, "" if number < fits else " il-claim--more")
        for number, each in enumerate(recording.claims)
    )
    return f'<ul class="il-claims">{claims}</ul>' if claims else ""


def _about(recording: Recording, language: str, tally: Tally | None, output: Output, *, is_whole: bool) -> str:
    """Tell on what the claims rest and how often they held, what the lanes are called and how the run was made."""
    table = "" if recording.name else counts([claim for claim in recording.claims if claim.outcome], tally, language)
    listed = [
        _claim(each, language, "", words.ASIDE.of(language, said=said))
        for each in recording.claims
        if not (each.outcome and table) and (said := words.JOINED.of(language).join(_counted(each, language, tally)))
    ]
    claims = f'<ul class="il-claims">{"".join(listed)}</ul>' if listed else ""
    names = output.names()
    names = f'<p class="il-card__names">{names}</p>' if names else ""
    made = _made(recording, language, tally)
    phrase = words.ALL_CLAIMS if not is_whole else words.COUNTS if tally else words.ORIGIN
    return fold(phrase.of(language), f"{claims}{table}{names}{made}")


def _claim(claim: Claim, language: str, kind: str, about: str = "") -> str:
    said = escape(claim.zh if language == "zh" else claim.en)
    if about:
        said = f'<span>{said}<span class="il-claim__runs">{escape(about)}</span></span>'
    mode = words.MODES[claim.mode].of(language)
    return f'<li class="il-claim il-claim--{claim.mode}{kind}"><b>{mode}</b> {said}</li>'


def _counted(claim: Claim, language: str, tally: Tally | None) -> Iterator[str]:
    """Tell what the claim rests on, whether it was true of the recorded run, if that is open, and of how many runs."""
    if claim.mode != "sometimes" and claim.promise in words.PROMISES:
        yield words.PROMISES[claim.promise].of(language)
    if claim.mode == "sometimes":
        yield (words.SEEN if claim.seen else words.UNSEEN).of(language)
    if tally and (count := tally.count(claim.name, claim.mode)).runs:
        kept = count.runs - count.held if claim.mode == "never" else count.held
        yield words.HELD[claim.mode].of(language, count=f"{kept:,}", runs=f"{count.runs:,}")


def _made(recording: Recording, language: str, tally: Tally | None) -> str:
    """Tell in what circumstance the recorded run was, and in which ones those that were counted."""
    circumstance = recording.circumstance
    build = circumstance.build
    free_threaded = f" {words.FREE_THREADED.of(language)}" if build.free_threaded else ""
    facts = [
        f"{build.implementation} {build.release}{free_threaded}",
        build.platform,
        *([circumstance.start_method] if circumstance.start_method else []),
        words.SECONDS.of(language, seconds=f"{recording.seconds:.2f}"),
    ]
    counted = ""
    if tally and tally.runs:
        shaken = sum(row.runs for row in tally.rows if row.circumstance.shaken)
        phrase = words.RUNS_ALL_SHAKEN if shaken == tally.runs else words.RUNS_SOME_SHAKEN
        said = phrase.of(language, runs=f"{tally.runs:,}", shaken=f"{shaken:,}", pythons=_pythons(tally))
        counted = f'<span class="il-card__soaked">{escape(said)}</span>'
    return f'<p class="il-card__made">{words.MADE.of(language)} {escape(" · ".join(facts))}{counted}</p>'


def _pythons(tally: Tally) -> str:
    """Name the Pythons of a tally's rows, like "CPython 3.11–3.15" or "CPython 3.11, 3.14t"."""
    builds = (row.circumstance.build for row in tally.rows)
    said: list[list[str]] = []  # ranges, each by its first and last version
    before = None
    for name, free_threaded, version in sorted(
        {(each.implementation, each.free_threaded, each.version) for each in builds}
    ):
        written = f"{version[0]}.{version[1]}{'t' * free_threaded}"
        if before == (name, free_threaded, (version[0], version[1] - 1)):
            said[-1][1:] = [written]
        else:
            said.append([written if before and before[0] == name else f"{name} {written}"])
        before = name, free_threaded, version
    return ", ".join("–".join(ends) for ends in said)
