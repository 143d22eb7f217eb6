import { useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import type { OrdersPreviewReply } from '../../../edge/api/contract/orders.ts';
import { ApiProblem } from '../api/http.ts';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { importOrders, previewImport } from './orders-queries.ts';
import { PreviewTable } from './preview-table.tsx';
import { ordersWords } from './words.ts';

type State =
  | { readonly kind: 'empty' | 'checking' }
  | { readonly kind: 'checked' | 'importing'; readonly preview: OrdersPreviewReply }
  | { readonly kind: 'done'; readonly recorded: number; readonly unchanged: number }
  | { readonly kind: 'failed'; readonly error: Error };

/** Orders from a CSV file: dropped, chosen or pasted, shown row by row, and only then recorded. */
export function ImportCard() {
  const words = useWords(ordersWords);
  const format = useFormat();
  const queries = useQueryClient();
  const [csv, setCsv] = useState('');
  const [state, setState] = useState<State>({ kind: 'empty' });
  const failed = (error: unknown) =>
    setState({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
  const check = async (text: string) => {
    setCsv(text);
    if (text.trim() === '') return setState({ kind: 'empty' });
    setState({ kind: 'checking' });
    try {
      setState({ kind: 'checked', preview: await previewImport(text) });
    } catch (error) {
      failed(error);
    }
  };
  const read = async (file: File | undefined) => {
    if (file !== undefined) await check(await file.text());
  };
  const record = async (preview: OrdersPreviewReply) => {
    setState({ kind: 'importing', preview });
    try {
      setState({ kind: 'done', ...(await importOrders(csv)) });
      setCsv('');
    } catch (error) {
      failed(error);
    }
    await queries.invalidateQueries({ queryKey: ['orders'] });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void read(event.dataTransfer.files[0]);
  };
  return (
    <details className="card import-card no-print">
      <summary>{words.import}</summary>
      <div className="card-text">
        <label>
          {words.importHow}
          <textarea
            className="mono"
            rows={6}
            spellCheck={false}
            onDragOver={(event) => event.preventDefault()}
            onDrop={drop}
            data-scan="field"
            value={csv}
            onChange={({ target }) => {
              setCsv(target.value);
              setState({ kind: 'empty' });
            }}
          />
        </label>
        <p className="row">
          <FileChoice onFile={(file) => void read(file)} />
          <button
            type="button"
            disabled={csv.trim() === '' || state.kind === 'checking'}
            onClick={() => void check(csv)}
          >
            {state.kind === 'checking' ? words.checking : words.check}
          </button>
          {(state.kind === 'checked' || state.kind === 'importing') && state.preview.isReady && (
            <button
              type="button"
              className="primary"
              disabled={state.kind === 'importing'}
              onClick={() => void record(state.preview)}
            >
              {state.kind === 'importing'
                ? words.importing
                : words.doImport(format.integer(state.preview.new + state.preview.changed))}
            </button>
          )}
        </p>
        <Outcome state={state} />
      </div>
    </details>
  );
}

function FileChoice({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const words = useWords(ordersWords);
  return (
    <label className="button file-choice">
      {words.choose}
      <input
        type="file"
        accept=".csv,text/csv,text/plain"
        // The same file, mended, is a choice too.
        onClick={({ currentTarget }) => {
          currentTarget.value = '';
        }}
        onChange={({ target }) => onFile(target.files?.[0])}
      />
    </label>
  );
}

function Outcome({ state }: { readonly state: State }) {
  const words = useWords(ordersWords);
  const text = useText();
  const format = useFormat();
  switch (state.kind) {
    case 'empty':
    case 'checking':
      return null;
    case 'checked':
    case 'importing':
      return <PreviewTable preview={state.preview} />;
    case 'done':
      return (
        <p role="status">
          {words.imported(format.integer(state.recorded), format.integer(state.unchanged))}
        </p>
      );
    case 'failed':
      return (
        <p role="alert" className="ink-wait">
          {words.failed}.{' '}
          {state.error instanceof ApiProblem && state.error.status === 0
            ? text.app.unreachable
            : state.error instanceof ApiProblem
              ? state.error.detail
              : state.error.message}
        </p>
      );
  }
}
