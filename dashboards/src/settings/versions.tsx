import { useId, useState } from 'react';
import { useFormat, useWords } from '../i18n/language.tsx';
import { commonWords } from './common-words.ts';
import { Differences } from './differences.tsx';
import { differencesOf, type Line } from './lines.ts';
import type { Edition } from './use-setting.ts';

type VersionsProps<B> = {
  readonly editions: readonly Edition<B>[];
  readonly linesOf: (body: B) => readonly Line[];
  /** Makes it what is edited. */
  readonly onTakeUp: (body: B) => void;
};

/** Every version: who, when, why; opened, compared with another, and taken up again. */
export function Versions<B>({ editions, linesOf, onTakeUp }: VersionsProps<B>) {
  const words = useWords(commonWords);
  const format = useFormat();
  const [openSeq, setOpenSeq] = useState<number>();
  const inOrder = editions.toSorted((a, b) => seqOf(b) - seqOf(a));
  return (
    <details className="card versions">
      <summary>
        {words.versions} ({format.integer(editions.length)})
      </summary>
      <ol className="card-text">
        {inOrder.map((edition, index) => {
          const seq = seqOf(edition);
          return (
            <li key={seq}>
              <p className="row">
                <button
                  type="button"
                  aria-expanded={openSeq === seq}
                  onClick={() => setOpenSeq(openSeq === seq ? undefined : seq)}
                >
                  {edition.seq === undefined
                    ? words.configured
                    : words.versionOf(
                        edition.by ?? words.nobody,
                        edition.at === undefined ? '' : format.dateTime(edition.at),
                      )}
                </button>
                {edition.note !== undefined && <span>“{edition.note}”</span>}
              </p>
              {openSeq === seq && (
                <Opened
                  edition={edition}
                  others={inOrder}
                  before={inOrder[index + 1]}
                  linesOf={linesOf}
                  onTakeUp={onTakeUp}
                />
              )}
            </li>
          );
        })}
      </ol>
    </details>
  );
}

type OpenedProps<B> = Omit<VersionsProps<B>, 'editions'> & {
  readonly edition: Edition<B>;
  readonly others: readonly Edition<B>[];
  readonly before: Edition<B> | undefined;
};

function Opened<B>({ edition, others, before, linesOf, onTakeUp }: OpenedProps<B>) {
  const words = useWords(commonWords);
  const format = useFormat();
  const title = useId();
  const [comparedSeq, setComparedSeq] = useState(before === undefined ? undefined : seqOf(before));
  const compared = others.find((other) => seqOf(other) === comparedSeq);
  return (
    <section className="version" aria-labelledby={title}>
      <h3 id={title} className="sr">
        {words.version}
      </h3>
      <label>
        {words.compareWith}{' '}
        <select
          value={comparedSeq ?? ''}
          onChange={({ target }) =>
            setComparedSeq(target.value === '' ? undefined : Number(target.value))
          }
        >
          <option value="">{words.noComparison}</option>
          {others
            .filter((other) => other !== edition)
            .map((other) => (
              <option key={seqOf(other)} value={seqOf(other)}>
                {other.seq === undefined
                  ? words.configured
                  : `${other.by ?? words.nobody} · ${other.at === undefined ? '' : format.dateTime(other.at)}`}
              </option>
            ))}
        </select>
      </label>
      {compared === undefined ? (
        <dl className="lines-of">
          {linesOf(edition.body).map(({ key, label, value }) => (
            <div key={key}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <Differences of={differencesOf(linesOf(compared.body), linesOf(edition.body))} />
      )}
      <button type="button" onClick={() => onTakeUp(edition.body)}>
        {words.takeUp}
      </button>
    </section>
  );
}

/** What the configuration says was never recorded. */
function seqOf({ seq }: Edition<unknown>): number {
  return seq ?? 0;
}
