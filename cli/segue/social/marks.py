"""What a network makes a link of: handles, hashtags and addresses in a post's text."""

from __future__ import annotations

import re

HANDLE = re.compile(r"(?<![\w@./])@\w(?:[\w.-]*\w)?(?:@\w[\w.-]*\w)?")
HASHTAG = re.compile(r"(?<![\w&/])#(\w*[^\W\d_]\w*)")
LINK = re.compile(r"https?://\S+")
