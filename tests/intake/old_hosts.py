"""Feeds of other hosts, for the tests of importing them."""

from __future__ import annotations

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/DTDs/Podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:psc="http://podlove.org/simple-chapters">
"""
CHANNEL = """\
<channel>
  <title>Old &amp; Gold</title>
  <link>https://old.example</link>
  <atom:link href="https://old.example/rss" rel="self" type="application/rss+xml"/>
  <description><![CDATA[A show that moves.]]></description>
  <language>en-us</language>
  <copyright>© Ada</copyright>
  <itunes:author>Ada Example</itunes:author>
  <itunes:owner><itunes:name>Ada</itunes:name><itunes:email>ada@old.example</itunes:email></itunes:owner>
  <itunes:explicit>no</itunes:explicit>
  <itunes:type>serial</itunes:type>
  <itunes:category text="Health &amp; Fitness"><itunes:category text="Medicine"/></itunes:category>
  <itunes:category text="Technology"/>
  <itunes:category text="Podcasting"/>
  <itunes:image href="https://old.example/cover.jpg"/>
  <podcast:guid>4a4a4a4a-0000-4000-8000-00000000000a</podcast:guid>
  <podcast:funding url="https://old.example/give">Give "now"</podcast:funding>
  <podcast:person href="https://ada.example">Ada Example</podcast:person>
"""
ITEM = """\
  <item>
    <title>Cells &amp; books</title>
    <link>https://old.example/7</link>
    <guid isPermaLink="true">https://old.example/?p=7</guid>
    <pubDate>Sat, 22 Nov 2025 09:30:00 +0100</pubDate>
    <enclosure url="https://cdn.old.example/7 a.mp3" length="12345678" type="audio/mpeg"/>
    <itunes:duration>1:02:03</itunes:duration>
    <itunes:season>2</itunes:season>
    <itunes:episode>7</itunes:episode>
    <itunes:episodeType>bonus</itunes:episodeType>
    <itunes:explicit>yes</itunes:explicit>
    <itunes:image href="https://old.example/7.jpg"/>
    <itunes:keywords>cells, books</itunes:keywords>
    <itunes:subtitle>What cells read.</itunes:subtitle>
    <podcast:person role="guest" href="https://bo.example">Bo</podcast:person>
    <podcast:person>Ada Example</podcast:person>
    <podcast:chapters url="https://old.example/7.json" type="application/json+chapters"/>
    <podcast:transcript url="https://old.example/7.vtt" type="text/vtt"/>
    <psc:chapters><psc:chapter start="00:01:02.500" title="The book"/></psc:chapters>
    <description>Cells read &lt;a href="https://e.example/book"&gt;a book&lt;/a&gt;.</description>
    <content:encoded><![CDATA[<p>Cells read <a href="https://e.example/book">a book</a>.</p>
      <ul><li>One</li><li>Two</li></ul><h3>More</h3><p>It has <b>many</b> pages.</p>
    ]]></content:encoded>
  </item>
"""
TAIL = "</channel></rss>"


def feed(*items: str, channel: str = CHANNEL) -> bytes:
    """A feed with these items."""
    return "\n".join([HEAD, channel, *items, TAIL]).encode()
