"""What a snippet's runs print: shape, typed holes and claims. Pure: it knows no process, no file and no page."""

from interleave.contract.claim import Claim, Exemption, Mismatch, Mode
from interleave.contract.contract import SNIPPET, Contract
from interleave.contract.holes import HOLE_TYPES, HoleType
from interleave.contract.loading import NoContractError, loaded
from interleave.contract.matching import Match
from interleave.contract.mistake import ContractMistake
from interleave.contract.possible import ManifoldError, Only, Verdict, circumstances, judged, offered
from interleave.contract.reading import Reading
from interleave.contract.shape import any_order, in_order, interleaved, lane, one_of, optional, repeated, unended
from interleave.contract.tracebacks import traceback

__all__ = [
    "HOLE_TYPES",
    "SNIPPET",
    "Claim",
    "Contract",
    "ContractMistake",
    "Exemption",
    "HoleType",
    "ManifoldError",
    "Match",
    "Mismatch",
    "Mode",
    "NoContractError",
    "Only",
    "Reading",
    "Verdict",
    "any_order",
    "circumstances",
    "in_order",
    "interleaved",
    "judged",
    "lane",
    "loaded",
    "offered",
    "one_of",
    "optional",
    "repeated",
    "traceback",
    "unended",
]
