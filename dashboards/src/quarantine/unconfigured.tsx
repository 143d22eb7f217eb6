import { useQuery } from '@tanstack/react-query';
import { unconfiguredQuery } from '../api/queries.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { unconfiguredWords } from './unconfigured-words.ts';

/** Stations that the plant's configuration does not name: a typo in a topic, or a machine nobody listed. */
export function Unconfigured() {
  const words = useWords(unconfiguredWords);
  const format = useFormat();
  const { data } = useQuery(unconfiguredQuery());
  if (data === undefined || data.total === 0) return null;
  const { stations, total } = data;
  return (
    <PlainTable
      title={words.title(format.integer(total))}
      heads={[
        { title: words.station },
        { title: words.meant },
        { title: words.events, isNumber: true },
        { title: words.firstAt },
        { title: words.lastAt },
      ]}
      rows={stations.map(({ station, nearest, events, firstAt, lastAt }) => ({
        key: station,
        cells: [
          <span key="station" className="mono">
            {station}
          </span>,
          <span key="meant" className="mono">
            {nearest ?? '—'}
          </span>,
          format.integer(events),
          format.dateTime(firstAt),
          format.dateTime(lastAt),
        ],
      }))}
      none=""
    >
      <p className="card-text">{words.what}</p>
    </PlainTable>
  );
}
