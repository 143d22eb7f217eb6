import { useMemo, useState } from 'react';
import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import type { Flags } from '../flags/kinds.ts';
import type { MenuAsked } from '../node-menu/asked.ts';
import { usePrinting } from '../table/use-printing.ts';
import { useTraceText } from '../trace/words.ts';
import { Board } from './board.tsx';
import type { Graph } from './graph.ts';
import { type Arrangement, groupings, groupsOf, orders } from './groups.ts';
import { layOut } from './layout.ts';
import { stepsOf } from './steps.ts';

type ColumnsViewProps = {
  readonly reply: Pick<TraceReply, 'links' | 'direction'>;
  readonly flags: Flags;
  readonly graph: Graph;
  readonly arrangement: Arrangement;
  readonly onArrange: (arrangement: Arrangement) => void;
  readonly focus: string | undefined;
  readonly onFocus: (object: string) => void;
  readonly onMenu: (asked: MenuAsked) => void;
};

/** One column for each step of production; what is alike is one row with its count. */
export function ColumnsView(props: ColumnsViewProps) {
  const { reply, flags, graph, arrangement, onArrange, focus, onFocus, onMenu } = props;
  const { grouping, order } = arrangement;
  const text = useTraceText();
  const steps = useMemo(() => stepsOf(graph), [graph]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const layout = useMemo(
    () =>
      layOut(
        steps.map((step) => ({ step, groups: groupsOf(step, { grouping, order }, graph) })),
        open,
      ),
    [steps, grouping, order, graph, open],
  );
  const openOrClose = (keys: readonly string[], isOpen: boolean) => {
    const kept = [...open].filter((key) => !keys.includes(key));
    setOpen(new Set(isOpen ? [...kept, ...keys] : kept));
  };
  return (
    <div className="columns">
      <div className="row columns-bar">
        <Choice
          name={text.columns.group}
          values={groupings}
          words={text.columns.groupings}
          value={grouping}
          onChoose={(chosen) => onArrange({ grouping: chosen, order })}
        />
        <Choice
          name={text.columns.sort}
          values={orders}
          words={text.columns.orders}
          value={order}
          onChoose={(chosen) => onArrange({ grouping, order: chosen })}
        />
        <span className="muted no-print">{text.columns.legend}</span>
      </div>
      <Board
        {...{ reply, flags, graph, steps, layout, grouping, focus, onMenu }}
        isPrinting={usePrinting()}
        onOpen={openOrClose}
        onChoose={onFocus}
      />
    </div>
  );
}

type ChoiceProps<T extends string> = {
  readonly name: string;
  readonly values: readonly T[];
  readonly words: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChoose: (value: T) => void;
};

function Choice<T extends string>({ name, values, words, value, onChoose }: ChoiceProps<T>) {
  const onChange = (chosen: string) => {
    const found = values.find((one) => one === chosen);
    if (found !== undefined) onChoose(found);
  };
  return (
    <label className="row">
      {name}
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {values.map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
