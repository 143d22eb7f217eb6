import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { assert } from '../../domain/assert.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import type { MqttConfig } from './config.ts';
import { Refusal } from './refusals.ts';
import type { Accepted } from './wire/connection.ts';

const tcpKeepAliveMs = 30_000;
const subprotocols = ['mqtt', 'mqttv3.1'];

type Accept = (accepted: Accepted) => void;
type Refuse = (refusal: Refusal, address: string) => void;
export type Listener = { readonly port: number; readonly close: () => Promise<void> };

/** Listens for MQTT on TCP. Throws a FactoryError `unavailable` when the port is taken. */
export async function listenTcp(
  { host, port }: Pick<MqttConfig, 'host' | 'port'>,
  accept: Accept,
): Promise<Listener> {
  // Nagle's algorithm would hold small acknowledgements back by tens of milliseconds.
  const options = { noDelay: true, keepAlive: true, keepAliveInitialDelay: tcpKeepAliveMs };
  const server = createServer(options, (socket) => accept({ socket, address: addressOf(socket) }));
  return await listen(server, { host, port });
}

type WebSocketSettings = NonNullable<MqttConfig['webSocket']> &
  Pick<MqttConfig, 'host' | 'packetBytesMax' | 'connectTimeoutMs' | 'clientsMax'>;

/** Listens for MQTT inside WebSocket (MQTT 3.1.1 §6), the same bytes in binary messages. */
export async function listenWebSocket(
  settings: WebSocketSettings,
  on: { readonly accept: Accept; readonly refuse: Refuse },
): Promise<Listener> {
  const { connectTimeoutMs } = settings;
  const webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    // A message may hold several packets; the packets themselves are measured by the connection.
    maxPayload: Math.max(settings.packetBytesMax + 5, 65_536),
    handleProtocols: (offered) => subprotocols.find((name) => offered.has(name)) ?? false,
  });
  const server = createHttpServer(
    { noDelay: true, headersTimeout: connectTimeoutMs, connectionsCheckingInterval: 1000 },
    (_request, reply) => reply.writeHead(426, { connection: 'close', upgrade: 'websocket' }).end(),
  );
  server.maxConnections = settings.clientsMax;
  server.on('upgrade', (request, socket, head) => {
    const problem = problemWith(request, settings);
    const address = addressOf(request.socket);
    if (problem === null) {
      webSockets.handleUpgrade(request, socket, head, (webSocket) =>
        on.accept({ socket: createWebSocketStream(webSocket), address }),
      );
    } else {
      on.refuse(problem, address);
      socket.on('error', () => {}); // It is refused; whether it hears so does not matter.
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n', () => socket.destroy());
    }
  });
  const listener = await listen(server, { host: settings.host, port: settings.port });
  return {
    port: listener.port,
    close: () => {
      server.closeAllConnections();
      return listener.close();
    },
  };
}

/**
 * A browser would let any page on the internet speak to a broker on this machine. It says which
 * page asks; a page that is not listed is refused.
 */
function problemWith(request: IncomingMessage, settings: WebSocketSettings): Refusal | null {
  const { origin, 'sec-websocket-protocol': offered = '' } = request.headers;
  if (origin !== undefined && !settings.origins.includes(origin)) {
    return new Refusal('origin_not_allowed', `the page ${origin.slice(0, 200)} is not in origins`);
  }
  const path = request.url?.split('?', 1)[0];
  const speaksMqtt = offered.split(',').some((name) => subprotocols.includes(name.trim()));
  return path === settings.path && speaksMqtt
    ? null
    : new Refusal('protocol_error', `expected the subprotocol mqtt on ${settings.path}`);
}

function addressOf({ remoteAddress }: Socket): string {
  return remoteAddress ?? 'gone';
}

async function listen(server: Server, at: { host: string; port: number }): Promise<Listener> {
  server.listen(at);
  await once(server, 'listening').catch((cause: unknown) => {
    const problem = `mqtt cannot listen on ${at.host} port ${at.port}: is another broker running?`;
    throw new FactoryError('unavailable', problem, { cause });
  });
  const address = server.address();
  assert(address !== null && typeof address === 'object', 'a listening server has a port');
  return {
    port: address.port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
