import type { Export, ExportContext } from './define-export.ts';
import { piecesOf } from './pieces.ts';
import type { ExportReply, ExportRequest, ExportSettings } from './protocol.ts';

type Answer = (reply: ExportReply) => void;
type Listed = Pick<Export<string, never>, 'name' | 'write'>;

/**
 * The documents being written in this thread. Each request makes one piece of one document, so that
 * a long one does not hold up the others.
 */
export function createDocuments(
  exports: readonly Listed[],
  settings: ExportSettings,
  answer: Answer,
): (request: ExportRequest) => void {
  const open = new Map<number, Iterator<Uint8Array>>();
  const begin = (name: string, content: Uint8Array, context: ExportContext) => {
    const found = exports.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`assertion failed: an export ${name} is in the list`);
    const json = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString();
    return piecesOf(found.write(JSON.parse(json) as never, context)); // The caller's types tie name and content.
  };
  const advance = (id: number) => {
    const next = open.get(id)?.next();
    if (next === undefined) throw new Error(`document ${id} ended with the thread that wrote it`);
    if (next.done) open.delete(id);
    answer(next.done ? { id } : { id, piece: next.value });
  };

  return (request) => {
    const { id, kind } = request;
    try {
      if (kind === 'cancel') {
        open.delete(id);
        return;
      }
      if (kind === 'start') {
        const { name, content, language } = request;
        open.set(id, begin(name, content, { ...settings, language }));
      }
      advance(id);
    } catch (error) {
      open.delete(id);
      answer({ id, error: toError(error) });
    }
  };
}

function toError(error: unknown) {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  return { name, message, ...(stack === undefined ? {} : { stack }) };
}
