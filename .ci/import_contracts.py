"""Contracts of import-linter that leave out the tests, which may import what they like.

Tests stand beside what they test, so a contract over packages would hold for them as well.
"""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import ContractCheck
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract


def _without_tests(graph: ImportGraph) -> ImportGraph:
    for module in list(graph.modules):
        name = module.rpartition(".")[2]
        if name == "conftest" or name.startswith("test_"):
            graph.remove_module(module)
    return graph


class CodeLayers(LayersContract):
    """`layers`, without tests."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        return super().check(_without_tests(graph), verbose)


class CodeForbidden(ForbiddenContract):
    """`forbidden`, without tests."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        return super().check(_without_tests(graph), verbose)
