"""One Markdown article and its recordings in, a podcast's release day out."""

__version__ = "0.1.0"
