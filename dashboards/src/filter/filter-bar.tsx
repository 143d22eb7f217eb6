import './filter.css';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { flagsWords } from '../flags/words.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { shortPath } from '../place-of.ts';
import { useTraceText } from '../trace/words.ts';
import {
  type Filter,
  type FilterField,
  filterFields,
  onSite,
  readFilter,
  valuesOf,
  writeFilter,
} from './filter.ts';
import { TimeFilter } from './time-filter.tsx';
import type { Chosen } from './use-chosen.ts';
import { filterWords } from './words.ts';

/** The filter as it is typed; the address follows when the typing pauses: at each key it would slow down scans. */
export function useTyped(filter: string, onFilter: (filter: string) => void) {
  const { fields, words: asked } = readFilter(filter);
  const [words, setWords] = useState(asked);
  useEffect(() => {
    if (words === asked) return;
    const timer = setTimeout(() => onFilter(writeFilter({ fields, words })), 300);
    return () => clearTimeout(timer);
  }, [words, asked, fields, onFilter]);
  const typed = writeFilter({ fields, words });
  return { typed, deferred: useDeferredValue(typed), setWords };
}

type FilterBarProps = {
  readonly chosen: Chosen;
  /** As it is typed. */
  readonly filter: string;
  readonly onWords: (words: string) => void;
  readonly onFilter: (filter: string) => void;
};

/** What is asked for of all that was found, and how much that is. */
export function FilterBar({ chosen, filter, onWords, onFilter }: FilterBarProps) {
  const text = useTraceText();
  const own = useWords(filterWords);
  const format = useFormat();
  const { fields, words } = readFilter(filter);
  const [isOpen, setOpen] = useState(false);
  const choose = (change: Filter['fields']) =>
    onFilter(writeFilter({ fields: { ...fields, ...change }, words }));
  return (
    <div className="row table-bar">
      <input
        type="search"
        className={words === '' ? 'no-print' : undefined}
        value={words}
        onChange={({ target }) => onWords(target.value)}
        placeholder={text.table.filter}
        aria-label={text.table.filter}
      />
      <button
        type="button"
        className="filter-fold no-print"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {own.fields(format.integer(Object.keys(fields).length))}
      </button>
      <div className={isOpen ? 'row filter-fields open' : 'row filter-fields'}>
        {filterFields.map((field) => (
          <Choice
            key={field}
            {...{ field, chosen }}
            value={fields[field]}
            onChoose={(value) => choose({ [field]: value })}
          />
        ))}
        <TimeFilter
          from={fields.from}
          to={fields.to}
          onChoose={({ from, to }) => choose({ from, to })}
        />
      </div>
      <span className={filter === '' ? 'muted' : 'ink-wait'} role="status">
        {text.table.shown(format.integer(chosen.nodes.length), format.integer(chosen.found.length))}
      </span>
      {filter !== '' && (
        <button
          type="button"
          className="no-print"
          onClick={() => {
            onWords('');
            onFilter('');
          }}
        >
          {own.clear}
        </button>
      )}
    </div>
  );
}

type ChoiceProps = {
  readonly field: FilterField;
  readonly chosen: Chosen;
  readonly value: string | undefined;
  readonly onChoose: (value: string | undefined) => void;
};

/** Where there is nothing to choose there is no choice. */
function Choice({ field, chosen: { found, around }, value, onChoose }: ChoiceProps) {
  const text = useTraceText();
  const own = useWords(filterWords);
  const wordOf = useValueWords(field);
  const values = useMemo(
    () => [...new Set(found.flatMap((node) => valuesOf(node, field, around)))].sort(),
    [found, field, around],
  );
  if (values.length < 2 && value === undefined) return null;
  const shown = value === undefined || values.includes(value) ? values : [...values, value];
  const name = field === 'machine' || field === 'flag' ? own[field] : text.table[field];
  return (
    <select
      className={value === undefined ? 'no-print' : undefined}
      aria-label={name}
      value={value ?? ''}
      onChange={({ target }) => onChoose(target.value === '' ? undefined : target.value)}
    >
      <option value="">{text.table.any(name)}</option>
      {shown.map((one) => (
        <option key={one} value={one}>
          {wordOf(one)}
        </option>
      ))}
    </select>
  );
}

function useValueWords(field: FilterField): (value: string) => string {
  const text = useTraceText();
  const own = useWords(filterWords);
  const { kinds } = useWords(flagsWords);
  const words: Partial<Record<FilterField, Readonly<Record<string, string>>>> = {
    kind: {
      ...text.listedKinds,
      panel: text.notCounted(text.listedKinds.panel),
      former: text.notCounted(text.listedKinds.former),
    },
    status: text.dispositions,
    where: { ...text.whereabouts, [onSite]: own.onSite },
    flag: kinds,
    certainty: text.certainties,
  };
  return (value) => words[field]?.[value] ?? (field === 'machine' ? shortPath(value) : value);
}
