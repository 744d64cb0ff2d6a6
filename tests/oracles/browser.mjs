// A list of views in; what a browser shows of each out, all in one Chromium.
//
// A view is {html, width, scheme, without_style, inverted, shot}. What comes back tells how wide the
// page became, which elements reach beyond the screen, and what axe-core finds wrong. `shot` names
// a file to put a picture into.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";
import { answer } from "./answer.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const RULES = [
  "color-contrast", "image-alt", "link-name", "html-has-lang", "html-lang-valid", "valid-lang",
  "td-headers-attr", "th-has-data-cells", "scope-attr-valid", "table-duplicate-name",
  "td-has-header", "empty-table-header", "document-title", "list", "listitem", "role-img-alt",
  "button-name", "duplicate-id-aria", "meta-viewport", "heading-order", "link-in-text-block",
];
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900">
  <rect width="1600" height="900" fill="#7d9ba1"/></svg>`;

await answer(async ({ program, views }) => {
  const browser = await puppeteer.launch({
    executablePath: program,
    args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"],
  });
  try {
    const axe = await readFile(AXE, "utf8");
    const page = await browser.newPage();
    await page.setBypassCSP(true);
    await page.setRequestInterception(true);
    page.on("request", (request) => fulfil(request));
    const seen = [];
    for (const view of views) seen.push(await look(page, axe, view));
    return seen;
  } finally {
    await browser.close();
  }
});

// No view may reach the network: every picture is the same grey one.
function fulfil(request) {
  if (request.url().startsWith("data:") || request.url() === "about:blank") return request.continue();
  if (request.resourceType() !== "image") return request.abort();
  return request.respond({ contentType: "image/svg+xml", body: PICTURE });
}

async function look(page, axe, view) {
  const scheme = view.scheme ?? "light";
  await page.setViewport({ width: view.width, height: 900, isMobile: view.width < 500, deviceScaleFactor: 1 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setContent(view.html, { waitUntil: "load" });
  if (view.without_style) await page.evaluate(() => document.querySelectorAll("style").forEach((each) => each.remove()));
  if (view.inverted) await page.evaluate(invert);
  const reach = await page.evaluate(measure, view.width);
  if (view.shot) await page.screenshot({ path: view.shot, fullPage: true });
  await page.evaluate(axe);
  const violations = await page.evaluate(judge, RULES);
  return { ...reach, violations };
}

function measure(width) {
  const beyond = [...document.body.querySelectorAll("*")]
    .filter((each) => {
      const { left, right, width: own } = each.getBoundingClientRect();
      return own > 0 && getComputedStyle(each).display !== "none" && (right > width + 0.5 || left < -0.5);
    })
    .map((each) => `${each.tagName.toLowerCase()}.${each.className}: ${each.textContent.slice(0, 40)}`);
  return { width: document.documentElement.scrollWidth, beyond: beyond.slice(0, 5) };
}

async function judge(rules) {
  const { violations } = await globalThis.axe.run(document, { runOnly: { type: "rule", values: rules } });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${any[0]?.message ?? ""} ${html.slice(0, 200)}`));
}

// What mail programs do that turn a mail dark without asking: each colour's lightness is turned round.
function invert() {
  const flip = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    if (a === 0) return colour;
    const most = Math.max(r, g, b), least = Math.min(r, g, b);
    const shift = 255 - most - least;
    return `rgba(${r + shift}, ${g + shift}, ${b + shift}, ${a})`;
  };
  const before = [...document.querySelectorAll("*")].map((each) => {
    const { color, backgroundColor, backgroundImage } = getComputedStyle(each);
    return [each, color, backgroundColor];
  });
  for (const [each, colour, ground] of before) {
    each.style.setProperty("color", flip(colour), "important");
    each.style.setProperty("background-color", flip(ground), "important");
  }
}
