import { Link } from 'wouter';
import type { TraceCommonReply } from '../../../edge/api/contract/trace-common.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { idOf, splitObject } from '../object-ref.ts';
import { placeOf } from '../place-of.ts';
import { CertaintyMark, DispositionChip } from '../status/chips.tsx';
import { tracePath } from '../trace/trace-place.ts';
import { useTraceText } from '../trace/words.ts';
import { compareWords } from './words.ts';

/** What all of them share, and how far and how surely it is from each. */
export function Shared({ reply }: { readonly reply: TraceCommonReply }) {
  const words = useWords(compareWords);
  const text = useTraceText();
  const format = useFormat();
  const { shared, sharedCount, objects } = reply;
  return (
    <section className="card">
      <h2>{words.shared(format.integer(sharedCount))}</h2>
      {shared.length === 0 ? (
        <p className="notice">{words.noneShared}</p>
      ) : (
        <div className="wide-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{text.table.object}</th>
                {objects.map((object) => (
                  <th key={object} scope="col" className="mono">
                    {idOf(object)}
                  </th>
                ))}
                {(['item', 'kind', 'status', 'where'] as const).map((column) => (
                  <th key={column} scope="col">
                    {text.table[column]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shared.map((one) => (
                <Row key={one.object} one={one} reply={reply} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {sharedCount > shared.length && (
        <p className="card-text muted">
          {text.summary.moreItems(format.integer(sharedCount - shared.length))}
        </p>
      )}
    </section>
  );
}

type RowProps = {
  readonly one: TraceCommonReply['shared'][number];
  readonly reply: TraceCommonReply;
};

function Row({ one, reply: { objects, direction } }: RowProps) {
  const words = useWords(compareWords);
  const text = useTraceText();
  const format = useFormat();
  const kind = splitObject(one.object)?.kind;
  return (
    <tr>
      <td>
        <Link className="mono" href={tracePath(one.object, { direction: opposite[direction] })}>
          {idOf(one.object)}
        </Link>
      </td>
      {one.ways.map(({ depth, certainty }, index) => (
        <td key={objects[index]} className="way">
          {depth === 0 ? words.itself : words.steps(format.integer(depth))}{' '}
          {depth > 0 && <CertaintyMark certainty={certainty} />}
        </td>
      ))}
      <td>{one.item}</td>
      <td>{kind === undefined ? '' : text.kinds[kind]}</td>
      <td>{one.status !== undefined && <DispositionChip status={one.status} />}</td>
      <td>{placeOf(one, text)}</td>
    </tr>
  );
}

/** What is shared is a suspect: the next question is what else it reached. */
const opposite = { backward: 'forward', forward: 'backward' } as const;
