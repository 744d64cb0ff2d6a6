// A list of messages (base64) in; for each, what mailparser reads in it out.
import { simpleParser } from "mailparser";
import { answer } from "./answer.mjs";

await answer((messages) => Promise.all(messages.map(read)));

async function read(message) {
  const mail = await simpleParser(Buffer.from(message, "base64"), { skipTextLinks: true });
  return {
    subject: mail.subject ?? "",
    from: mail.from?.value ?? [],
    to: mail.to?.value ?? [],
    replyTo: mail.replyTo?.value ?? [],
    date: mail.date?.toISOString() ?? null,
    messageId: mail.messageId ?? null,
    headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line])),
    text: mail.text ?? "",
    html: mail.html || "",
  };
}
