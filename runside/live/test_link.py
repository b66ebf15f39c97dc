"""What a page gets of a real kernel."""

from __future__ import annotations

import itertools
import json
from functools import partial
from pathlib import Path
from typing import Any

from jupyter_client.manager import KernelManager

from runside.live.conftest import BEGIN, Page, records_on_disk, seqs
from runside.live.feed import MOST_HELD


def test_no_comm_is_announced(page: Page) -> None:
    page.run(BEGIN + "\nrun.log({'loss': 1})")
    comm = page.bundle()["comm"]
    page.wait_for(lambda: page.data_messages(comm), "message on the data comm")
    assert page.of_type("comm_open") == []


def test_lines_arrive_verbatim_while_the_cell_runs(page: Page) -> None:
    request = page.start(
        BEGIN + "\nimport time\nrun.log({'loss': 0.5})\n"
        "while not __import__('os').path.exists('go'): time.sleep(0.01)"
    )
    comm, uid = page.wait_for(lambda: page.of_type("display_data"), "panel") and (
        page.bundle()["comm"],
        page.bundle()["run"],
    )
    page.wait_for(lambda: 2 in seqs(page.data_messages(comm), uid), "line of the first log")
    ended = [
        m
        for m in page.answers_to(request)
        if m["msg_type"] == "status" and m["content"]["execution_state"] == "idle"
    ]
    assert ended == []
    (Path(page.manager.connection_file).parent / "go").touch()
    page.wait_until_idle(request)


def test_a_loop_that_never_yields_sends_lines_as_well(page: Page) -> None:
    page.run(
        BEGIN + "\nimport time\nend = time.monotonic() + 1.5\n"
        "while time.monotonic() < end:\n    run.log({'loss': sum(range(2000))})"
    )
    comm, uid = page.bundle()["comm"], page.bundle()["run"]
    cell_end = page.of_type("status")[-1]["arrived"]
    during = [m for m in page.data_messages(comm) if m["arrived"] < cell_end]
    assert len(during) >= 3
    assert seqs(during, uid)


def test_what_is_too_much_for_the_link_is_told_as_behind_and_nothing_is_unaccounted(
    page: Page,
) -> None:
    page.run(BEGIN + "\nfor i in range(20000):\n    run.log({'loss': i, 'lr': 0.1})\nrun.finish()")
    comm, uid = page.bundle()["comm"], page.bundle()["run"]
    last = 20002  # the run record, 20,000 rows, the finish record

    def ranges() -> list[tuple[int, int]]:
        data = [m["content"]["data"] for m in page.data_messages(comm)]
        return [(one["first"], one["last"]) for one in data]

    page.wait_for(lambda: ranges()[-1:] and ranges()[-1][1] == last, "word of the last line")
    assert {m["content"]["data"]["type"] for m in page.data_messages(comm)} == {"lines", "behind"}
    seqs(page.data_messages(comm), uid)
    # Each range begins where the one before ended.
    assert [first for first, _ in ranges()] == [1] + [end + 1 for _, end in ranges()[:-1]]


def test_at_most_ten_messages_leave_in_a_second_each_within_its_bounds(page: Page) -> None:
    page.run(BEGIN + "\nother = runside.init(project='digits', reinit='create_new')")
    page.run(
        "import time\nend = time.monotonic() + 2\n"
        "while time.monotonic() < end:\n    run.log({'a': 'x' * 500}); other.log({'b': 1})"
    )
    messages = page.data_messages(page.bundle()["comm"])
    sent = [m["header"]["date"].timestamp() for m in messages]
    assert len({m["content"]["data"]["run"] for m in messages}) == 2
    # A clock of the machine's may be adjusted while it runs; ten gaps in a row are 1 s but for that.
    assert all(later - earlier > 0.95 for earlier, later in zip(sent, sent[10:], strict=False))
    assert all(len(m["buffers"][0]) <= MOST_HELD for m in messages if m["buffers"])


def test_a_question_on_a_subshell_is_answered_while_the_cell_runs(page: Page) -> None:
    page.run(BEGIN + "\nrun.log({'loss': 1})")
    comm, uid = page.bundle()["comm"], page.bundle()["run"]
    subshell = page.open_subshell()
    folder = Path(page.manager.connection_file).parent
    request = page.start(
        "import os\nwhile not os.path.exists('go'): run.log({'loss': sum(range(1000))})"
    )
    (answer,) = page.answer(page.ask({"ask": "hello"}, subshell), comm)
    hello = answer["content"]["data"]
    assert hello["type"] == "hello"
    assert hello["comm"] == comm
    (followed,) = hello["runs"]
    assert followed["run"] == uid
    assert followed["project"] == "digits"
    assert followed["name"] == "calm-river-14"
    assert followed["finished"] is False
    assert followed["last"] >= 2
    (folder / "go").touch()
    page.wait_until_idle(request)


def test_lines_that_were_missed_are_sent_again(page: Page) -> None:
    page.run(BEGIN + "\nfor i in range(3000): run.log({'loss': i})")
    comm, uid = page.bundle()["comm"], page.bundle()["run"]
    (hello,) = page.answer(page.ask({"ask": "hello"}), comm)
    writer = hello["content"]["data"]["runs"][0]["writer"]
    asked = {"ask": "lines", "run": uid, "writer": writer, "from": 700, "to": 2900}
    answers = page.answer(page.ask(asked), comm)
    assert seqs(answers, uid) == list(range(700, 2901))
    assert answers[-1]["content"]["data"]["type"] == "end"


