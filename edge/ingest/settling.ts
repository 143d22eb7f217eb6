import { FactoryError } from '../../domain/factory-error.ts';
import type { SettleReply, SettleRequest, WriterCommand, WriterNews } from '../store/protocol.ts';

/** Has the writer settle messages in quarantine. Rejects with `unavailable` when it cannot write. */
export type Settle = (request: SettleRequest) => Promise<SettleReply>;

type Settling = { readonly settle: Settle; readonly hear: (news: WriterNews) => void };

export function createSettling(command: (command: WriterCommand) => void): Settling {
  const waiting = new Map<number, PromiseWithResolvers<SettleReply>>();
  let nextId = 1;
  return {
    settle: (request) => {
      const id = nextId++;
      const asked = Promise.withResolvers<SettleReply>();
      waiting.set(id, asked);
      command({ kind: 'settle', id, request });
      return asked.promise;
    },
    hear: (news) => {
      if (news.kind !== 'settled') return;
      const asked = waiting.get(news.id);
      waiting.delete(news.id);
      if ('reply' in news) asked?.resolve(news.reply);
      else asked?.reject(new FactoryError('unavailable', `nothing was changed: ${news.refused}`));
    },
  };
}
