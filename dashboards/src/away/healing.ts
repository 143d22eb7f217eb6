import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTick } from '../live/live.tsx';

/**
 * Asks again what failed while the edge was away, as soon as it is heard. It follows the clock and draws
 * nothing: a page around it would be drawn anew each second.
 */
export function Healing(): null {
  const queries = useQueryClient();
  const { contact } = useTick();
  const wasAway = useRef(false);
  useEffect(() => {
    if (contact === 'quiet' && wasAway.current) {
      const hasFailed = (query: { readonly state: { readonly status: string } }) =>
        query.state.status === 'error';
      void queries.refetchQueries({ predicate: hasFailed }); // Its failures are on the page.
    }
    wasAway.current = contact !== 'quiet';
  }, [contact, queries]);
  return null;
}