def test_a_page_without_a_server_gets_the_whole_journal_last_lines_first(page: Page) -> None:
    page.run(BEGIN + "\nfor i in range(20000): run.log({'text': 'x' * 100})\nrun.finish()")
    comm, uid = page.bundle()["comm"], page.bundle()["run"]
    answers = page.answer(page.ask({"ask": "journal", "run": uid}), comm)
    chunks = [m for m in answers if m["content"]["data"]["type"] == "lines"]
    assert len(chunks) > 1
    assert all(len(m["buffers"][0]) <= 1 << 20 for m in chunks)
    firsts = [m["content"]["data"]["first"] for m in chunks]
    assert firsts == sorted(firsts, reverse=True)
    assert sorted(seqs(chunks, uid)) == list(range(1, 20003))
    assert answers[-1]["content"]["data"] == {
        "type": "end",
        "re": answers[-1]["content"]["data"]["re"],
    }


def test_questions_that_cannot_be_answered_get_an_error_that_says_why(page: Page) -> None:
    page.run(BEGIN)
    comm, uid = page.bundle()["comm"], page.bundle()["run"]
    wrong: dict[str, dict[str, Any]] = {
        "ask 'dance'": {"ask": "dance"},
        "no run": {"ask": "journal", "run": "0" * 32},
        "no writer": {"ask": "lines", "run": uid, "writer": "../w", "from": 1, "to": 2},
        "from a seq": {"ask": "lines", "run": uid, "writer": "w1", "from": "1", "to": 2},
        "protocol 2": {"ask": "hello", "protocol": 2},
    }
    for expected, question in wrong.items():
        (answer,) = page.answer(page.ask(question), comm)
        data = answer["content"]["data"]
        assert data["type"] == "error"
        assert expected in data["message"]
    assert "Traceback" not in page.stderr()


def test_a_page_that_closes_the_data_comm_closes_it_for_nobody(page: Page) -> None:
    page.run(BEGIN)
    comm, uid = page.bundle()["comm"], page.bundle()["run"]
    close = page.client.session.msg("comm_close", {"comm_id": comm, "data": {}})
    page.client.shell_channel.send(close)
    page.run("run.log({'loss': 1})")
    page.wait_for(lambda: 2 in seqs(page.data_messages(comm), uid), "line after the close")
    listed = page.client.session.msg("comm_info_request", {"target_name": "runside.data"})
    page.client.shell_channel.send(listed)
    while True:
        reply = page.client.get_shell_msg(timeout=60)
        if reply["msg_type"] == "comm_info_reply":
            break
    assert comm in reply["content"]["comms"]


def test_a_second_page_sees_the_same(page: Page, kernel_manager: KernelManager) -> None:
    page.run(BEGIN)
    second = Page(kernel_manager)
    try:
        page.run("for i in range(5): run.log({'loss': i})")
        comm, uid = page.bundle()["comm"], page.bundle()["run"]
        for each in (page, second):
            each.wait_for(partial(last_is_here, each, comm, uid), "last line")
    finally:
        second.close()


def last_is_here(page: Page, comm: str, uid: str) -> bool:
    return 6 in seqs(page.data_messages(comm), uid)


def test_a_forked_child_logs_as_a_writer_of_its_own_and_stays_off_the_comm(
    page: Page, tmp_path: Path
) -> None:
    page.run(
        BEGIN + "\nimport os\nrun.log({'loss': 1})\npid = os.fork()\n"
        "if pid == 0:\n    run.log({'worker': 2})\n    os._exit(0)\n"
        "os.waitpid(pid, 0)\nrun.log({'loss': 3})"
    )
    comm = page.bundle()["comm"]
    folder = next(tmp_path.glob("runside-runs/digits/*"))
    parent, child = sorted(records_on_disk(folder).values(), key=len, reverse=True)
    assert [record["kind"] for record in parent] == ["run", "log", "log"]
    assert [record["kind"] for record in child] == ["run", "log"]
    assert child[0]["pid"] != parent[0]["pid"]
    assert child[1]["data"] == {"worker": 2}
    page.wait_for(lambda: 3 in seqs(page.data_messages(comm), page.bundle()["run"]), "last line")
    assert len({m["content"]["data"]["writer"] for m in page.data_messages(comm)}) == 1
    assert page.of_type("comm_close") == []


def test_a_restarted_kernel_uses_the_same_comm_id(
    page: Page, kernel_manager: KernelManager
) -> None:
    page.run(BEGIN)
    before = page.bundle()["comm"]
    kernel_manager.restart_kernel(now=True)
    # A client of its own waits for it: two threads that read from one socket may block each other.
    again = Page(kernel_manager)
    try:
        again.run(BEGIN)
        assert again.bundle()["comm"] == before
    finally:
        again.close()


def test_messages_are_as_the_schema_has_them(page: Page) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(
        (Path(__file__).parents[2] / "protocol" / "message.schema.json").read_text()
    )
    page.run(BEGIN + "\nfor i in range(20000):\n    run.log({'loss': i, 'lr': 0.1})")
    comm, uid = page.bundle()["comm"], page.bundle()["run"]
    asked = [
        page.ask({"ask": "hello"}),
        page.ask({"ask": "lines", "run": uid, "writer": "w1", "from": 1, "to": 2}),
        page.ask({"ask": "journal", "run": uid}),
    ]
    for number in asked:
        page.answer(number, comm)
    data = [m["content"]["data"] for m in page.data_messages(comm)]
    assert {one["type"] for one in data} == {"lines", "behind", "hello", "end", "error"}
    check = Draft202012Validator(schema)
    for one in itertools.chain([page.bundle()], data):
        check.validate(one)
