// A list of MJML texts in; for each, what the official program finds wrong with it out.
import { File } from "node:buffer";
import { answer } from "./answer.mjs";

// Node 18, which Debian 12 brings, has it but not where mjml's HTML reader looks.
globalThis.File ??= File;
const { default: mjml2html } = await import("mjml");

await answer((texts) => Promise.all(texts.map(faults)));

async function faults(text) {
  try {
    const { errors } = await mjml2html(text, { validationLevel: "soft" });
    return errors.map((error) => error.formattedMessage);
  } catch (error) {
    return [String(error.message)];
  }
}
