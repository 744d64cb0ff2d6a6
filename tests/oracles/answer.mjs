// JSON on standard input, through `work`, as JSON on standard output.
import { text } from "node:stream/consumers";

export async function answer(work) {
  const value = JSON.parse(await text(process.stdin));
  process.stdout.write(JSON.stringify(await work(value)));
}
