import { useMemo } from 'react';
import { Link } from 'wouter';
import type { TraceNode, TraceReply, Whereabouts } from '../../../edge/api/contract/trace.ts';
import { fieldOf, listedKindOf, readFilter, writeFilter } from '../filter/filter.ts';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { idOf } from '../object-ref.ts';
import { shortPath } from '../place-of.ts';
import { DispositionChip } from '../status/chips.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { itemsOf } from '../table/table-rows.ts';
import { tracePath } from '../trace/trace-place.ts';
import { useTraceText } from '../trace/words.ts';
import { heldIn } from './held.ts';
import { manyWords } from './words.ts';

type AskedCodesProps = {
  readonly reply: TraceReply;
  readonly filter: string;
  readonly pathTo: (filter: string | undefined) => string;
};

const places: readonly Whereabouts[] = ['wip', 'stock', 'shipped', 'scrapped'];

/** The codes of the list themselves: what each is and where it is now. What they went into is a trace. */
export function AskedCodes({ reply, filter, pathTo }: AskedCodesProps) {
  const words = useWords(manyWords);
  const text = useTraceText();
  const all = useMemo(() => rootsOf(reply), [reply]);
  const { where, customer } = readFilter(filter).fields;
  const shown = all.filter(
    (node) =>
      (where === undefined || fieldOf(node, 'where') === where) &&
      (customer === undefined || fieldOf(node, 'customer') === customer),
  );
  const held = useMemo(() => heldIn(reply), [reply]);
  const heads = [
    text.table.object,
    text.table.kind,
    text.table.item,
    text.table.status,
    text.table.where,
    // Only a trace forward passes cartons and shipments.
    ...(reply.direction === 'forward' ? [text.kinds.container, text.kinds.shipment] : []),
  ];
  return (
    <PlainTable
      title={words.asked}
      heads={heads.map((title) => ({ title }))}
      rows={shown.map((node) => ({ key: node.object, cells: cellsOf(node) }))}
      none={text.table.none}
      shown={100}
    >
      <Counts all={all} {...{ filter, pathTo }} />
    </PlainTable>
  );

  function cellsOf(node: TraceNode) {
    const { container, shipment } = held(node.object);
    const kind = listedKindOf(node);
    return [
      <Code key="code" object={node.object} />,
      kind === undefined ? '' : text.listedKinds[kind],
      <span key="item" className="mono">
        {itemsOf(node)}
      </span>,
      node.status !== undefined && <DispositionChip key="status" status={node.status} />,
      <Place key="place" node={node} />,
      ...(reply.direction === 'forward'
        ? [container, shipment].map((one) => one !== undefined && <Code key={one} object={one} />)
        : []),
    ];
  }
}

function Code({ object }: { readonly object: string }) {
  return (
    <Link className="mono" href={tracePath(object)}>
      {idOf(object)}
    </Link>
  );
}

/** `Ở khách hàng · CUS-SONORA`. */
function Place({ node: { whereabouts, location } }: { readonly node: TraceNode }) {
  const text = useText();
  const said = [
    whereabouts === undefined ? undefined : text.whereabouts[whereabouts],
    location === undefined ? undefined : shortPath(location),
  ];
  return <>{said.filter((part) => part !== undefined).join(' · ')}</>;
}

type CountsProps = Pick<AskedCodesProps, 'filter' | 'pathTo'> & {
  readonly all: readonly TraceNode[];
};

/** How many of them are where, each a filter of the table; the chosen one takes itself back. */
function Counts({ all, filter, pathTo }: CountsProps) {
  const text = useText();
  const format = useFormat();
  const chosen = readFilter(filter).fields;
  const customers = Map.groupBy(all, (node) => fieldOf(node, 'customer'));
  const counts = [
    ...places.map((place) => ({
      field: 'where' as const,
      value: place as string,
      word: text.whereabouts[place],
      count: all.filter((node) => fieldOf(node, 'where') === place).length,
    })),
    ...[...customers].flatMap(([value, nodes]) =>
      value === undefined
        ? []
        : { field: 'customer' as const, value, word: value, count: nodes.length },
    ),
  ];
  return (
    <p className="row card-text where-counts">
      {counts.map(({ field, value, word, count }) => {
        const isChosen = chosen[field] === value;
        const fields = { [field]: value };
        return (
          <Link
            key={`${field} ${value}`}
            className="button"
            href={pathTo(isChosen ? undefined : writeFilter({ fields, words: '' }))}
            aria-current={isChosen ? 'true' : undefined}
          >
            {word} <strong>{format.integer(count)}</strong>
          </Link>
        );
      })}
    </p>
  );
}

/** The roots in the order of the list. */
function rootsOf({ root, roots = [root], nodes }: TraceReply): readonly TraceNode[] {
  const nodeOf = new Map(nodes.map((node) => [node.object, node]));
  return roots.flatMap((one) => nodeOf.get(one) ?? []);
}
