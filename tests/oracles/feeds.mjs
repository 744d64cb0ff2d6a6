// A list of feeds in; for each, what feedsmith and podcast-partytime read in it out.
import { parseRssFeed } from "feedsmith";
import partytime from "podcast-partytime";
import { answer } from "./answer.mjs";

const parseFeed = partytime.parseFeed ?? partytime.default?.parseFeed ?? partytime;

await answer((feeds) =>
  feeds.map((xml) => ({ feedsmith: parseRssFeed(xml), partytime: parseFeed(xml) })),
);
