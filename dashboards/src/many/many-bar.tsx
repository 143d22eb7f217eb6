import { useState } from 'react';
import { Link } from 'wouter';
import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import { fetchManyFile, type ManyAsked } from '../api/queries.ts';
import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { asOfWords } from '../as-of/words.ts';
import { askedOf } from '../filter/filter.ts';
import { HoldButton } from '../holds/hold-button.tsx';
import type { Holdable } from '../holds/hold-sheet.tsx';
import { useFormat, useSpeech, useText, useWords } from '../i18n/language.tsx';
import { foundIn } from '../table/table-rows.ts';
import { useTraceText } from '../trace/words.ts';
import { type ManyPlace, manyPath } from './many-place.ts';
import { manyWords } from './words.ts';

type ManyBarProps = {
  readonly place: ManyPlace;
  readonly asked: ManyAsked;
  readonly found: { readonly reply: TraceReply; readonly durationMs: number } | undefined;
};

/** Direction, how much was found and how fast, the time of the answer, and it as a file. */
export function ManyBar({ place, asked, found }: ManyBarProps) {
  const text = useTraceText();
  const words = useWords(asOfWords);
  const format = useFormat();
  const { asOf, view } = place;
  const filter = view === 'table' || view === 'columns' ? (place.filter ?? '') : '';
  return (
    <>
      <div className="row trace-bar">
        <fieldset className="switch" aria-label={text.trace.direction}>
          {(['backward', 'forward'] as const).map((one) => (
            <Link
              key={one}
              href={manyPath({ ...place, direction: one, focus: undefined, filter: undefined })}
              aria-current={one === place.direction ? 'true' : undefined}
            >
              {text.trace[one]}
            </Link>
          ))}
        </fieldset>
        {found !== undefined && (
          <span className="muted">
            {text.trace.counts(
              format.integer(foundIn(found.reply.nodes).length),
              format.integer(found.reply.links.length),
            )}{' '}
            · {text.trace.tookMs(format.integer(found.durationMs))}
          </span>
        )}
        <AsOfPicker asOf={asOf} pathTo={(change) => manyPath({ ...place, ...change })} />
        <span className="row end no-print">
          <button type="button" onClick={() => print()}>
            {text.trace.print}
          </button>
          {asOf === undefined && found !== undefined && <HoldButton of={rootsOf(found.reply)} />}
          {(['csv', 'xlsx', 'pdf'] as const).map((one) => (
            <Download key={one} {...{ asked, filter }} format={one} />
          ))}
        </span>
      </div>
      {asOf !== undefined && found !== undefined && (
        <div className="banner row">
          <strong>
            {words.knownOn(
              format.dateTime(found.reply.asOf.at),
              format.integer(found.reply.asOf.seq),
            )}
          </strong>
          <Link href={manyPath({ ...place, asOf: undefined })}>{words.today}</Link>
        </div>
      )}
    </>
  );
}

/** What was asked about, as far as it is known. */
function rootsOf({ nodes }: TraceReply): Holdable {
  const roots = nodes.filter(({ depth }) => depth === 0);
  const shipped = roots.filter(({ whereabouts }) => whereabouts === 'shipped').length;
  return { listed: roots.map(({ object }) => object), shipped };
}

type DownloadProps = {
  readonly asked: ManyAsked;
  /** Of the table, as far as a file can hold it. */
  readonly filter: string;
  readonly format: 'csv' | 'xlsx' | 'pdf';
};

/** The list goes to the edge in a body, which no link has: the file is fetched, then saved. */
function Download({ asked, filter, format }: DownloadProps) {
  const text = useText();
  const trace = useTraceText();
  const words = useWords(manyWords);
  const { language } = useSpeech();
  const { asked: listed, isWhole } = askedOf(filter);
  const [state, setState] = useState<'ready' | 'loading' | 'failed'>('ready');
  const download = async () => {
    setState('loading');
    try {
      const name = `trace-${asked.objects.length}-objects-${asked.direction}.${format}`;
      save(await fetchManyFile(asked, { format, lang: language, listed }), name);
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  const label = { ready: trace.trace[format], loading: words.downloading, failed: text.app.again };
  return (
    <button
      type="button"
      disabled={state === 'loading'}
      title={isWhole ? undefined : trace.trace.fileHolds}
      onClick={() => void download()}
    >
      {label[state]}
      {!isWhole && state === 'ready' && ' *'}
    </button>
  );
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // Some browsers read it only later.
}
