"""WordPress: `export` reads the items of an export one by one, `content` a post's own text."""
