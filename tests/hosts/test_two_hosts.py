"""Two hosts on one database are one app: whatever a browser asks of either, both know."""

import re
import threading
import time
from collections import Counter
from pathlib import Path
from random import Random

from flask import Flask

from studyapp.accounts.guesses.limits import GUESSES_ALLOWED
from studyapp.review.operations import compare_memory
from tests.accounts.people import PASSWORD, claim, heading, hold_token, sign_out, token_of
from tests.classroom.live_game import start_game
from tests.durability.clients import AWAY, CLIENTS, Client
from tests.durability.served import Browser
from tests.every_page import MODULE, post
from tests.hosts.cluster import Cluster, ask
from tests.review.cards import check_of, open_card, questions_of
from tests.review.edited_bank import sync_edited, take_out
from tests.stored import stored_rows
from tests.trusted import Tally
from tests.visitor import Visitor

QUESTIONS = 4
LIFE_SECONDS = 1.5
LAST_SECONDS = 30.0
ANSWERS = "SELECT entry_uuid FROM review_log WHERE kind = 'answer'"


def stored_answers(app: Flask) -> Counter[str]:
    return Counter(row[0] for row in stored_rows(app, ANSWERS))


def assert_schedules_follow_from_the_log(app: Flask) -> None:
    with app.app_context():
        rebuilt = compare_memory()
    assert (rebuilt.differed, rebuilt.days) == ((), ())


def test_answers_that_the_hosts_take_in_turn_move_one_schedule(app: Flask) -> None:
    visitor, before = Visitor(app), stored_answers(app)
    served = set()

    address = visitor.address_after(f"/check/{MODULE}/start")
    for _ in range(QUESTIONS):
        response = visitor.send(visitor.form(address, "/check/"), act="unsure")
        assert response.status_code == 303, response.text
        served.add(response.headers["X-Served-By"])
        visitor.open(str(response.location))

    assert len(served) == 2
    assert (stored_answers(app) - before).total() == QUESTIONS
    assert_schedules_follow_from_the_log(app)


def test_an_answer_that_is_sent_to_both_hosts_is_stored_once(hosts: Cluster, app: Flask) -> None:
    visitor = ask(Visitor(app), hosts.hosts[0])
    form = visitor.form(visitor.address_after(f"/check/{MODULE}/start"), "/check/")
    first = visitor.send(form, act="unsure")

    second = ask(visitor, hosts.hosts[1]).send(form, act="unsure")

    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert stored_answers(app)[str(form.fields["answer_id"])] == 1


def test_a_live_quiz_is_played_across_both_hosts(hosts: Cluster, app: Flask) -> None:
    game = start_game(app)
    for name, host in zip(("Ada", "Bob"), hosts.hosts, strict=True):
        game.join(name, ask(Visitor(app), host))
    ask(game.host, hosts.hosts[0])

    game.acts("open")
    assert [game.reply("Ada"), game.reply("Bob", right=False)] == ["accepted", "accepted"]
    ask(game.players["Bob"], hosts.hosts[0])
    assert game.reply("Bob") == "already"
    ask(game.host, hosts.hosts[1])
    game.acts("reveal")

    assert "Right." in game.page("Ada")
    assert "Not quite." in game.page("Bob")
    game.acts("end")
    assert {name: told_step(game.players[name], game.address) for name in game.players} == {
        "Ada": "done",
        "Bob": "done",
    }


def told_step(player: Visitor, address: str) -> str:
    """Poll as the page does until the step of the quiz is told anew; snapshots live a moment."""
    for _ in range(100):
        told = player.client.get(f"{address}/tick").get_json()
        if told["step"].startswith("done"):
            break
        time.sleep(0.05)
    return str(re.sub(r"\W.*", "", told["step"]))


def test_wrong_passwords_are_counted_across_both_hosts(hosts: Cluster, app: Flask) -> None:
    claim(Visitor(app), "Guessed")
    thief = Visitor(app)

    replies = []
    for number in range(GUESSES_ALLOWED + 2):
        ask(thief, hosts.hosts[number % 2])
        replies.append(post(thief, "/account/sign-in", name="Guessed", password=f"guess {number}"))

    refused = [reply.status_code for reply in replies].count(429)
    assert refused == 2
    for host in hosts.hosts:
        held_off = post(ask(thief, host), "/account/sign-in", name="Guessed", password=PASSWORD)
        assert held_off.status_code == 429


def test_a_session_that_ended_at_one_host_opens_nothing_at_the_other(
    hosts: Cluster, app: Flask
) -> None:
    visitor = ask(Visitor(app), hosts.hosts[0])
    claim(visitor, "Leaver")
    thief = ask(Visitor(app), hosts.hosts[1])
    hold_token(thief, token_of(visitor))
    assert heading(thief) == "Leaver"

    sign_out(visitor)

    assert heading(thief) == "Guest"


def test_content_that_one_process_reads_is_served_by_both_hosts(
    hosts: Cluster, app: Flask, tmp_path: Path
) -> None:
    stored = questions_of(app, "single")[0]
    address = check_of(app, stored)
    before = [open_card(ask(Visitor(app), host), address) for host in hosts.hosts]

    sync_edited(app, tmp_path, stored, take_out)

    after = [open_card(ask(Visitor(app), host), address) for host in hosts.hosts]
    assert {card.question_id for card in before} == {stored.id}
    assert stored.id not in {card.question_id for card in after}


def test_a_host_that_is_killed_loses_no_answer_and_joins_again(
    hosts: Cluster, app: Flask, tally: Tally
) -> None:
    before, stopping, gone = stored_answers(app), threading.Event(), threading.Event()
    clients = [Client(Browser(hosts.port), Random(n), stopping, gone, AWAY) for n in range(CLIENTS)]
    threads = [threading.Thread(target=client.run, daemon=True) for client in clients]
    for thread in threads:
        thread.start()

    time.sleep(LIFE_SECONDS)
    hosts.hosts[1].kill()
    time.sleep(LIFE_SECONDS)
    hosts.start_again(1)
    served = served_until_both(hosts, app)
    stopping.set()
    for thread in threads:
        thread.join(timeout=LAST_SECONDS)
    gone.set()

    acknowledged = Counter(a for client in clients for a in client.acknowledged)
    held = stored_answers(app) - before
    lost = (acknowledged - held).total()
    tally.note(tried=1, acknowledged=acknowledged.total(), lost=lost)
    assert [refusal for client in clients for refusal in client.refused] == []
    assert held == acknowledged
    assert acknowledged.total() > CLIENTS
    assert served == {host.port for host in hosts.hosts}
    assert_schedules_follow_from_the_log(app)


def served_until_both(hosts: Cluster, app: Flask) -> set[int]:
    """Ask until every host has answered; return which have."""
    visitor, served, started = Visitor(app), set[int](), time.monotonic()
    while len(served) < len(hosts.hosts) and time.monotonic() - started < LAST_SECONDS:
        told = visitor.client.get("/read/").headers["X-Served-By"]
        served.add(int(told.rpartition(":")[2]))
    return served
