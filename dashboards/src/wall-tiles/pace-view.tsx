import { useFormat, useName, useWords } from '../i18n/language.tsx';
import { equipmentStates } from '../status/equipment-states.ts';
import { Glyph } from '../status/glyph.tsx';
import { wallWords } from '../wall/words.ts';
import { outputOf } from './figures.tsx';
import { HourTable } from './hour-table.tsx';
import { differenceOf, type Hour, hoursOf, hoursShown } from './hours.ts';
import { isKnown, type TileFacts } from './tile-facts.ts';

/** Hour by hour: one or two lines as tables, more of them as one with a row each. */
export function PaceView({ facts }: { readonly facts: readonly TileFacts[] }) {
  const name = useName();
  if (facts.length > 2) return <PaceMatrix facts={facts} />;
  return (
    <div className="wall-pace-large">
      {facts.map((one) => (
        <section key={one.line.line}>
          {facts.length > 1 && <h2>{name(one.line.name)}</h2>}
          <HourTable facts={one} />
        </section>
      ))}
    </div>
  );
}

function PaceMatrix({ facts }: { readonly facts: readonly TileFacts[] }) {
  const words = useWords(wallWords);
  const format = useFormat();
  const [first] = facts;
  const hours = first === undefined ? [] : hoursShown(hoursOf(first));
  return (
    <table
      className="wall-matrix"
      style={{ fontSize: `${Math.min(1.35, Math.max(0.5, 9 / facts.length))}em` }}
    >
      <caption>{words.paceHint}</caption>
      <thead>
        <tr>
          <th scope="col">{words.line}</th>
          {hours.map(({ from, phase }) => (
            <th key={from} scope="col" className={`is-${phase}`}>
              {format.minute(from)}
            </th>
          ))}
          <th scope="col">{words.total}</th>
        </tr>
      </thead>
      <tbody>
        {facts.map((one) => (
          <PaceRow key={one.line.line} facts={one} />
        ))}
      </tbody>
    </table>
  );
}

function PaceRow({ facts }: { readonly facts: TileFacts }) {
  const name = useName();
  const { line, figures, contact } = facts;
  const state = contact === 'unknown' ? 'no_data' : line.state;
  const { good, planned, plannedNow } = outputOf(figures, line);
  const shift = { good, planned, plannedNow, phase: 'past' } as const;
  return (
    <tr>
      <th scope="row">
        <span className={`wall-station-state tone-${equipmentStates[state].tone}`}>
          <Glyph shape={state} size="1em" />
        </span>
        {name(line.name)}
      </th>
      {hoursShown(hoursOf(facts)).map((hour) => (
        <Cell key={hour.from} hour={hour} isKnown={isKnown(facts)} />
      ))}
      <Cell hour={shift} isKnown={isKnown(facts)} />
    </tr>
  );
}

type CellProps = { readonly hour: Omit<Hour, 'from' | 'to'>; readonly isKnown: boolean };

function Cell({ hour, isKnown }: CellProps) {
  const format = useFormat();
  const { good, planned, phase } = hour;
  const plan = planned === null ? '—' : format.integer(Math.round(planned));
  if (phase === 'future') return <td className="is-future">{plan}</td>;
  const difference = isKnown ? differenceOf(hour) : undefined;
  const isBehind = difference !== undefined && difference < 0;
  return (
    <td className={`is-${phase}`}>
      <strong>{isKnown ? format.integer(good) : '—'}</strong>
      <small> / {plan}</small>
      {difference !== undefined && (
        <b className={isBehind ? 'is-behind' : 'is-ahead'}>
          {isBehind ? '▼' : '▲'} {format.signed(difference)}
        </b>
      )}
    </td>
  );
}
