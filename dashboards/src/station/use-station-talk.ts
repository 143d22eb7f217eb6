import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { searchQuery } from '../api/queries.ts';
import { useWords } from '../i18n/language.tsx';
import { useTick } from '../live/live.tsx';
import { idOf } from '../object-ref.ts';
import type { KeptEvent } from '../outbox/outbox.ts';
import { newEventId, type UseOutbox, useOutbox } from '../outbox/use-outbox.ts';
import { keepPreference, readKept } from '../preferences.ts';
import { useScans } from '../shell/use-keys.ts';
import { withChosen } from '../stops/choices.ts';
import type { Said } from '../stops/reason-sheet.tsx';
import { type Operator, useOperator } from './use-operator.ts';
import { stationWords } from './words.ts';

/** What was said last, until something else is. */
export type LastSaid =
  | { readonly kind: 'reason'; readonly event: string; readonly said: Said }
  | { readonly kind: 'scrap'; readonly event: string; readonly unit: string }
  | { readonly kind: 'object'; readonly object: string }
  | { readonly kind: 'full' };

export type StationTalk = {
  readonly outbox: UseOutbox;
  readonly operator: Operator;
  readonly last: LastSaid | undefined;
  readonly recent: readonly string[];
  /** The next scan names a unit to be scrapped. */
  readonly isScrapping: boolean;
  readonly setScrapping: (isScrapping: boolean) => void;
  /** The plant's clock, as events carry it. */
  readonly now: () => string;
  readonly classify: (said: Said) => void;
  readonly undo: (event: string) => void;
};

/** Everything that is said at a station: kept on this device until the edge has it. */
export function useStationTalk(station: string): StationTalk {
  const words = useWords(stationWords);
  const queries = useQueryClient();
  const operator = useOperator();
  const now = usePlantNow();
  const [last, setLast] = useState<LastSaid>();
  const [isScrapping, setScrapping] = useState(false);
  const [recent, remember] = useRecent(station);
  const onDelivered = useCallback(
    () => void queries.invalidateQueries({ queryKey: ['stops', station] }),
    [queries, station],
  );
  const outbox = useOutbox(onDelivered);
  const by = operator.id === undefined ? {} : { by: operator.id };
  const say = (event: Omit<KeptEvent, 'id' | 'at'> & { readonly type: string }, prefix: string) => {
    const id = newEventId(prefix);
    const isKept = outbox.add({ id, at: now(), ...event });
    if (!isKept) setLast({ kind: 'full' });
    return isKept ? id : undefined;
  };
  const scrap = (unit: string): void => {
    setScrapping(false);
    const reason = words.scrapReason;
    const event = say({ type: 'unit_scrapped', station, unit, reason, ...operating(by) }, 'scrap');
    if (event !== undefined) setLast({ kind: 'scrap', event, unit });
  };
  const badge = async (code: string): Promise<void> => {
    const found = await queries.fetchQuery(searchQuery(code)).catch(() => undefined);
    const object = found?.matches.find((match) => idOf(match.object) === code)?.object;
    if (object === undefined) operator.signOn(code);
    else setLast({ kind: 'object', object });
  };
  useScans(({ code }) => {
    if (isScrapping) scrap(code);
    else void badge(code); // Without an answer a scan is a badge.
  });
  return {
    outbox,
    operator,
    last,
    recent,
    isScrapping,
    setScrapping,
    now,
    classify: (said) => {
      const event = say({ type: 'stop_classified', station, ...said, ...by }, 'stop');
      if (event === undefined) return;
      remember(said.reason);
      setLast({ kind: 'reason', event, said });
    },
    undo: (event) => {
      setLast(undefined);
      // What has not left the device is forgotten; what may have is taken back in the log.
      if (!outbox.forget(event))
        say({ type: 'event_retracted', event, reason: words.undoReason, ...by }, 'undo');
    },
  };
}

/** Events that are not about people name them as their operator. */
function operating({ by }: { readonly by?: string }): { readonly operator?: string } {
  return by === undefined ? {} : { operator: by };
}

function usePlantNow(): () => string {
  const { nowMs } = useTick();
  const latest = useRef(nowMs);
  useEffect(() => {
    latest.current = nowMs;
  });
  return useCallback(() => new Date(Math.round(latest.current ?? Date.now())).toISOString(), []);
}

/** The reasons that were used last at this station, on this device. */
function useRecent(station: string): readonly [readonly string[], (code: string) => void] {
  const key = `reasons.${station}`;
  const [codes, setCodes] = useState<readonly string[]>(() =>
    (readKept(key) ?? '').split('\n').filter((code) => code !== ''),
  );
  return [
    codes,
    (code) => {
      const next = withChosen(codes, code);
      keepPreference(key, next.join('\n'));
      setCodes(next);
    },
  ];
}
