/** What a unit or its passage may be asked for in one field each. */
export const conditions = [
  'order',
  'operation',
  'recipe',
  'tool',
  'operator',
  'item',
  'measurement',
  'below',
  'above',
  'alarm',
] as const;

/** What is asked for with a tick. */
export const ticks = ['outside', 'anyAlarm', 'calibration'] as const;

const names = [
  'station',
  'line',
  'from',
  'to',
  'result',
  'outside',
  'calibration',
  'cursor',
  ...conditions,
];

/** The question in an address, without what else stands there, such as a language. */
export function askedIn(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => names.includes(name)));
}

type Text = (name: string) => string;

/**
 * The question of a form's fields, beside where and when. `undefined` where a value is to be judged
 * and nobody says which.
 */
export function conditionsIn(
  text: Text,
): readonly (readonly [name: string, value: string])[] | undefined {
  const said = typedIn(text);
  const hasOwnLimits = said.has('below') || said.has('above');
  const isJudged = hasOwnLimits || text('outside') !== '';
  if (isJudged && !said.has('measurement')) return undefined;
  if (isJudged && !hasOwnLimits) said.set('outside', 'limits');
  if (text('anyAlarm') !== '' && !said.has('alarm')) said.set('alarm', 'any');
  if (text('calibration') !== '') said.set('calibration', 'overdue');
  return [...said];
}

/** Numbers may have a comma, as Vietnamese writes them. */
function typedIn(text: Text): Map<string, string> {
  const said = new Map<string, string>();
  for (const name of ['result', ...conditions]) {
    const isLimit = name === 'below' || name === 'above';
    const typed = isLimit ? text(name).replace(',', '.') : text(name);
    if (typed !== '') said.set(name, typed);
  }
  return said;
}
