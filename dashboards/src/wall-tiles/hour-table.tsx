import { useFormat, useWords } from '../i18n/language.tsx';
import { wallWords } from '../wall/words.ts';
import { outputOf } from './figures.tsx';
import { differenceOf, type Hour, hoursOf, hoursShown } from './hours.ts';
import { isKnown, type TileFacts } from './tile-facts.ts';

/** Plan, actual and difference of each hour of one line, and of the shift so far. */
export function HourTable({ facts }: { readonly facts: TileFacts }) {
  const words = useWords(wallWords);
  const format = useFormat();
  const total = outputOf(facts.figures, facts.line);
  const known = isKnown(facts);
  return (
    <table className="wall-hours">
      <thead>
        <tr>
          <th scope="col">{words.hour}</th>
          <th scope="col">{words.plan}</th>
          <th scope="col">{words.actual}</th>
          <th scope="col">{words.difference}</th>
        </tr>
      </thead>
      <tbody>
        {hoursShown(hoursOf(facts)).map((hour) => (
          <tr key={hour.from} className={`is-${hour.phase}`}>
            <th scope="row">
              {format.minute(hour.from)}–{format.minute(hour.to)}
            </th>
            <td>{hour.planned === null ? '—' : format.integer(Math.round(hour.planned))}</td>
            <td>{hour.phase === 'future' || !known ? '' : format.integer(hour.good)}</td>
            <Difference hour={hour} isKnown={known} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.total}</th>
          <td>{total.planned === null ? '—' : format.integer(Math.round(total.planned))}</td>
          <td>{known ? format.integer(total.good) : '—'}</td>
          <Difference
            hour={{ good: total.good, plannedNow: total.plannedNow, phase: 'past' }}
            isKnown={known}
          />
        </tr>
      </tfoot>
    </table>
  );
}

type DifferenceProps = {
  readonly hour: Pick<Hour, 'good' | 'plannedNow' | 'phase'>;
  readonly isKnown: boolean;
};

/** Sign and arrow say it before the colour does. */
export function Difference({ hour, isKnown }: DifferenceProps) {
  const format = useFormat();
  const difference = isKnown ? differenceOf(hour) : undefined;
  if (difference === undefined) return <td />;
  return (
    <td className={difference < 0 ? 'is-behind' : 'is-ahead'}>
      {difference < 0 ? '▼' : '▲'} {format.signed(difference)}
    </td>
  );
}
