import { Link } from 'wouter';
import type { TraceCommonReply } from '../../../edge/api/contract/trace-common.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { idOf } from '../object-ref.ts';
import { Glyph } from '../status/glyph.tsx';
import { tracePath } from '../trace/trace-place.ts';
import { useTraceText } from '../trace/words.ts';
import { compareWords } from './words.ts';

const kinds = ['lots', 'units', 'containers', 'shipments'] as const;

/** How much each shares with none of the others, and whether its own trace is complete. */
export function Only({ reply }: { readonly reply: TraceCommonReply }) {
  const words = useWords(compareWords);
  const text = useTraceText();
  const format = useFormat();
  return (
    <section className="card">
      <h2>{words.only}</h2>
      <div className="wide-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.object}</th>
              {kinds.map((kind) => (
                <th key={kind} scope="col" className="number">
                  {text.summary[kind]}
                </th>
              ))}
              <th scope="col">{words.completeness}</th>
            </tr>
          </thead>
          <tbody>
            {reply.only.map(({ object, ...counts }, index) => (
              <tr key={object}>
                <td>
                  <Link
                    className="mono"
                    href={tracePath(object, { direction: reply.direction, view: 'table' })}
                  >
                    {idOf(object)}
                  </Link>
                </td>
                {kinds.map((kind) => (
                  <td key={kind} className="number">
                    {format.integer(counts[kind])}
                  </td>
                ))}
                <td>
                  <Completeness isComplete={reply.completeness[index]?.complete ?? false} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Completeness({ isComplete }: { readonly isComplete: boolean }) {
  const words = useWords(compareWords);
  return (
    <span className={isComplete ? undefined : 'ink-wait'}>
      <Glyph shape={isComplete ? 'fine' : 'attention'} />{' '}
      {isComplete ? words.complete : words.incomplete}
    </span>
  );
}
