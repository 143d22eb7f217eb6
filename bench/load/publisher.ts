import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * One MQTT 3.1.1 connection that publishes with QoS 1, a bounded number in flight. It writes its
 * packets itself: the load shares the processor with what it measures, and must cost little.
 */
export class Publisher {
  readonly #socket: Socket;
  readonly #topic: Buffer;
  readonly #onAck: PublisherOptions['onAck'];
  readonly #onRoom: () => void;
  /** Packet ids that are not in flight. */
  readonly #free: number[];
  readonly #sentAt: Float64Array;
  #rest: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket, options: PublisherOptions) {
    this.#socket = socket;
    this.#topic = Buffer.from(options.topic);
    this.#onAck = options.onAck;
    this.#onRoom = options.onRoom;
    this.#free = Array.from({ length: options.inFlightMax }, (_, index) => index + 1);
    this.#sentAt = new Float64Array(options.inFlightMax + 1);
  }

  static async open(options: PublisherOptions): Promise<Publisher> {
    const socket = connect({ host: '127.0.0.1', port: options.port, noDelay: true });
    await once(socket, 'connect');
    socket.write(connectPacket(options.clientId));
    const [connack] = (await once(socket, 'data')) as [Buffer]; // A socket's data is bytes.
    if (connack[0] !== 0x20 || connack[3] !== 0) throw new Error('the broker refused a connection');
    const publisher = new Publisher(socket, options);
    socket.on('data', (chunk) => publisher.#receive(chunk));
    socket.on('error', options.onError);
    return publisher;
  }

  /** How many more messages may be in flight. */
  get room(): number {
    return this.#free.length;
  }

  /** Sends payloads in one write; there must be room. `sentAt` comes back with each one's ack. */
  publish(payloads: readonly string[], sentAt: number): void {
    const packets = payloads.map((payload) => {
      const id = this.#free.pop();
      if (id === undefined) throw new Error('assertion failed: there is room in flight');
      this.#sentAt[id] = sentAt;
      return publishPacket(this.#topic, id, payload);
    });
    this.#socket.write(packets.length === 1 ? (packets[0] ?? '') : Buffer.concat(packets));
  }

  close(): void {
    this.#socket.removeAllListeners('data');
    this.#socket.end(Buffer.from([0xe0, 0]));
  }

  /** Nothing but acknowledgements of four bytes comes. */
  #receive(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (; at + 4 <= bytes.length; at += 4) {
      if (bytes[at] !== 0x40) throw new Error('assertion failed: the broker sends PUBACK only');
      const id = bytes.readUInt16BE(at + 2);
      this.#free.push(id);
      this.#onAck(this.#sentAt[id] ?? 0);
    }
    this.#rest = bytes.subarray(at);
    this.#onRoom();
  }
}

export type PublisherOptions = {
  readonly port: number;
  readonly clientId: string;
  readonly topic: string;
  readonly inFlightMax: number;
  readonly onAck: (sentAt: number) => void;
  /** After the acknowledgements that came together. */
  readonly onRoom: () => void;
  readonly onError: (error: Error) => void;
};

function connectPacket(clientId: string): Buffer {
  const id = Buffer.from(clientId);
  const body = Buffer.concat([
    Buffer.from([0, 4]),
    Buffer.from('MQTT'),
    Buffer.from([4, 2, 0, 0, 0, id.length]), // Level 4, clean session, no keep alive.
    id,
  ]);
  return Buffer.concat([Buffer.from([0x10, body.length]), body]);
}

function publishPacket(topic: Buffer, id: number, payload: string): Buffer {
  const bodyBytes = 2 + topic.length + 2 + payload.length;
  const lengthBytes = bodyBytes < 128 ? 1 : bodyBytes < 16_384 ? 2 : 3;
  const packet = Buffer.allocUnsafe(1 + lengthBytes + bodyBytes);
  packet[0] = 0x32; // PUBLISH, QoS 1.
  let rest = bodyBytes;
  for (let index = 1; index <= lengthBytes; index += 1) {
    packet[index] = (rest & 0x7f) | (index < lengthBytes ? 0x80 : 0);
    rest >>= 7;
  }
  let at = packet.writeUInt16BE(topic.length, 1 + lengthBytes);
  at += topic.copy(packet, at);
  at = packet.writeUInt16BE(id, at);
  packet.write(payload, at, 'latin1'); // The load writes ASCII only.
  return packet;
}
