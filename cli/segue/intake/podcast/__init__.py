"""A podcast's feed, read for a show that moves in.

`elements` reads XML of strangers safely, `entry` makes a manuscript of each item, `channel` tells
what belongs into segue.toml, `notes` makes Markdown of what an item says.
"""
