"""What a snippet's runs print: shape, typed holes and claims. Pure: it knows no process, no file and no page."""

from interleave.contract.claim import Claim, Mismatch, Mode
from interleave.contract.contract import Contract
from interleave.contract.declared import Declared, came_to
from interleave.contract.holes import HOLE_TYPES, HoleType
from interleave.contract.loading import NoContractError, loaded
from interleave.contract.matching import Match
from interleave.contract.mistake import ContractMistake
from interleave.contract.outcome import Circumstances, Outcome
from interleave.contract.shape import any_order, in_order, interleaved, lane, one_of, optional, repeated

__all__ = [
    "HOLE_TYPES",
    "Circumstances",
    "Claim",
    "Contract",
    "ContractMistake",
    "Declared",
    "HoleType",
    "Match",
    "Mismatch",
    "Mode",
    "NoContractError",
    "Outcome",
    "any_order",
    "came_to",
    "in_order",
    "interleaved",
    "lane",
    "loaded",
    "one_of",
    "optional",
    "repeated",
]
