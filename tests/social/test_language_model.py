"""A language model's posts: kept where they stand on the article, refused with the reason."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from samples import an_episode
from segue.errors import SegueError
from segue.release import Post
from segue.social.language_model import OpenAICompatible, rewritten

EPISODE = an_episode("The cork kettle lost 4 degrees in an hour. It may last for ten winters.\n")
POST = Post(
    "x", "x-fact", "fact", 1, 1, "The cork kettle lost 4 degrees in an hour.", 42, 280,
    "characters", EPISODE.article.sentences[:1],
)  # fmt: skip


class Says:
    """A model that always says the same."""

    def __init__(self, text: str) -> None:
        self.text = text

    def complete(self, prompt: str) -> str:
        """The text, whatever is asked."""
        assert "4 degrees" in prompt
        return self.text


def test_words_that_stand_on_the_article_are_taken() -> None:
    """The post then has them, and nothing is refused."""
    [post], refused = rewritten([POST], EPISODE, Says("In an hour, the kettle lost 4 degrees."))
    assert (post.text, refused) == ("In an hour, the kettle lost 4 degrees.", ())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The kettle lost 5 degrees in an hour.", "5"),
        ("The kettle is proven by Jack.", "Jack"),
        ("kettle " * 80, "of 280"),
        ("", "of 280"),
        ("The kettle lost 4 degrees in an hour: https://evil.example/", "evil.example"),
        ("The kettle lost 4 degrees in an hour, see elsewhere.com", "elsewhere.com"),
        ("I am sorry, but writing such things is beyond what assistants do.", "something else"),
    ],
)
def test_words_that_may_not_stand_are_refused_with_the_reason(text: str, why: str) -> None:
    """The suggestion made without the model stays."""
    [post], [problem] = rewritten([POST], EPISODE, Says(text))
    assert post == POST
    assert why in problem.message


def test_a_link_must_stay() -> None:
    """A post without its link is of no use."""
    linked = replace(POST, text=f"{POST.text} https://example.org/a", link="https://example.org/a")
    [post], [problem] = rewritten([linked], EPISODE, Says(POST.text))
    assert post == linked
    assert "link" in problem.message


def test_a_link_beside_the_text_need_not_stand_in_it() -> None:
    """Pinterest has a field for it."""
    beside = replace(POST, link="https://example.org/a")
    [post], problems = rewritten([beside], EPISODE, Says(POST.text))
    assert not problems
    assert post.link == beside.link


def test_a_disclaimer_must_stay_and_no_hashtag_come() -> None:
    """What the show owes its readers is not the model's to drop."""
    show = replace(EPISODE.show, disclaimer="No advice.")
    careful = replace(POST, text=f"{POST.text}\n\nNo advice.")
    _, [lost] = rewritten([careful], replace(EPISODE, show=show), Says(POST.text))
    assert "disclaimer" in lost.message
    _, [added] = rewritten([POST], EPISODE, Says(f"{POST.text} #Cork #Kettle"))
    assert "hashtag" in added.message


@pytest.fixture
def server(socket_enabled: None) -> Iterator[tuple[str, list[dict[str, object]], dict[str, bytes]]]:
    """A model on this machine alone: its address, what it was asked, and what it shall answer."""
    del socket_enabled
    asked: list[dict[str, object]] = []
    answer = {"body": json.dumps({"choices": [{"message": {"content": "Hello."}}]}).encode()}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            asked[-1]["key"] = self.headers["Authorization"]
            self.send_response(200 if answer["body"] else 401)
            self.end_headers()
            self.wfile.write(answer["body"])

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/v1", asked, answer
        running.shutdown()
        thread.join()


def test_a_server_is_asked_as_others_ask_it(
    server: tuple[str, list[dict[str, object]], dict[str, bytes]],
) -> None:
    """The model's name, one message and the key; a refusal or nonsense is a clear error."""
    address, asked, answer = server
    model = OpenAICompatible(address, "small", "secret", seconds=5)
    assert model.complete("Hi?") == "Hello."
    assert (asked[0]["model"], asked[0]["key"]) == ("small", "Bearer secret")
    nothing = json.dumps({"choices": [{"message": {"content": None}}]}).encode()
    reasons = {b"": "401", b"{}": "none of a chat completion", nothing: "none of a chat completion"}
    for body, why in reasons.items():
        answer["body"] = body
        with pytest.raises(SegueError, match=why):
            model.complete("Hi?")
