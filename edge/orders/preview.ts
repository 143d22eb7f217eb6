import { present } from '../../domain/present.ts';
import { toIso, toMs } from '../../domain/time.ts';
import {
  type ImportedOrder,
  importedOrder,
  type OrderReply,
  type OrdersPreviewReply,
} from '../api/contract/orders.ts';
import { readDue } from './due.ts';
import { isKnown } from './import.ts';

type PreviewRow = OrdersPreviewReply['rows'][number];
type ImportProblem = PreviewRow['problems'][number];
type Parsed = {
  readonly raw: unknown;
  readonly order?: ImportedOrder;
  readonly problems: ImportProblem[];
};

/** The orders that rows name, to look up what is known of them. */
export function namedOrders(rows: readonly unknown[]): string[] {
  return rows.flatMap((row) => named.safeParse(row).data?.order ?? []);
}

const named = importedOrder.pick({ order: true }).loose();

/** An import as it came. Of a file, due times without an offset are by the clock of `timeZone`. */
export type ImportRows = { readonly rows: readonly unknown[]; readonly timeZone?: string };

/** What importing these rows would do. Nothing is imported while one of them is refused. */
export function previewOf(
  { rows, timeZone }: ImportRows,
  known: ReadonlyMap<string, OrderReply>,
): OrdersPreviewReply {
  const parsed = rows.map((row) => parseRow(row, timeZone));
  const seen = new Map<string, number>();
  const told = parsed.map(({ raw, order, problems }, index): PreviewRow => {
    const fields = textsOf(raw);
    const before = order && seen.get(order.order);
    if (order !== undefined) seen.set(order.order, index);
    const twice: ImportProblem[] =
      before === undefined ? [] : [{ field: 'order', code: 'twice', came: String(before + 1) }];
    const all = [...problems, ...twice];
    const row = { row: index + 1, fields, ...understood(order), problems: all };
    if (order === undefined || all.length > 0) return { ...row, outcome: 'refused' };
    const stands = known.get(order.order);
    if (stands === undefined) return { ...row, outcome: 'new' };
    if (isKnown(order, stands)) return { ...row, outcome: 'unchanged' };
    return { ...row, outcome: 'changed', before: standing(stands) };
  });
  const count = (outcome: PreviewRow['outcome']) =>
    told.filter((row) => row.outcome === outcome).length;
  return {
    isReady: told.length > 0 && count('refused') === 0,
    new: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    ...present({ timeZone }),
    rows: told,
  };
}

function parseRow(raw: unknown, timeZone: string | undefined): Parsed {
  const { row, problem } = timeZone === undefined ? { row: raw } : readDue(raw, timeZone);
  const result = importedOrder.safeParse(row);
  if (result.success) return { raw, order: result.data, problems: [] };
  const fields = textsOf(raw);
  const problems = result.error.issues.flatMap((issue): ImportProblem[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((field) => {
        return { field, code: 'unknown_field', ...present({ came: fields[field] }) };
      });
    }
    const field = String(issue.path[0] ?? 'row');
    const came = fields[field];
    if (came === undefined) return [{ field, code: 'missing' }];
    const own = field === 'dueAt' ? problem : undefined;
    return [{ field, code: own ?? codes[field] ?? 'invalid', came }];
  });
  // Several rules of one field say one thing.
  const first = new Map(problems.toReversed().map((problem) => [problem.field, problem]));
  return { raw, problems: problems.filter((problem) => first.get(problem.field) === problem) };
}

const codes: Readonly<Record<string, ImportProblem['code']>> = {
  quantity: 'not_a_number',
  line: 'not_a_line',
  dueAt: 'not_a_time',
};

function understood(order: ImportedOrder | undefined): Pick<PreviewRow, 'dueAt'> {
  return order?.dueAt === undefined ? {} : { dueAt: toIso(toMs(order.dueAt)) };
}

function textsOf(raw: unknown): Record<string, string> {
  if (typeof raw !== 'object' || raw === null) return { row: String(raw) };
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, String(value)]));
}

function standing({ item, quantity, line, dueAt }: OrderReply): Record<string, string> {
  const said = present({ item, quantity: quantity && String(quantity.value), line, dueAt });
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, String(value)]));
}
