"""A mail server has a message only if it says so after the last line; before the first nothing has left, and between nobody knows."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from support.mailbox import HANG_UP, SILENCE, TAKEN, MailServer, certificate, mail_server
from tidings.infra.exchange import Exchange, NeverConnectedError, NoAnswerError, NoPlaceError
from tidings.ports.adapter import MailAnswer, MailRequest, MailStage, MailSteps, MailTls
from tidings.ports.adapter import MailServer as Where

MESSAGE = b"From: a@example.org\r\nSubject: Hello\r\n\r\n.a line with a dot\r\nthe end\r\n"


def to(server: MailServer, *, tls: MailTls = MailTls.NONE, host: str = "127.0.0.1", login: tuple[str, str] = ("", "")) -> MailRequest:
    port = int(server.url.rpartition(":")[2])
    where = Where(server.url.replace("127.0.0.1", host), host, port, tls, *login)
    return MailRequest(where, "from@example.org", "to@example.net", MESSAGE, "token-1")


def handing_in(*requests: MailRequest) -> MailSteps[list[MailAnswer]]:
    answers: list[MailAnswer] = []
    for request in requests:
        answers.append((yield request))  # noqa: PERF401 - a generator can't be comprehended
    return answers


async def test_a_message_arrives_as_it_was_written_with_the_date_before_it() -> None:
    async with mail_server() as server, Exchange(loopback=True) as exchange:
        (answer,) = await exchange.converse(handing_in(to(server)))
    assert (answer.stage, answer.code) == (MailStage.TAKEN, 250)
    (taken,) = server.received
    assert (taken.sender, taken.recipient) == ("from@example.org", "to@example.net")
    assert taken.raw.startswith(b"Date: ")
    assert taken.raw.endswith(MESSAGE)
    assert f"MAIL FROM:<from@example.org> SIZE={len(MESSAGE)} RET=HDRS ENVID=token-1" in server.said


async def test_a_connection_is_used_again_and_opened_anew_where_the_server_closed_it() -> None:
    async with mail_server() as server, Exchange(loopback=True) as exchange:
        await exchange.converse(handing_in(to(server), to(server)))
        assert server.connections == 1
        server.answers["MAIL"] = "421 4.7.0 that is enough"
        (refused,) = await exchange.converse(handing_in(to(server)))
        assert (refused.code, server.connections) == (421, 2)
        server.answers.clear()
        (answer,) = await exchange.converse(handing_in(to(server)))
    assert answer.code == 250
    assert len(server.received) == 3


@pytest.mark.parametrize("place", ["GREETING", "EHLO", "MAIL", "RCPT to@example.net", "DATA"])
@pytest.mark.parametrize("failing", [HANG_UP, SILENCE])
async def test_until_the_message_itself_nothing_has_left(place: str, failing: str) -> None:
    async with mail_server(answers={place: failing}) as server, Exchange(loopback=True, seconds=0.5) as exchange:
        with pytest.raises(NeverConnectedError):
            await exchange.converse(handing_in(to(server)))
    assert server.ended == 0


@pytest.mark.parametrize("failing", [HANG_UP, SILENCE, "no answer at all"])
async def test_from_its_first_byte_on_a_message_without_an_answer_is_in_doubt(failing: str) -> None:
    async with mail_server(answers={TAKEN: failing}) as server, Exchange(loopback=True, seconds=0.5) as exchange:
        with pytest.raises(NoAnswerError):
            await exchange.converse(handing_in(to(server)))
    assert server.ended == 1, "it was not handed in again"


async def test_a_message_in_doubt_on_a_connection_used_before_is_not_handed_in_again() -> None:
    async with mail_server() as server, Exchange(loopback=True, seconds=0.5) as exchange:
        await exchange.converse(handing_in(to(server)))
        server.answers[TAKEN] = HANG_UP
        with pytest.raises(NoAnswerError):
            await exchange.converse(handing_in(to(server)))
    assert server.ended == 2


async def test_waiting_for_a_connection_spends_nothing_of_a_messages_own_time() -> None:
    async with mail_server(pause=0.6) as server, Exchange(loopback=True, seconds=1.0) as exchange:
        answers = await asyncio.gather(*(exchange.converse(handing_in(to(server))) for _ in range(20)))
    assert [answer.code for (answer,) in answers] == [250] * 20
    assert server.connections == 10


async def test_whoever_waits_in_vain_for_a_connection_is_never_in_doubt() -> None:
    async with mail_server(answers={TAKEN: SILENCE}) as server, Exchange(loopback=True, seconds=0.5) as exchange:
        ends = await asyncio.gather(*(exchange.converse(handing_in(to(server))) for _ in range(40)), return_exceptions=True)
    doubts = [each for each in ends if isinstance(each, NoAnswerError)]
    waited = [each for each in ends if isinstance(each, NoPlaceError)]
    assert len(doubts) == server.ended
    assert len(waited) == 40 - len(doubts) > 0


async def test_a_report_is_asked_to_name_the_recipient_as_we_know_them() -> None:
    async with mail_server() as server, Exchange(loopback=True) as exchange:
        await exchange.converse(handing_in(replace(to(server), recipient="to+news@example.net")))
    assert "RCPT TO:<to+news@example.net> ORCPT=rfc822;to+2Bnews@example.net" in server.said


@pytest.mark.parametrize(
    ("place", "told", "stage"),
    [
        ("GREETING", "554 5.3.2 not you", MailStage.GREETING),
        ("MAIL", "553 5.1.8 no such domain", MailStage.SENDER),
        ("RCPT to@example.net", "550 5.1.1 no such user", MailStage.RECIPIENT),
        ("DATA", "451 4.3.0 not now", MailStage.CONTENT),
        (TAKEN, "554 5.7.1 spam", MailStage.TAKEN),
    ],
)
async def test_a_refusal_is_told_with_its_stage(place: str, told: str, stage: MailStage) -> None:
    async with mail_server(answers={place: told}) as server, Exchange(loopback=True) as exchange:
        (answer,) = await exchange.converse(handing_in(to(server)))
    assert answer == MailAnswer(stage, int(told[:3]), told[4:])
    assert server.received == []


async def test_a_login_is_tried_and_its_refusal_told() -> None:
    async with mail_server(login=("shop", "made-up-password")) as server, Exchange(loopback=True) as exchange:
        right, wrong = await exchange.converse(
            handing_in(to(server, login=("shop", "made-up-password")), to(server, login=("shop", "made-up-mistake")))
        )
    assert (right.code, wrong.stage, wrong.code) == (250, MailStage.LOGIN, 535)


@pytest.mark.parametrize("implicit", [True, False])
async def test_a_connection_is_encrypted_and_its_certificate_checked(implicit: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 - a parameter of the test
    context, trusted = certificate(tmp_path, "localhost")
    tls = MailTls.IMPLICIT if implicit else MailTls.STARTTLS
    async with mail_server(tls=context, implicit=implicit) as server:
        async with Exchange(loopback=True) as exchange:
            with pytest.raises(NeverConnectedError, match="certificate"):
                await exchange.converse(handing_in(to(server, tls=tls, host="localhost")))
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        async with Exchange(loopback=True) as exchange:
            (answer,) = await exchange.converse(handing_in(to(server, tls=tls, host="localhost")))
            with pytest.raises(NeverConnectedError, match="certificate"):
                await exchange.converse(handing_in(to(server, tls=tls)))  # the certificate is of another name
    assert answer.code == 250
    assert [each.encrypted for each in server.received] == [True]


async def test_nothing_is_said_to_a_server_that_does_not_encrypt() -> None:
    async with mail_server(login=("shop", "made-up-password")) as server, Exchange(loopback=True) as exchange:
        (answer,) = await exchange.converse(handing_in(to(server, tls=MailTls.STARTTLS, login=("shop", "made-up-password"))))
    assert (answer.stage, answer.code) == (MailStage.TLS, 530)
    assert not any("AUTH" in each or "MAIL" in each for each in server.said)


async def test_an_address_beyond_ascii_needs_a_server_that_takes_it() -> None:
    async with mail_server() as server, Exchange(loopback=True) as exchange:
        request = replace(to(server), recipient="zoé@example.net", utf8=True)
        (refused,) = await exchange.converse(handing_in(request))
        server.features = ("SMTPUTF8",)
        (taken,) = await exchange.converse(handing_in(request))
    assert (refused.code, taken.code) == (553, 250)
    assert server.received[0].recipient == "zoé@example.net"


async def test_a_server_inside_the_operators_network_is_not_called() -> None:
    async def resolve(_host: str) -> list[str]:
        return ["10.0.0.7"]

    async with mail_server() as server, Exchange(resolve=resolve) as exchange:
        with pytest.raises(NeverConnectedError):
            await exchange.converse(handing_in(to(server, host="mail.example.org", tls=MailTls.STARTTLS)))
        with pytest.raises(NeverConnectedError):
            await exchange.converse(handing_in(to(server)))
    assert server.connections == 0
