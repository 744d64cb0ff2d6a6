"""HTML that other programs wrote, as blocks of our Markdown.

`page` reads bytes into a tree, `units` cuts the tree into pieces, `body` chooses those that are the
article, `writing` makes Markdown of them. The formats HTML, Word and WordPress stand on it.
"""
