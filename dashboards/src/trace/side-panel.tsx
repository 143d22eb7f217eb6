import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { TraceNode } from '../../../edge/api/contract/trace.ts';
import { objectQuery } from '../api/queries.ts';
import { BalanceSection } from '../balance/balance-section.tsx';
import type { Graph } from '../columns/graph.ts';
import { Badges } from '../flags/badges.tsx';
import type { FlagKind, Flags } from '../flags/kinds.ts';
import { HoldChips } from '../holds/hold-chips.tsx';
import { useWords } from '../i18n/language.tsx';
import { type MenuAsked, menuBelow } from '../node-menu/asked.ts';
import { nodeMenuWords } from '../node-menu/words.ts';
import { idOf, splitObject } from '../object-ref.ts';
import { placeOf } from '../place-of.ts';
import { CertaintyMark, DispositionChip } from '../status/chips.tsx';
import { Inspections } from '../steps/inspections.tsx';
import { StepsSection } from '../steps/steps-section.tsx';
import { itemsOf } from '../table/table-rows.ts';
import { History } from './history.tsx';
import { Links } from './panel-links.tsx';
import { tracePath } from './trace-place.ts';
import { useTraceText } from './words.ts';

type SidePanelProps = {
  readonly object: string;
  readonly graph: Graph;
  readonly flags: Flags;
  readonly onFocus: (object: string) => void;
  readonly onMenu: (asked: MenuAsked) => void;
  readonly onClose: () => void;
};

/** An object of a trace: what holds it, what machines and inspectors found, why it is here, its own life. */
export function SidePanel({ object, graph, flags, onFocus, onMenu, onClose }: SidePanelProps) {
  const text = useTraceText();
  const words = useWords(nodeMenuWords);
  const node = graph.nodes.get(object);
  const parts = splitObject(object);
  return (
    <aside className="card panel" aria-label={text.panel.title}>
      <div className="row panel-head">
        <h2 className="mono">{idOf(object)}</h2>
        <span className="row">
          <button
            type="button"
            aria-haspopup="menu"
            onClick={({ currentTarget }) => onMenu(menuBelow(currentTarget, object))}
          >
            {words.open} ▾
          </button>
          <button type="button" onClick={onClose} aria-label={text.panel.close}>
            ✕
          </button>
        </span>
      </div>
      {node !== undefined && <NodeFacts {...{ node, flags }} />}
      <Held object={object} />
      <p>
        <Link href={tracePath(object)}>{text.panel.traceFrom}</Link>
      </p>
      {parts?.kind === 'unit' && <StepsSection key={parts.id} unit={parts.id} heading="h3" />}
      {parts?.kind === 'lot' && <BalanceSection key={parts.id} lot={parts.id} heading="h3" />}
      <Links
        title={text.panel.goesInto}
        links={graph.parents.get(object) ?? []}
        end="parent"
        onFocus={onFocus}
      />
      <Links
        title={text.panel.contains}
        links={graph.children.get(object) ?? []}
        end="child"
        onFocus={onFocus}
      />
      <OwnHistory object={object} />
    </aside>
  );
}

/** What chips beside them say by themselves. */
const saidByChips: readonly FlagKind[] = ['held', 'failed', 'scrapped'];

type NodeFactsProps = { readonly node: TraceNode; readonly flags: Flags };

function NodeFacts({ node, flags }: NodeFactsProps) {
  const text = useTraceText();
  return (
    <p className="row">
      {node.listedAs !== undefined && (
        <span>{text.notCounted(text.listedKinds[node.listedAs])}</span>
      )}
      {node.item !== undefined && <strong>{itemsOf(node)}</strong>}
      {node.status !== undefined && <DispositionChip status={node.status} />}
      <Badges members={[node]} flags={flags} without={saidByChips} />
      <CertaintyMark certainty={node.certainty} />
      <span className="muted">{placeOf(node, text)}</span>
    </p>
  );
}

function Held({ object }: { readonly object: string }) {
  const { data } = useQuery(objectQuery(object));
  if (data === undefined || data.holds.length === 0) return null;
  return (
    <div className="row">
      <HoldChips {...data} />
    </div>
  );
}

function OwnHistory({ object }: { readonly object: string }) {
  const text = useTraceText();
  const { data, error } = useQuery(objectQuery(object));
  if (data !== undefined) {
    return (
      <>
        <Inspections history={data.history} />
        <h3>{text.panel.history}</h3>
        <History history={data.history} />
      </>
    );
  }
  if (error !== null) return <p role="alert">{error.message}</p>;
  return <div className="skeleton matches-skeleton" role="status" aria-label={text.app.loading} />;
}
