import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

/** The folder of the pages; of it only styles and scripts are served. */
const ASSETS = new URL("../../templates/pages/", import.meta.url);
/** The site's one stylesheet: the tokens and elements of the look, what the frame needs, the parts all pages share. */
const SITE = ["tokens.css", "shell.css", "parts.css"];
const HASH_LENGTH = 10;

export interface Asset {
  type: "text/css" | "text/javascript";
  text: string;
  hash: string;
}

/** Every file by its plain name, read once at start. */
const assets = new Map<string, Asset>([
  ["site.css", assetOf("site.css", SITE.map(read).join("\n"))],
  ...readdirSync(ASSETS)
    .filter((name) => /\.(css|js)$/.test(name))
    .map((name): [string, Asset] => [name, assetOf(name, read(name))]),
]);

/** `site.1a2b3c4d5e.css`: a browser keeps it for good, for another text has another address. */
export function assetPath(name: string): string {
  const hash = assets.get(name)?.hash;
  return `/assets/${hash ? name.replace(/\.(\w+)$/, `.${hash}.$1`) : name}`;
}

/** The file behind an address, with or without its hash; null: none, or its text is another by now. */
export function findAsset(asked: string): { asset: Asset; isForGood: boolean } | null {
  const [, name, hash, ending] = /^([a-z-]+)(?:\.([0-9a-f]{10}))?\.(css|js)$/.exec(asked) ?? [];
  const asset = assets.get(`${name}.${ending}`);
  if (!asset || (hash && hash !== asset.hash)) return null;
  return { asset, isForGood: hash !== undefined };
}

function read(name: string): string {
  return readFileSync(new URL(name, ASSETS), "utf8");
}

function assetOf(name: string, text: string): Asset {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH);
  return { type: name.endsWith(".css") ? "text/css" : "text/javascript", text, hash };
}
