import { useId, useState } from 'react';
import { useName, useWords } from '../i18n/language.tsx';
import { useSite } from '../live/live.tsx';
import { keyOf, type Row } from './targets.ts';
import { targetWords } from './words.ts';

type AddTargetProps = {
  readonly line: Row['line'];
  readonly taken: ReadonlySet<string>;
  /** Products that were made or have targets already. */
  readonly items: readonly string[];
  readonly onAdd: (row: Row) => void;
};

/** Targets for a product, a station, or a product at a station. */
export function AddTarget({ line, taken, items, onAdd }: AddTargetProps) {
  const words = useWords(targetWords);
  const name = useName();
  const list = useId();
  const stations = useSite()?.lines.find((one) => one.line === line)?.stations ?? [];
  const [item, setItem] = useState('');
  const [path, setPath] = useState('');
  const station = stations.find((one) => one.station === path)?.station;
  const row: Row = {
    line,
    ...(station === undefined ? {} : { station }),
    // Parsed by the edge as every id is; here it is what somebody typed.
    ...(item.trim() === '' ? {} : { item: item.trim() as NonNullable<Row['item']> }),
  };
  const isWidest = row.item === undefined && station === undefined;
  const isTaken = taken.has(keyOf(row));
  return (
    <form
      className="fields"
      aria-label={words.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWidest || isTaken) return;
        onAdd(row);
        setItem('');
      }}
    >
      <label>
        {words.product}
        <input
          className="mono"
          list={list}
          value={item}
          maxLength={128}
          autoComplete="off"
          placeholder={words.anyProduct}
          onChange={({ target }) => setItem(target.value)}
        />
        <datalist id={list}>
          {items.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </label>
      <label>
        {words.station}
        <select value={path} onChange={({ target }) => setPath(target.value)}>
          <option value="">{words.anyStation}</option>
          {stations.map((one) => (
            <option key={one.station} value={one.station}>
              {name(one.name)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" disabled={isWidest || isTaken}>
        {words.add}
      </button>
      <p className="muted">{isWidest ? words.choose : isTaken ? words.exists : ''}</p>
    </form>
  );
}
