// Every MJML element, as the official program defines it: its attributes with their types, and
// what may stand in it; and every colour that has a name.
import { File } from "node:buffer";
import { answer } from "./answer.mjs";

globalThis.File ??= File;
const { default: preset } = await import("mjml-preset-core");
const { default: colours } = await import("mjml-core/lib/types/helpers/colors.js");
const named = new Map(preset.components.map((component) => [component.componentName, component]));

await answer(() => ({
  colours,
  elements: Object.fromEntries(
    [...named].map(([name, component]) => [
      name,
      {
        content: Boolean(component.endingTag),
        children: preset.dependencies[name] ?? [],
        attributes: component.allowedAttributes ?? {},
      },
    ]),
  ),
}));
