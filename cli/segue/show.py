"""The show's settings as `segue.toml` names them: a field is a key, its default, its meaning."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from segue.errors import Code

Layout = Literal["digest", "full"]
Level = Literal["segments", "episode", "off"]
Weight = Literal["off", "warning", "error"]
"""How much a finding of some code weighs."""


def setting(meaning: str, default: Any = None, *, key: str | None = None, **schema: Any) -> Any:
    """A key's field with its one-line meaning; `key` where what is typed is no Python name.

    `schema` is what the JSON Schema says of it beyond its type.
    """
    return field(default=default, metadata={"meaning": meaning, "key": key, "schema": schema})


def needed(meaning: str, **schema: Any) -> Any:
    """The field of a key that can't be left out."""
    return setting(meaning, MISSING, **schema)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`[look]`: the colours, fonts and logo that email, cards and review page share."""

    accent: str = setting("buttons, links and rules, as #rrggbb", "#0b5c7a")
    text: str = setting("text colour, as #rrggbb", "#1c2430")
    background: str = setting("what text stands on, as #rrggbb", "#ffffff")
    page: str = setting("around the text column, as #rrggbb", "#eef2f5")
    font: str = setting(
        "font stack, as CSS", "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
    )
    heading_font: str = setting(
        "font stack of the cards' main words, as CSS; its files lie in assets/fonts/", ""
    )
    radius: int = setting("corner radius of buttons and cards, in pixels", 6)
    logo: Path | None = setting("logo file")


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioSettings:
    """`[audio]`: how an episode is put together and how loud it is."""

    intro: Path | None = setting("sound file played before the episode")
    outro: Path | None = setting("sound file played after the episode")
    bed: Path | None = setting("music under the whole talk")
    bed_db: float = setting("how far below the talk the bed plays, in dB", -16.0)
    duck_db: float = setting("how much further it goes down while somebody speaks, in dB", -8.0)
    crossfade_seconds: float = setting("overlap of neighbouring clips, in seconds", 1.0)
    level: Level = setting(
        "bring each segment to the loudness, only the episode as a whole, or nothing", "segments"
    )
    loudness_lufs: float = setting("integrated loudness of the finished file, in LUFS", -16.0)
    true_peak_dbtp: float = setting("highest true peak of the finished file, in dBTP", -1.0)
    formats: tuple[Literal["mp3", "m4a", "opus", "flac", "wav"], ...] = setting(
        "file formats to write, the feed's first: mp3, m4a, opus, flac, wav", ("mp3",)
    )
    encode: Literal["full", "splice", "auto"] = setting(
        "encode all of an mp3; splice: copy what is mp3 already; auto: where nothing is lost",
        "full",
    )
    splice_tolerance_lu: float = setting(
        "how far from the loudness what splice copies may be, in LU", 0.5
    )
    bitrate: str = setting("bit rate of the finished mp3, m4a and opus, as 96k or 128k", "128k")
    bit_depth: Literal[16, 24] = setting("bits a sample has in flac and wav: 16 or 24", 16)
    channels: Literal["auto", "mono", "stereo"] = setting(
        "channels of the finished file; auto is mono where all recordings are", "stereo"
    )
    sample_rate: int = setting("sample rate of the finished file, in Hz", 44100)
    trim_silence: bool = setting("leave out silence at the ends of each recording", False)
    shorten_pauses_seconds: float = setting("make longer pauses this long; 0 for none", 0.0)
    high_pass_hz: int = setting("take away rumble below so many Hz; 0 for none", 0)
    reduce_noise: bool = setting("make steady background noise softer", False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterSettings:
    """`[newsletter]`: how the email looks and where it is sent from."""

    layout: Layout = setting("digest (takeaways) or full (the whole article)", "digest")
    profile: str = setting("the email service: generic, mailchimp, …", "generic")
    sender: str | None = setting("address in From:, as Name <a@example.org>", key="from")
    reply_to: str | None = setting("address in Reply-To:")
    image_url: str | None = setting("where the newsletter's pictures are hosted, https://…")
    unsubscribe_url: str | None = setting("unsubscribe page, https://… (profile generic)")
    utm: bool = setting("add utm_ parameters to links in the newsletter", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialSettings:
    """`[social]`: the networks to write for."""

    platforms: tuple[str, ...] = setting(
        "networks to write posts for",
        ("x", "bluesky", "linkedin", "instagram", "mastodon", "threads", "facebook"),
    )
    utm: bool = setting("add utm_ parameters to links in posts", True)
    hashtags: tuple[str, ...] = setting("hashtags that every episode may use", ())
    keep_together: tuple[str, ...] = setting("names and terms never broken in two", ())
    image_url: str | None = setting("where the posts' pictures are hosted, https://…")
    model: str | None = setting("language model that `segue draft --model` asks")
    model_url: str | None = setting("where it answers, as OpenAI's do, https://…/v1")
    cards: bool = setting("make a picture for each post", True)
    card_sizes: tuple[str, ...] = setting(
        "sizes to make every picture in, besides the one that its network shows best", ()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """Somebody who presents the show."""

    name: str = needed("who it is")
    url: str | None = setting("their page, https://…")

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """A page where listeners can support the show, and the words that lead there."""

    label: str = needed("the words to click on")
    url: str = needed("where they lead, https://…")

    def __str__(self) -> str:
        return f"{self.label} ({self.url})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Txt:
    """A word for machines, as the code by which a directory checks whose feed it is."""

    text: str = needed("the code itself")
    purpose: str | None = setting("whom it is for, as applepodcastsverify")

    def __str__(self) -> str:
        return f"{self.purpose}: {self.text}" if self.purpose else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """`[feed]`: what podcast apps and directories are told, beside the show itself."""

    limit: int = setting("episodes on a page of the feed; 0 for all on one", 0)
    paging: bool = setting("put older episodes on further pages, else leave them out", True)
    type: Literal["episodic", "serial"] = setting(
        "episodic: newest first; serial: to be heard from the first on", "episodic"
    )
    medium: Literal[
        "podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "course"
    ] = setting("what the feed holds", "podcast")
    guid: str | None = setting("the show's id for ever; without it, made from show.feed_url")
    locked: bool = setting("other hosts must not take the feed over", True)
    block: bool = setting("ask directories not to list the show", False)
    complete: bool = setting("no more episodes will come", False)
    frequency: (
        Literal["daily", "weekdays", "weekly", "biweekly", "monthly", "bimonthly", "yearly"] | None
    ) = setting("how often an episode comes out")
    new_url: str | None = setting("where the feed has moved to, https://…")
    categories: tuple[str, ...] = setting("further categories, after show.category", ())
    season_names: tuple[str, ...] = setting("names of the seasons, the first one's first", ())
    funding: tuple[Funding, ...] = setting("where listeners can support the show", ())
    license: str | None = setting("licence of the audio, as CC-BY-4.0")
    license_url: str | None = setting("its text, https://…; a licence of your own needs it")
    ai_content: bool | None = setting("whether speech or text was made by a machine")
    txt: tuple[Txt, ...] = setting("codes by which directories check whose feed it is", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """`[check]`: what `segue check` looks for, and how much it weighs."""

    severity: dict[Code, Weight] = field(
        default_factory=dict,
        metadata={"meaning": "off, warning or error for findings, by their codes"},
    )
    acronyms: tuple[str, ...] = setting("acronyms that your readers know", ())
    reading_ease: float = setting("the lowest reading ease that is not told; 0 for never", 0.0)

    def asks_for(self, code: str) -> bool:
        """Whether a finding that is off by default was turned on."""
        return self.severity.get(Code(code), "off") != "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptSettings:
    """`[transcript]`: how what was written down of the recordings is set right."""

    speakers: dict[str, str] = field(
        default_factory=dict,
        metadata={"meaning": "who a transcript's “Speaker 1” is, by that name"},
    )
    replace: dict[str, str] = field(
        default_factory=dict,
        metadata={"meaning": "the right words for those that transcripts get wrong"},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A show: all tables of `segue.toml`, settled for the show or for one episode."""

    root: Path = field(metadata={"internal": True})
    title: str = setting("the show's name", "")
    author: str = setting("who makes the show", "")
    hosts: tuple[Host, ...] = setting("who presents it; without them, the author", ())
    email: str | None = setting("contact address, also the feed's owner")
    link: str | None = setting("the show's web page, https://…")
    description: str | None = setting("what the show is about, for directories")
    language: str = setting("language code, as en or pt-BR", "en")
    category: str | None = setting("Apple's category, as Health & Fitness > Medicine")
    explicit: bool = setting("whether the show holds explicit content", False)
    cover: Path | None = setting("cover art, 1400 to 3000 pixels square, .jpg or .png")
    postal_address: str | None = setting("postal address, which a newsletter needs by law")
    disclaimer: str | None = setting("goes into every output when set")
    copyright: str | None = setting("copyright line of the feed")
    feed_url: str | None = setting("where the feed will be, https://…/feed.xml")
    media_url: str | None = setting("where the audio files will be hosted, https://…/")
    timezone: str = setting("time zone of dates without one, as Europe/Berlin", "UTC")
    handles: dict[str, str] = field(default_factory=dict, metadata={"table": "handles"})
    look: Look = field(default_factory=Look, metadata={"table": "look"})
    audio: AudioSettings = field(default_factory=AudioSettings, metadata={"table": "audio"})
    newsletter: NewsletterSettings = field(
        default_factory=NewsletterSettings, metadata={"table": "newsletter"}
    )
    social: SocialSettings = field(default_factory=SocialSettings, metadata={"table": "social"})
    transcript: TranscriptSettings = field(
        default_factory=TranscriptSettings, metadata={"table": "transcript"}
    )
    feed: FeedSettings = field(default_factory=FeedSettings, metadata={"table": "feed"})
    check: CheckSettings = field(default_factory=CheckSettings, metadata={"table": "check"})

    @property
    def presenters(self) -> tuple[Host, ...]:
        """Who presents the show: its hosts, or else its author."""
        return self.hosts or ((Host(name=self.author),) if self.author else ())

    def relative(self, file: Path) -> PurePosixPath:
        """A file of the show as outputs name it: below the show's folder, on any machine.

        One that lies elsewhere, as `segue stitch` may be given, goes by its name alone.
        """
        within = file.is_relative_to(self.root)
        return PurePosixPath(file.relative_to(self.root).as_posix() if within else file.name)
