import { Link } from 'wouter';
import type { ObjectReply } from '../../../edge/api/contract/trace.ts';
import { comparePath } from '../compare/compare-place.ts';
import { compareWords } from '../compare/words.ts';
import { HoldChips } from '../holds/hold-chips.tsx';
import { useFormat, useWords } from '../i18n/language.tsx';
import { idOf, splitObject } from '../object-ref.ts';
import { placeOf } from '../place-of.ts';
import { DispositionChip } from '../status/chips.tsx';
import { itemsOf } from '../table/table-rows.ts';
import { useTraceText } from './words.ts';

type ObjectHeaderProps = {
  readonly object: string;
  readonly reply: ObjectReply | undefined;
};

/** Identity: what it is, how it is, where it is. */
export function ObjectHeader({ object, reply }: ObjectHeaderProps) {
  const text = useTraceText();
  const words = useWords(compareWords);
  const kind = splitObject(object)?.kind;
  return (
    <header className="object-header">
      <div className="row">
        <span className="muted">{kind === undefined ? '' : text.kinds[kind]}</span>
        <h1 className="mono">{idOf(object)}</h1>
        {reply?.item !== undefined && <strong>{itemsOf(reply)}</strong>}
        {reply?.status !== undefined && <DispositionChip status={reply.status} />}
        {reply !== undefined && <HoldChips {...reply} />}
        {reply !== undefined && <Whereabouts reply={reply} />}
        <Link className="no-print" href={comparePath({ objects: [object], direction: 'backward' })}>
          {words.with}
        </Link>
      </div>
    </header>
  );
}

function Whereabouts({ reply }: { readonly reply: ObjectReply }) {
  const text = useTraceText();
  const format = useFormat();
  const said = [
    reply.location === undefined || reply.whereabouts === undefined
      ? undefined
      : text.whereabouts[reply.whereabouts],
    placeOf(reply, text),
    reply.firstSeenAt && `${text.trace.firstSeen} ${format.dateTime(reply.firstSeenAt)}`,
    reply.lastSeenAt && `${text.trace.lastSeen} ${format.dateTime(reply.lastSeenAt)}`,
  ];
  return <span className="muted">{said.filter((word) => word !== undefined).join(' · ')}</span>;
}
