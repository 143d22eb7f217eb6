import { decodeJson, decodeNative } from '../gateway/native/decode.ts';
import type { Decoders } from './store/decoders.ts';

/** How each format is read. */
export const decoders: Decoders = {
  'native-mqtt': decodeNative,
  json: (source, _topic, payload) => decodeJson(source, payload),
  unknown: (_source, topic) => ({
    events: [],
    problems: [{ code: 'unknown_topic', reason: `nothing here reads the topic ${topic}` }],
  }),
};
