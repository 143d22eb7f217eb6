import type { FastifyReply } from 'fastify';
import { giveBack, type OwnBytes } from '../queries/own-bytes.ts';

/**
 * Sends bytes that another thread made, and gives their memory back once they are sent. V8 counts it against this
 * thread until a collection finds it, and so it would mark this thread's whole heap with every few long
 * answers, while acknowledgements wait.
 *
 * The moment is the callback of the bytes' own write, without an error: Node.js calls it after libuv's, and until
 * then libuv may read the memory. Of bytes that were not sent (the client left, or an answer before them on its
 * connection was never taken) there is none, or one with an error; they are left to the collector.
 */
export function sendBytes(reply: FastifyReply, bytes: OwnBytes): FastifyReply {
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.setHeader('content-length', bytes.byteLength);
  reply.hijack(); // From here on the answer is ours; Fastify hides the write's callback.
  raw.write(bytes, (error) => {
    if (!error) giveBack(bytes);
  });
  raw.end();
  return reply;
}
