import { Link } from 'wouter';
import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import { type FilterField, writeFilter } from '../filter/filter.ts';
import { useFormat } from '../i18n/language.tsx';
import { CertaintyMark } from '../status/chips.tsx';
import { foundIn } from '../table/table-rows.ts';
import { CompletenessCard, Verdict } from './completeness-card.tsx';
import type { TracePlace } from './trace-place.ts';
import { useTraceText } from './words.ts';

/** The address of the trace with only some rows of its table. */
type PathTo = (change: Pick<TracePlace, 'view' | 'filter'>) => string;

type SummaryViewProps = { readonly reply: TraceReply; readonly pathTo: PathTo };

/** The recall at a glance: how much, where, how certain, and whether anything is missing. */
export function SummaryView({ reply, pathTo }: SummaryViewProps) {
  const text = useTraceText();
  const { summary, direction, nodes } = reply;
  const title = direction === 'forward' ? text.summary.affected : text.summary.origins;
  return (
    <div className="summary">
      <section className="card summary-counts">
        <h2>{title}</h2>
        {foundIn(nodes).length === 0 && <p className="notice">{text.summary.nothing}</p>}
        <dl>
          {(['lots', 'units', 'containers', 'shipments'] as const).map((kind) => (
            <Count
              key={kind}
              count={summary[kind]}
              word={text.summary[kind]}
              href={listed(pathTo, 'kind', kind.slice(0, -1))}
            />
          ))}
        </dl>
        <Verdict isComplete={reply.completeness.complete} />
      </section>
      <ByLocation summary={summary} pathTo={pathTo} />
      <ByCertainty summary={summary} pathTo={pathTo} />
      {/* What something was made from has no customers to be told: silence, not "none". */}
      {(direction === 'forward' || summary.customers.length > 0) && (
        <Customers summary={summary} pathTo={pathTo} />
      )}
      <ByItem pathTo={pathTo} byItem={summary.byItem} reply={reply} />
      <CompletenessCard reply={reply} />
    </div>
  );
}

type CountProps = { readonly count: number; readonly word: string; readonly href: string };

/** A figure, and the list behind it. */
function Count({ count, word, href }: CountProps) {
  const format = useFormat();
  return (
    <div>
      <dt>{word}</dt>
      <dd>
        <Link href={href}>{format.integer(count)}</Link>
      </dd>
    </div>
  );
}

/** The table with only what a figure counts. */
function listed(pathTo: PathTo, field: FilterField, value: string): string {
  const isOfUnits = field === 'where' || field === 'certainty' || field === 'customer';
  const fields = { ...(isOfUnits && { kind: 'unit' }), [field]: value };
  return pathTo({ view: 'table', filter: writeFilter({ fields, words: '' }) });
}

type SummaryProps = {
  readonly summary: TraceReply['summary'];
  readonly pathTo: PathTo;
};

function ByLocation({ summary: { byLocation, units }, pathTo }: SummaryProps) {
  const text = useTraceText();
  const format = useFormat();
  return (
    <section className="card">
      <h2>{text.summary.byLocation}</h2>
      <table>
        <tbody>
          {(['wip', 'stock', 'shipped', 'scrapped'] as const).map((place) => (
            <tr key={place}>
              <th scope="row">{text.whereabouts[place]}</th>
              <td className="share">
                <Share part={byLocation[place]} whole={units} />
              </td>
              <td className="number">
                <Link href={listed(pathTo, 'where', place)}>
                  {format.integer(byLocation[place])}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ByCertainty({ summary: { byCertainty }, pathTo }: SummaryProps) {
  const text = useTraceText();
  const format = useFormat();
  const whole = byCertainty.certain + byCertainty.declared + byCertainty.possible;
  return (
    <section className="card">
      <h2>{text.summary.byCertainty}</h2>
      <table>
        <tbody>
          {(['certain', 'declared', 'possible'] as const).map((certainty) => (
            <tr key={certainty}>
              <th scope="row">
                <CertaintyMark certainty={certainty} />
              </th>
              <td className="share">
                <Share part={byCertainty[certainty]} whole={whole} />
              </td>
              <td className="number">
                <Link href={listed(pathTo, 'certainty', certainty)}>
                  {format.integer(byCertainty[certainty])}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Share({ part, whole }: { readonly part: number; readonly whole: number }) {
  return (
    <span className="share-bar" aria-hidden="true">
      <span style={{ width: `${whole === 0 ? 0 : (part / whole) * 100}%` }} />
    </span>
  );
}

function Customers({ summary: { customers }, pathTo }: SummaryProps) {
  const text = useTraceText();
  return (
    <section className="card">
      <h2>{text.summary.customers}</h2>
      {customers.length === 0 ? (
        <p className="card-text">{text.summary.noCustomers}</p>
      ) : (
        <ul className="card-text">
          {customers.map((customer) => (
            <li key={customer}>
              <Link href={listed(pathTo, 'customer', customer)}>{customer}</Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A panel is a carrier, a former label the same unit: the figures count neither. */
function countOf({ nodes }: TraceReply, aside: 'panel' | 'former'): number {
  return foundIn(nodes).filter(({ listedAs }) => listedAs === aside).length;
}

type ByItemProps = {
  readonly byItem: Readonly<Record<string, number>>;
  readonly reply: TraceReply;
  readonly pathTo: PathTo;
};

function ByItem({ byItem, reply, pathTo }: ByItemProps) {
  const text = useTraceText();
  const format = useFormat();
  const panels = countOf(reply, 'panel');
  const former = countOf(reply, 'former');
  if (Object.keys(byItem).length + panels + former === 0) return null;
  const items = Object.entries(byItem).sort(([, one], [, other]) => other - one);
  return (
    <section className="card">
      <h2>{text.summary.byItem}</h2>
      <table>
        <tbody>
          {items.map(([item, count]) => (
            <tr key={item}>
              <th scope="row" className="mono">
                {item}
              </th>
              <td className="number">
                <Link href={listed(pathTo, 'item', item)}>{format.integer(count)}</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {panels > 0 && <p className="card-text">{text.summary.panels(format.integer(panels))}</p>}
      {former > 0 && <p className="card-text">{text.summary.former(format.integer(former))}</p>}
    </section>
  );
}
