import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { TraceLink } from '../../../edge/api/contract/trace.ts';
import { objectQuery } from '../api/queries.ts';
import type { Graph } from '../columns/graph.ts';
import { EventLink } from '../events/event-link.tsx';
import { useFormat } from '../i18n/language.tsx';
import { useReason } from '../i18n/reason-words.ts';
import { idOf } from '../object-ref.ts';
import { placeOf, shortPath } from '../place-of.ts';
import { CertaintyMark, DispositionChip } from '../status/chips.tsx';
import { itemsOf } from '../table/table-rows.ts';
import { History } from './history.tsx';
import { tracePath } from './trace-place.ts';
import { useTraceText } from './words.ts';

type SidePanelProps = {
  readonly object: string;
  readonly graph: Graph;
  readonly onFocus: (object: string) => void;
  readonly onClose: () => void;
};

/** Why an object is in the trace: its links with their reasons, and its own life. */
export function SidePanel({ object, graph, onFocus, onClose }: SidePanelProps) {
  const text = useTraceText();
  const node = graph.nodes.get(object);
  const parents = graph.parents.get(object) ?? [];
  const children = graph.children.get(object) ?? [];
  return (
    <aside className="card panel" aria-label={text.panel.title}>
      <div className="row panel-head">
        <h2 className="mono">{idOf(object)}</h2>
        <button type="button" onClick={onClose} aria-label={text.panel.close}>
          ✕
        </button>
      </div>
      {node !== undefined && (
        <p className="row">
          {node.listedAs !== undefined && (
            <span>{text.notCounted(text.listedKinds[node.listedAs])}</span>
          )}
          {node.item !== undefined && <strong>{itemsOf(node)}</strong>}
          {node.status !== undefined && <DispositionChip status={node.status} />}
          <CertaintyMark certainty={node.certainty} />
          <span className="muted">{placeOf(node, text)}</span>
        </p>
      )}
      <p>
        <Link href={tracePath(object)}>{text.panel.traceFrom}</Link>
      </p>
      <Links title={text.panel.goesInto} links={parents} end="parent" onFocus={onFocus} />
      <Links title={text.panel.contains} links={children} end="child" onFocus={onFocus} />
      <h3>{text.panel.history}</h3>
      <OwnHistory object={object} />
    </aside>
  );
}

const shownMax = 60;

type LinksProps = {
  readonly title: (count: string) => string;
  readonly links: readonly TraceLink[];
  /** Which end of the links is the other object. */
  readonly end: 'parent' | 'child';
  readonly onFocus: (object: string) => void;
};

function Links({ title, links, end, onFocus }: LinksProps) {
  const text = useTraceText();
  const format = useFormat();
  if (links.length === 0) return null;
  return (
    <>
      <h3>{title(format.integer(links.length))}</h3>
      <ul className="links">
        {links.slice(0, shownMax).map((link) => (
          <li key={`${link[end]} ${link.kind} ${link.eventSeq} ${link.slot ?? ''}`}>
            <button type="button" className="mono link" onClick={() => onFocus(link[end])}>
              {idOf(link[end])}
            </button>
            <LinkFacts link={link} />
          </li>
        ))}
      </ul>
      {links.length > shownMax && (
        <p className="muted">{text.panel.more(format.integer(links.length - shownMax))}</p>
      )}
    </>
  );
}

function LinkFacts({ link }: { readonly link: TraceLink }) {
  const text = useTraceText();
  const format = useFormat();
  const sayReason = useReason();
  const { station, slot, position, positions, quantity, share, from, to, reason } = link;
  const where = [
    station === undefined ? undefined : shortPath(station),
    slot === undefined ? undefined : text.panel.slot(slot),
    position === undefined ? undefined : text.panel.position(position),
    positions === undefined ? undefined : text.panel.position(positions.join(', ')),
    share === undefined ? undefined : text.panel.share(format.decimal(100 * share)),
    quantity &&
      `${format.decimal(quantity.value)}${quantity.uom === '1' ? '' : ` ${quantity.uom}`}`,
  ].filter((word) => word !== undefined);
  return (
    <div className="link-facts">
      <p className="row">
        <span>{text.linkKinds[link.kind]}</span>
        <CertaintyMark certainty={link.certainty} />
      </p>
      {where.length > 0 && <p>{where.join(' · ')}</p>}
      {from !== undefined && (
        <p>
          {format.dateTime(from)}
          {to !== undefined && to !== from && ` – ${format.time(to)}`}
        </p>
      )}
      {reason !== undefined && <p className="reason">{sayReason(reason)}</p>}
      <p className="muted">
        <EventLink seqs={[link.eventSeq]} />
      </p>
    </div>
  );
}

function OwnHistory({ object }: { readonly object: string }) {
  const text = useTraceText();
  const { data, error } = useQuery(objectQuery(object));
  if (data !== undefined) return <History history={data.history} />;
  if (error !== null) return <p role="alert">{error.message}</p>;
  return <div className="skeleton matches-skeleton" role="status" aria-label={text.app.loading} />;
}
