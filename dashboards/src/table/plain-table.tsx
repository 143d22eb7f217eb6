import { type ReactNode, useState } from 'react';
import { useFormat, useWords } from '../i18n/language.tsx';
import { defineWords } from '../i18n/words.ts';
import { ScrollBox } from './scroll-box.tsx';
import { usePrinting } from './use-printing.ts';

const tableWords = defineWords({
  vi: { more: (count: string) => `Xem thêm ${count}` },
  en: { more: (count) => `Show ${count} more` },
});

/** A column: its title, and whether figures stand in it. */
export type Head = { readonly title: string; readonly isNumber?: boolean };

type PlainTableProps = {
  readonly title: string;
  readonly heads: readonly Head[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** What is said instead of an empty table. */
  readonly none: string;
  /** So many rows at first; all of them on paper. */
  readonly shown?: number;
  readonly children?: ReactNode;
};

/** A card with a table that says what it is when it is empty, and shows its rest when asked. */
export function PlainTable({ title, heads, rows, none, shown = 12, children }: PlainTableProps) {
  const words = useWords(tableWords);
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  const isPrinting = usePrinting();
  const visible = isWhole || isPrinting ? rows : rows.slice(0, shown);
  const hidden = rows.length - visible.length;
  return (
    <section className="card report-card">
      <h2>{title}</h2>
      {children}
      {rows.length === 0 ? (
        <p className="card-text muted">{none}</p>
      ) : (
        <ScrollBox label={title}>
          <table>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head.title} scope="col" className={head.isNumber ? 'number' : undefined}>
                    {head.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {visible.map(({ key, cells }) => (
                <tr key={key}>
                  {cells.map((cell, index) => (
                    <td
                      key={heads[index]?.title}
                      className={heads[index]?.isNumber ? 'number' : undefined}
                    >
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {hidden > 0 && (
        <p className="card-text no-print">
          <button type="button" onClick={() => setWhole(true)}>
            {words.more(format.integer(hidden))}
          </button>
        </p>
      )}
    </section>
  );
}
