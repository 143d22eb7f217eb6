import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { LineStatus, StationStatus } from '../../../edge/api/contract/lines.ts';
import type { OrderReply } from '../../../edge/api/contract/orders.ts';
import { useFormat, useName, useText, useWords } from '../i18n/language.tsx';
import { Elapsed } from '../lines/elapsed.tsx';
import { OutputFigures } from '../lines/output-figures.tsx';
import { useStopReason } from '../reasons/use-stop-reason.ts';
import { equipmentStates } from '../status/equipment-states.ts';
import { Glyph } from '../status/glyph.tsx';
import { lineOrdersQuery } from './queries.ts';
import { stationWords } from './words.ts';

type NowCardProps = {
  readonly line: LineStatus;
  readonly station: StationStatus;
  /** Nothing here may pass for the present. */
  readonly isLost: boolean;
};

/** What the station does, since when, and what it and its line have made in this shift. */
export function NowCard({ line, station, isLost }: NowCardProps) {
  const text = useText();
  const words = useWords(stationWords);
  const name = useName();
  const format = useFormat();
  const reasonOf = useStopReason();
  const isUnknown = isLost || station.state === 'no_data';
  const state = isUnknown ? 'no_data' : station.state;
  const count = (value: number) => (isUnknown ? '—' : format.integer(value));
  return (
    <section className="card now">
      <div className={`now-state tone-${equipmentStates[state].tone}`}>
        <Glyph shape={state} size={34} />
        <div>
          <h1>{name(station.name)}</h1>
          <p>
            <strong>{text.states[state]}</strong>
            {!isUnknown && station.reason !== undefined && ` · ${reasonOf(station.reason)}`}
          </p>
        </div>
        <strong className="now-elapsed">
          {isUnknown ? '—' : <Elapsed since={station.since} />}
        </strong>
      </div>
      <div className="now-facts">
        <div>
          <h2>{words.here}</h2>
          <p className="figure">
            <strong>{count(station.good)}</strong> <span className="muted">{words.good} · </span>
            <b>{count(station.reject)}</b> <span className="muted">{words.reject}</span>
          </p>
        </div>
        <RunningOrder line={line} isUnknown={isUnknown} />
        <OutputFigures shift={line.shift} isUnknown={isUnknown} />
      </div>
      <Link href={`/oee?${new URLSearchParams({ line: line.line, station: station.station })}`}>
        {words.losses}
      </Link>
    </section>
  );
}

function RunningOrder({
  line,
  isUnknown,
}: {
  readonly line: LineStatus;
  readonly isUnknown: boolean;
}) {
  const words = useWords(stationWords);
  const format = useFormat();
  const { data } = useQuery(lineOrdersQuery(line.line));
  const order = runningOf(data?.orders ?? []);
  return (
    <div>
      <h2>{words.order}</h2>
      {order === undefined && <p className="muted">{data === undefined ? '—' : words.noOrder}</p>}
      {order !== undefined && (
        <>
          <p className="now-order">
            <strong className="mono">{order.order}</strong>{' '}
            <span className="mono">{order.item}</span>
          </p>
          <p className="muted">
            {words.orderDone(
              isUnknown ? '—' : format.integer(order.good),
              order.quantity === undefined ? '—' : format.decimal(order.quantity.value),
            )}
          </p>
        </>
      )}
    </div>
  );
}

/** Of several orders on a flowing line the one that began last. */
function runningOf(orders: readonly OrderReply[]): OrderReply | undefined {
  const begun = ({ startedAt }: OrderReply) => Date.parse(startedAt ?? '1970-01-01T00:00:00Z');
  return [...orders]
    .filter(({ status }) => status === 'started')
    .sort((a, b) => begun(b) - begun(a))[0];
}
