import './flags.css';
import type { Format } from '../format.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { idOf } from '../object-ref.ts';
import type { Tone } from '../status/equipment-states.ts';
import { Glyph, type Shape } from '../status/glyph.tsx';
import { type FlagKind, type Flags, flagKinds } from './kinds.ts';
import { type FlagsText, flagsWords } from './words.ts';

type Member = Parameters<Flags['kindsOf']>[0];

type BadgesProps = {
  /** One object, or those of a group. */
  readonly members: readonly Member[];
  readonly flags: Flags;
  /** Flags that are said beside them already. */
  readonly without?: readonly FlagKind[];
};

const looks: Readonly<Record<FlagKind, { readonly tone: Tone; readonly shape: Shape }>> = {
  held: { tone: 'wait', shape: 'hold' },
  failed: { tone: 'down', shape: 'unscheduled_down' },
  expired: { tone: 'down', shape: 'waiting' },
  scrapped: { tone: 'plan', shape: 'no_data' },
  repaired: { tone: 'setup', shape: 'again' },
  unsourced: { tone: 'off', shape: 'unknown' },
};

/** What sets an object apart: a shape, a word and, of a group, how many of it. The first has its word, others their shape. */
export function Badges({ members, flags, without = [] }: BadgesProps) {
  const words = useWords(flagsWords);
  const format = useFormat();
  const counts = countsIn(members, flags);
  const shown = flagKinds.filter((kind) => counts.has(kind) && !without.includes(kind));
  if (shown.length === 0) return null;
  const [only] = members.length === 1 ? members : [];
  return (
    <span className="badges">
      {shown.map((kind, index) => {
        const { tone, shape } = looks[kind];
        const count = counts.get(kind) ?? 0;
        const title =
          only === undefined
            ? `${words.kinds[kind]}: ${words.among(format.integer(count), format.integer(members.length))}`
            : sayFlag(kind, only, { flags, words, format });
        return (
          <span key={kind} className={`badge tone-${tone}`} title={title}>
            <Glyph shape={shape} size={11} />
            <span className={index === 0 ? undefined : 'sr'}>{words.short[kind]}</span>
            {only === undefined && count < members.length && <span>{format.integer(count)}</span>}
          </span>
        );
      })}
    </span>
  );
}

function countsIn(members: readonly Member[], flags: Flags): ReadonlyMap<FlagKind, number> {
  const counts = new Map<FlagKind, number>();
  for (const member of members) {
    for (const kind of flags.kindsOf(member)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

type Saying = { readonly flags: Flags; readonly words: FlagsText; readonly format: Format };

/** A flag in full: which hold and why, since when past its date. */
function sayFlag(kind: FlagKind, { object }: Member, { flags, words, format }: Saying): string {
  const { holds = [], expiredAt, repairs } = flags.of(object) ?? {};
  if (kind === 'held') {
    const said = holds.map(({ hold, on }) => {
      const reason = flags.holdOf(hold)?.reason ?? '';
      return on === undefined ? words.held(hold, reason) : words.heldWith(hold, idOf(on), reason);
    });
    return `${words.kinds.held}: ${said.join('; ')}`;
  }
  if (kind === 'expired' && expiredAt !== undefined) {
    return words.expiredAt(format.dateTime(expiredAt));
  }
  if (kind === 'repaired' && repairs !== undefined) return words.repairs(format.integer(repairs));
  return kind === 'unsourced' ? words.unsourced : words.kinds[kind];
}
