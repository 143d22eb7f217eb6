import type { OrdersPreviewReply } from '../../../edge/api/contract/orders.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { ordersWords } from './words.ts';

const fields = ['order', 'item', 'quantity', 'uom', 'line'] as const;

/** What an import would do, the bad rows first, each with what is wrong and how to mend it. */
export function PreviewTable({ preview }: { readonly preview: OrdersPreviewReply }) {
  const words = useWords(ordersWords);
  const format = useFormat();
  const count = (name: 'new' | 'changed' | 'unchanged' | 'refused') =>
    format.integer(preview[name]);
  const rank = (outcome: string) => (outcome === 'refused' ? 0 : 1);
  const rows = preview.rows.toSorted((a, b) => rank(a.outcome) - rank(b.outcome) || a.row - b.row);
  return (
    <PlainTable
      title={words.would({
        new: count('new'),
        changed: count('changed'),
        unchanged: count('unchanged'),
        refused: count('refused'),
      })}
      heads={[
        { title: words.row, isNumber: true },
        { title: words.outcome },
        ...[...fields, 'dueAt' as const].map((field) => ({ title: words.fields[field] })),
        { title: words.problem },
      ]}
      none=""
      shown={50}
      rows={rows.map((row) => ({
        key: String(row.row),
        cells: [
          format.integer(row.row + 1), // As a spreadsheet counts, which shows the header too.
          <span
            key="outcome"
            className={row.outcome === 'refused' ? 'order-word ink-wait' : 'order-word'}
          >
            {words.outcomes[row.outcome]}
          </span>,
          ...fields.map((field) => (
            <span key={field} className="order-word">
              <Field is={row.fields[field]} was={row.before?.[field]} />
            </span>
          )),
          <Due key="due" row={row} />,
          <Problems key="problems" problems={row.problems} />,
        ],
      }))}
    >
      {preview.timeZone !== undefined &&
        rows.some(({ fields }) => fields['dueAt'] !== undefined) && (
          <p className="card-text muted">{words.understood(preview.timeZone)}</p>
        )}
      <p className={preview.isReady ? 'card-text muted' : 'card-text ink-wait'}>
        {words.nothingYet}
      </p>
    </PlainTable>
  );
}

/** A due time as it was understood, the month by its name; as it came, where it was not. */
function Due({ row }: { readonly row: OrdersPreviewReply['rows'][number] }) {
  const format = useFormat();
  const came = row.fields['dueAt'];
  if (row.dueAt === undefined) return <>{came}</>;
  const before = row.before?.['dueAt'];
  return (
    <span className="order-forecast" title={came}>
      <Field
        is={format.longDateTime(row.dueAt)}
        was={before === undefined ? undefined : format.longDateTime(before)}
      />
    </span>
  );
}

type FieldProps = { readonly is: string | undefined; readonly was: string | undefined };

function Field({ is, was }: FieldProps) {
  const words = useWords(ordersWords);
  if (was === undefined || is === undefined || is === was) return <>{is}</>;
  return (
    <>
      <strong>{is}</strong>{' '}
      <span className="muted">
        ({words.now} {was})
      </span>
    </>
  );
}

/** A column that nobody knows has only the name that came. */
function nameOf(field: string, names: Readonly<Record<string, string>>): string {
  return names[field] ?? field;
}

type ProblemsProps = { readonly problems: OrdersPreviewReply['rows'][number]['problems'] };

function Problems({ problems }: ProblemsProps) {
  const words = useWords(ordersWords);
  return (
    <ul className="import-problems">
      {problems.map(({ field, code, came }) => (
        <li key={`${field} ${code}`}>
          <strong>{nameOf(field, words.fields)}</strong>
          {came !== undefined && code !== 'twice' && <>: {words.came(came)}</>}.{' '}
          {words.problems[code]}
        </li>
      ))}
    </ul>
  );
}
