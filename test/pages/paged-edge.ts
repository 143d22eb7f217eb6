import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { freePort, type Process, startEdgeProcess } from '../support/processes.ts';

/** The edge as a process, with its pages, on a port that stays its own over a restart. */
export class PagedEdge implements AsyncDisposable {
  readonly url: string;
  readonly #http: number;
  readonly #dataDir: string;
  #process: Process | undefined;

  private constructor(http: number, dataDir: string) {
    this.#http = http;
    this.#dataDir = dataDir;
    this.url = `http://127.0.0.1:${http}`;
  }

  static async start(plant: object): Promise<PagedEdge> {
    const dataDir = mkdtempSync(join(tmpdir(), 'lotline-pages-'));
    writeFileSync(join(dataDir, 'plant.yaml'), JSON.stringify({ plant })); // JSON is YAML.
    const edge = new PagedEdge(await freePort(), dataDir);
    await edge.rise();
    return edge;
  }

  async fall(): Promise<void> {
    await this.#process?.kill('SIGTERM');
  }

  async rise(): Promise<void> {
    const env = { LOTLINE_HTTP_PORT: String(this.#http) };
    const config = join(this.#dataDir, 'plant.yaml');
    const { edge } = await startEdgeProcess({ dataDir: this.#dataDir, config, env });
    this.#process = edge;
  }

  /** Records events; throws when the edge will not have one. */
  async say(...events: object[]): Promise<void> {
    const reply = await fetch(`${this.url}/api/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    const text = await reply.text();
    if (reply.status !== 200 || text.includes('quarantined')) throw new Error(text);
  }

  async ask(path: string): Promise<unknown> {
    return (await fetch(`${this.url}/api/v1${path}`)).json();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process?.[Symbol.asyncDispose]();
    rmSync(this.#dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The shifts of a plant that began one six hours ago, so that no test runs over its end. */
export function longShift(): readonly object[] {
  const begun = `${String((new Date().getUTCHours() + 7 + 18) % 24).padStart(2, '0')}:00`;
  return [{ id: '1', start: begun, end: begun }];
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['LOTLINE_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** What axe finds on a page by some of its rules or, by itself, by all; each with its first place. */
export async function axeFaultsOf(page: Page, chosen: object = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  return page.evaluate(async (options) => {
    type Violation = { id: string; nodes: { html: string }[] };
    type Run = (options: object) => Promise<{ violations: Violation[] }>;
    const axe = Reflect.get(window, 'axe') as { run: Run }; // Its own form.
    const { violations } = await axe.run({ resultTypes: ['violations'], ...options });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }, chosen);
}

/** The rules that another theme can break: it changes colours and nothing else. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];
/** In another language the colours are the same. */
export const allButColours = {
  rules: Object.fromEntries(rulesOfColour.map((rule) => [rule, { enabled: false }])),
};

/** By all rules in one theme, by those of colour in the others; ends in the dark. */
export async function axeFaultsInThemes(page: Page): Promise<string[]> {
  const inTheme = async (theme: string, chosen?: object) => {
    await page.evaluate((worn) => document.documentElement.setAttribute('data-theme', worn), theme);
    return (await axeFaultsOf(page, chosen)).map((fault) => `${theme}: ${fault}`);
  };
  const light = await inTheme('light');
  const contrast = await inTheme('contrast', { runOnly: rulesOfColour });
  return [...light, ...contrast, ...(await inTheme('dark', { runOnly: rulesOfColour }))];
}

/** The keys of a scanner where the focus is, at its speed however busy this machine is. */
export async function scan(page: Page, code: string): Promise<void> {
  await page.evaluate(
    ({ keys, keyMs }) => {
      const beginMs = performance.now();
      for (const [nth, key] of keys.entries()) {
        const press = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        // Real keys bear the time at which they were pressed; these would bear that of this loop.
        Object.defineProperty(press, 'timeStamp', { value: beginMs + nth * keyMs });
        (document.activeElement ?? document).dispatchEvent(press);
      }
    },
    { keys: [...code, 'Enter'], keyMs: 8 },
  );
}
