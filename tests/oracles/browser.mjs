// {program, views} in; what the browser `program` shows of each view out, all in one start of it.
//
// A view is {html, width, scheme, treatment, shot}: `scheme` is light or dark, `treatment` what a
// mail program does to the mail (TREATMENTS), `shot` a file to put a picture into. Out comes how
// wide the page is, what reaches beyond the screen, the colour under the text, what runs against
// the page's direction without saying so, and what axe-core finds wrong.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";
import { answer } from "./answer.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const RULES = [
  "button-name", "color-contrast", "document-title", "empty-heading", "empty-table-header",
  "html-has-lang", "html-lang-valid", "image-alt", "link-in-text-block", "link-name", "list",
  "listitem", "meta-viewport", "scope-attr-valid", "table-duplicate-name", "td-has-header",
  "td-headers-attr", "th-has-data-cells", "valid-lang",
];
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900">
  <rect width="1600" height="900" fill="#7d9ba1"/></svg>`;
const TREATMENTS = { stripped, inverted, outlook };

await answer(async ({ program, views }) => {
  const args = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"];
  const browser = await puppeteer.launch({ executablePath: program, args });
  try {
    const axe = await readFile(AXE, "utf8");
    const page = await browser.newPage();
    await page.setRequestInterception(true);
    page.on("request", fulfil);
    const seen = [];
    for (const view of views) seen.push(await look(page, axe, view));
    return seen;
  } finally {
    await browser.close();
  }
});

// No view may reach the network: every picture is the same grey one.
function fulfil(request) {
  if (request.resourceType() === "image") {
    return request.respond({ contentType: "image/svg+xml", body: PICTURE });
  }
  return request.url() === "about:blank" ? request.continue() : request.abort();
}

async function look(page, axe, { html, width, scheme = "light", treatment, shot }) {
  await page.setViewport({ width, height: 900, isMobile: width < 480 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setContent(html, { waitUntil: "load" });
  if (treatment) await page.evaluate(TREATMENTS[treatment]);
  const shown = await page.evaluate(measure, width);
  if (shot) await page.screenshot({ path: shot, fullPage: true });
  await page.evaluate(axe);
  return { ...shown, violations: await page.evaluate(judge, RULES) };
}

function measure(screen) {
  const all = [...document.body.querySelectorAll("*")].filter((each) => each.checkVisibility());
  const told = (each) => `<${each.tagName.toLowerCase()} class="${each.className}"> ${each.textContent.trim().slice(0, 40)}`;
  const beyond = all.filter((each) => {
    const { left, right, width } = each.getBoundingClientRect();
    return width > 0 && (right > screen + 0.5 || left < -0.5);
  });
  const direction = document.documentElement.dir || "ltr";
  const against = all.filter((each) => getComputedStyle(each).direction !== direction && !each.closest("[dir]:not(html), bdi"));
  const ground = all.map((each) => getComputedStyle(each)).find((style) => !/, 0\)$|transparent/.test(style.backgroundColor));
  const card = document.querySelector(".card");
  return {
    width: document.documentElement.scrollWidth,
    beyond: beyond.slice(0, 5).map(told),
    against: against.slice(0, 5).map(told),
    ground: card ? getComputedStyle(card).backgroundColor : ground?.backgroundColor ?? "",
  };
}

async function judge(rules) {
  const { violations } = await globalThis.axe.run(document, { runOnly: { type: "rule", values: rules }, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${any[0]?.message ?? ""} ${html.slice(0, 200)}`));
}

// Many mail programs drop every style element.
function stripped() {
  document.querySelectorAll("style").forEach((each) => each.remove());
}

// Outlook on the web marks a mail whose colours it changed.
function outlook() {
  document.documentElement.setAttribute("data-ogsc", "");
  document.documentElement.setAttribute("data-ogsb", "");
}

// Some darken a mail without asking: each colour's lightness (that of CIELAB) is turned round.
function inverted() {
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const gamma = (value) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);
  const root = (value) => (value > 216 / 24389 ? Math.cbrt(value) : (value * 24389 / 27 + 16) / 116);
  const cube = (value) => (value > 6 / 29 ? value ** 3 : (116 * value - 16) * 27 / 24389);
  const turned = (colour) => {
    const [r, g, b, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    const [red, green, blue] = [r, g, b].map((value) => linear(value / 255));
    const x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
    const y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    const z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
    const high = (100 - (116 * y - 16) + 16) / 116;
    const [X, Y, Z] = [0.9505 * cube(high + x - y), cube(high), 1.089 * cube(high + z - y)];
    const mixed = [3.2406 * X - 1.5372 * Y - 0.4986 * Z, -0.9689 * X + 1.8758 * Y + 0.0415 * Z, 0.0557 * X - 0.204 * Y + 1.057 * Z];
    const channels = mixed.map((value) => Math.round(255 * gamma(Math.min(1, Math.max(0, value)))));
    return `rgba(${channels.join(",")},${alpha})`;
  };
  const all = [...document.querySelectorAll("*")].map((each) => [each, getComputedStyle(each)]);
  const colours = all.map(([each, style]) => [each, turned(style.color), turned(style.backgroundColor)]);
  for (const [each, colour, ground] of colours) {
    each.style.setProperty("color", colour, "important");
    each.style.setProperty("background-color", ground, "important");
  }
}
