// A list of texts in; what twitter-text says each of them weighs on X out.
import twitter from "twitter-text";
import { answer } from "./answer.mjs";

await answer((texts) => texts.map((text) => twitter.parseTweet(text).weightedLength));
