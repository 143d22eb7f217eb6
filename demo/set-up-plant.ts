import { reasonsReply } from '../edge/api/contract/calendar.ts';
import { plantReasons } from '../simulators/plant-reasons.ts';
import { plantTargets } from '../simulators/plant-settings.ts';
import { type ScenarioName, scenarios } from '../simulators/scenarios.ts';

type SetUp = {
  /** Where the API is: `http://127.0.0.1:8080/api/v1`. */
  readonly api: string;
  readonly scenario: ScenarioName;
  readonly lines: number;
  /** From when it all counts: the plant's beginning. */
  readonly effectiveFrom: string;
};

/**
 * Sets the reasons for stops and the planned cycles of a new plant, as its engineers would; what
 * somebody has set already stays.
 */
export async function setUpPlant({ api, scenario, lines, effectiveFrom }: SetUp): Promise<void> {
  const { editions } = reasonsReply.parse(await (await fetch(`${api}/reasons`)).json());
  if (editions.some(({ seq }) => seq !== undefined)) return;
  const own = { by: 'eng.minh', effectiveFrom };
  await put(`${api}/reasons`, { ...own, tree: plantReasons });
  await put(`${api}/targets`, { ...own, targets: plantTargets(scenarios[scenario], lines) });
}

async function put(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}: ${await reply.text()}`);
}
