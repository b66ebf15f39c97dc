"""A run that a process goes on with, as the Jupyter server tells it: real processes, killed and resumed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runside.server.conftest import Api, Script

LOOP = """
import runside
run = runside.init(project="p", id="r", dir=sys.argv[1], resume="allow", tags=[sys.argv[2]])
for i in range(3): run.log({"loss": i})
say("logged")
wait()
run.finish()
"""


@pytest.mark.parametrize("end", ["killed", "finished"])
async def test_a_run_that_is_gone_on_with_is_running_again_and_ends_as_that_does(
    api: Api, jp_root_dir: Path, script: Callable[..., Script], end: str
) -> None:
    first = script(LOOP, jp_root_dir, "a")
    first.hear()
    began = await api.run_when(lambda info: info["step"] == 2)
    if end == "killed":
        first.kill()
    else:
        first.go_on()
        first.ended()
    await api.run_when(lambda info: info["state"] == end)

    second = script(LOOP, jp_root_dir, "b")
    second.hear()
    info = await api.run_when(lambda info: info["step"] == 5)
    assert (info["run"], info["state"], info["writers"]) == (began["run"], "running", 2)
    assert (info["tags"], info["exit"], info["reason"]) == (["b"], None, None)
    assert info["pid"] == second.process.pid

    second.go_on()
    second.ended()
    info = await api.run_when(lambda info: info["state"] == "finished")
    assert (info["step"], info["exit"], info["reason"]) == (5, 0, "finish")
