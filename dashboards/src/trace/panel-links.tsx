import type { TraceLink } from '../../../edge/api/contract/trace.ts';
import { EventLink } from '../events/event-link.tsx';
import { useFormat } from '../i18n/language.tsx';
import { useReason } from '../i18n/reason-words.ts';
import { idOf } from '../object-ref.ts';
import { shortPath } from '../place-of.ts';
import { CertaintyMark } from '../status/chips.tsx';
import { useTraceText } from './words.ts';

const shownMax = 60;

type LinksProps = {
  readonly title: (count: string) => string;
  readonly links: readonly TraceLink[];
  /** Which end of the links is the other object. */
  readonly end: 'parent' | 'child';
  readonly onFocus: (object: string) => void;
};

/** The links of an object on one side, each with its reason. */
export function Links({ title, links, end, onFocus }: LinksProps) {
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
