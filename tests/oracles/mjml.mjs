// A list of MJML texts in; for each, what the official program finds wrong with it out.
import mjml2html from "mjml";
import { answer } from "./answer.mjs";

await answer((texts) => Promise.all(texts.map(faults)));

async function faults(text) {
  try {
    const { errors } = await mjml2html(text, { validationLevel: "soft", keepComments: false });
    return errors.map((error) => error.formattedMessage);
  } catch (error) {
    return [String(error.message)];
  }
}
