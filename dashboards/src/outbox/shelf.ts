import type { Entry, Shelf } from './outbox.ts';

const prefix = 'lotline.outbox.';

/** In the browser's storage; in memory where that is locked, and then for as long as the page. */
export function createShelf(): Shelf {
  const memory = new Map<string, Entry>();
  return {
    read: () => readAll() ?? [...memory.values()],
    put: (entry) => {
      try {
        localStorage.setItem(prefix + entry.event.id, JSON.stringify(entry));
      } catch {
        memory.set(entry.event.id, entry);
      }
    },
    drop: (id) => {
      memory.delete(id);
      try {
        localStorage.removeItem(prefix + id);
      } catch {
        // Nothing was kept there either.
      }
    },
  };
}

function readAll(): Entry[] | undefined {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => entryOf(localStorage.getItem(key)));
  } catch {
    return undefined;
  }
}

/** What is not ours, or was cut off in writing, is left alone. */
function entryOf(kept: string | null): Entry[] {
  try {
    const entry: unknown = JSON.parse(kept ?? 'null');
    return isEntry(entry) ? [entry] : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null || !('event' in value)) return false;
  const { event } = value;
  return (
    typeof event === 'object' &&
    event !== null &&
    ['id', 'type', 'at'].every((name) => typeof Reflect.get(event, name) === 'string')
  );
}
