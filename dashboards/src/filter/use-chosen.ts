import { useMemo } from 'react';
import type { TraceNode, TraceReply } from '../../../edge/api/contract/trace.ts';
import { type Graph, graphOf } from '../columns/graph.ts';
import type { Flags } from '../flags/kinds.ts';
import { flagsWords } from '../flags/words.ts';
import { useWords } from '../i18n/language.tsx';
import { chosenNodes, foundIn, type RowWords } from '../table/table-rows.ts';
import { useTraceText } from '../trace/words.ts';
import type { Surroundings } from './filter.ts';
import { surroundingsIn } from './surroundings.ts';

export type Chosen = {
  readonly graph: Graph;
  readonly around: Surroundings;
  readonly rowWords: RowWords;
  /** All that was found, and what of it the filter asks for. */
  readonly found: readonly TraceNode[];
  readonly nodes: readonly TraceNode[];
};

/** What of a trace a filter asks for, in the words of the table. */
export function useChosen(reply: TraceReply, flags: Flags, filter: string): Chosen {
  const text = useTraceText();
  const { kinds: flagWords } = useWords(flagsWords);
  const graph = useMemo(() => graphOf(reply), [reply]);
  const around = useMemo(() => surroundingsIn(graph, flags), [graph, flags]);
  const rowWords = useMemo(() => ({ text, flags, flagWords }), [text, flags, flagWords]);
  const found = useMemo(() => foundIn(reply.nodes), [reply]);
  const nodes = useMemo(
    () => chosenNodes(found, filter, { around, rowWords }),
    [found, filter, around, rowWords],
  );
  return { graph, around, rowWords, found, nodes };
}
