"""A language model as one that may suggest a post: off unless asked for, and trusted in nothing.

What it writes must keep the network's limit and stand on the article as any other post does; else
it is refused, with the reason, and the suggestion made without it stays.
"""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from segue.errors import Problem, SegueError
from segue.judging import judge
from segue.model import Episode
from segue.release import Post
from segue.social import weight
from segue.social.counting import measure
from segue.social.grounding import findings
from segue.social.grounding.sources import source_of
from segue.social.layout import tidy
from segue.social.limits import row_for, table
from segue.social.marks import HASHTAG, LINK

_SECONDS = 60.0
_MOST_BYTES = 1_000_000
_LEAST_SHARE = 0.4


class Completer(Protocol):
    """Anything that answers a prompt with a text."""

    def complete(self, prompt: str) -> str:
        """The answer; SegueError when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class OpenAICompatible:
    """A model behind a base URL that speaks as OpenAI's chat completions do."""

    base_url: str
    name: str
    key: str = ""
    seconds: float = _SECONDS

    def complete(self, prompt: str) -> str:
        """The model's answer to one message."""
        message = {"role": "user", "content": prompt}
        body = json.dumps({"model": self.name, "messages": [message], "temperature": 0})
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        address = f"{self.base_url.rstrip('/')}/chat/completions"
        request = urllib.request.Request(address, body.encode(), headers)  # noqa: S310 (http only, see rules)
        try:
            with urllib.request.urlopen(request, timeout=self.seconds) as reply:  # noqa: S310
                answer = json.loads(reply.read(_MOST_BYTES))
            return _content(answer["choices"][0]["message"]["content"])
        except urllib.error.HTTPError as error:
            raise _silent(self, f"it answers {error.code} {error.reason}") from error
        except (OSError, http.client.HTTPException) as error:
            raise _silent(self, str(getattr(error, "reason", error)) or "no answer") from error
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise _silent(self, "its answer is none of a chat completion") from error


def _content(answered: object) -> str:
    """What was answered, where it is a text at all; a model that refuses may send none."""
    if not isinstance(answered, str):
        raise TypeError(answered)
    return answered


def rewritten(
    posts: Sequence[Post], episode: Episode, model: Completer
) -> tuple[tuple[Post, ...], tuple[Problem, ...]]:
    """The posts in the model's words where those may stand, and why the others were refused."""
    made, refused = [], []
    for post in posts:
        if post.parts > 1:
            made.append(post)
            continue
        text = tidy(model.complete(prompt(post, episode)))
        why = refusal(text, post, episode)
        if why:
            refused.append(_refused(post, why, episode))
        made.append(post if why else replace(post, text=text))
    return tuple(made), tuple(refused)


def refusal(text: str, post: Post, episode: Episode) -> str | None:
    """Why a text may not stand in for a post: too long, its link gone, or not in the article."""
    counted = measure(text, row_for(post.platform, post.kind, table(episode.show.root)))
    if not counted.valid:
        return f"it has {counted.length} {counted.unit} of {counted.limit}"
    if post.link and post.link in post.text and post.link not in text:
        return "it leaves out the link"
    found = next(findings(text, source_of(episode, post.platform)), None)
    if found:
        return f'it has {found.what} "{found.text}", {found.why}'
    return _strayed(text, post, episode)


def _strayed(text: str, post: Post, episode: Episode) -> str | None:
    """What it adds or loses that is no fact: a link, the disclaimer, hashtags, the subject."""
    added = [link for link in _links(text) if link not in post.text]
    if added:
        return f"it adds the link {added[0]}"
    disclaimer = episode.show.disclaimer or ""
    if disclaimer in post.text and disclaimer not in text:
        return "it leaves out the disclaimer"
    if len(HASHTAG.findall(text)) > max(len(HASHTAG.findall(post.text)), 1):
        return "it adds hashtags"
    by = judge(episode.show.language)
    known = set(by.words(" ".join(one.text for one in episode.article.sentences) + post.text))
    said = by.words(text)
    if sum(word in known for word in said) < _LEAST_SHARE * len(said):
        return "it speaks of something else than the article"
    return None


def _links(text: str) -> list[str]:
    """Every web address in a text, with and without https://."""
    return [*LINK.findall(text), *(text[start:end] for start, end in weight.urls(text))]


def prompt(post: Post, episode: Episode) -> str:
    """What the model is asked: the post, the sentences it stands on, and the rules."""
    source = "\n".join(f"- {sentence.text}" for sentence in post.source)
    return (
        f"Rewrite this post for {post.platform} in the language “{episode.show.language}”. Keep the"
        f" link, the hashtags and the disclaimer as they are, and stay below {post.limit}"
        f" {post.unit}. Say nothing that these sentences do not say: no other number, name or"
        f" claim; keep “may” and “not”. Answer with the post alone.\n\n"
        f"Sentences:\n{source}\n\nPost:\n{post.text}"
    )


def _refused(post: Post, why: str, episode: Episode) -> Problem:
    return Problem(
        severity="warning",
        code="model-refused",
        message=f'the model\'s text for the post "{post.id}" was refused: {why}',
        file=episode.source,
        hint="the post stays as it was suggested without the model",
    )


def _silent(model: OpenAICompatible, why: str) -> SegueError:
    return SegueError(
        Problem(
            code="model-silent",
            message=f'the language model "{model.name}" gives no answer: {why}',
            hint="check [social] model_url and the key in SEGUE_MODEL_KEY, or leave out --model",
            unreadable=True,
        )
    )
