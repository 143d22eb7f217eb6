import type { QueryResult } from '../../queries/queries.ts';
import { type Answer, json, type RawRequest, type Services } from '../define-route.ts';
import { Problem } from '../problem.ts';
import { record } from '../record.ts';

type Settings = QueryResult<'settings'>;
export type SettingName = Exclude<keyof Settings, 'asOf'>;

/** A setting with its editions; `ETag` is its version. */
export async function reply(
  name: SettingName,
  { readers }: Pick<Services, 'readers'>,
): Promise<Answer> {
  const settings = await readers.ask('settings', {});
  const { asOf, [name]: setting } = settings;
  return { ...json({ asOf, ...setting }), headers: { etag: `"${setting.version}"` } };
}

type Call = {
  readonly request: Pick<RawRequest, 'ifMatch' | 'source'>;
  readonly services: Services;
};

/**
 * Records the change that `eventsOf` makes of what stands. With `If-Match`, throws a Problem 412 if somebody
 * else changed the setting since it was read: nothing is overwritten unseen.
 */
export function set(
  name: SettingName,
  { request, services }: Call,
  eventsOf: (settings: Settings) => Parameters<typeof record>[0],
): Promise<Answer> {
  return services.settingTurns(async () => {
    const settings = await services.readers.ask('settings', {});
    const { version, editions } = settings[name];
    if (!isMatch(request.ifMatch, version)) throw changedMeanwhile(editions);
    await record(eventsOf(settings), request, services);
    return reply(name, services);
  });
}

/** RFC 9110, 13.1.1: a list of entity tags, or any. */
function isMatch(ifMatch: string, version: string): boolean {
  if (ifMatch === '' || ifMatch === '*') return true;
  return ifMatch.split(',').some((tag) => tag.trim() === `"${version}"`);
}

function changedMeanwhile(editions: Settings[SettingName]['editions']): Problem {
  const [latest] = editions.toSorted((a, b) => (b.seq ?? 0) - (a.seq ?? 0));
  const who = latest?.by ?? 'somebody';
  const when = latest?.at === undefined ? '' : ` at ${latest.at}`;
  return new Problem(
    412,
    `expected nobody to have changed this since it was read: ${who} did${when}; read it again`,
  );
}
