import { randomUUID } from 'node:crypto';
import type { AedesOptions, AuthenticateError, Client } from 'aedes';
import { assert } from '../../domain/assert.ts';
import { identifier } from '../../domain/ids.ts';
import type { MqttConfig } from './config.ts';
import type { Credential } from './credentials.ts';
import { logIn } from './login.ts';
import { Refusal, type Refusals } from './refusals.ts';
import { Connection, type Peer } from './wire/connection.ts';

const filterCharsMax = 1024;

type Parts = {
  readonly config: MqttConfig;
  readonly credentials: ReadonlyMap<string, Credential>;
  readonly refusals: Refusals;
};

type AccessHooks = Required<
  Pick<AedesOptions, 'preConnect' | 'authenticate' | 'authorizeSubscribe' | 'authorizeForward'>
>;

/** Who may connect and subscribe. What a client may publish is decided where messages are taken. */
export function createAccess({ config, credentials, refusals }: Parts): AccessHooks {
  const { anonymous } = config;

  return {
    preConnect: (client, packet, done) => {
      const { clientId, clean } = packet;
      // MQTT-3.1.3-8: without an id there is no session to keep.
      const isValid = clientId === '' ? clean === true : identifier.safeParse(clientId).success;
      connectionOf(client).clientId = isValid ? clientId : null;
      // The name makes it impossible to take over the connection of another name by its client id.
      packet.clientId = `${packet.username ?? ''}/${clientId || randomUUID()}`;
      // Every session ends with its connection; CONNACK says so (session present 0).
      packet.clean = true;
      done(null, true);
    },

    authenticate: (client, ...[name, secret, done]) => {
      const connection = connectionOf(client);
      const admit = (result: Refusal | Peer) => {
        if (result instanceof Refusal) {
          refusals.count(result, connection.origin);
          done(toAuthenticateError(result), false);
        } else {
          connection.identify(result);
          done(null, true);
        }
      };
      logIn({ clientId: connection.clientId, name, secret }, { credentials, anonymous }).then(
        admit,
        (cause: unknown) =>
          admit(new Refusal('bad_credentials', `the secret cannot be checked: ${String(cause)}`)),
      );
    },

    authorizeSubscribe: (client, subscription, done) => {
      const connection = connectionOf(client);
      const { topic } = subscription;
      const refusal = judgeSubscription(connection, topic, config.subscriptionsMax);
      if (refusal !== null) {
        refusals.count(refusal, connection.origin);
        done(null, null);
      } else {
        connection.subscriptions.add(topic);
        done(null, subscription);
      }
    },

    // A subscriber that does not read must not hold up the machines that publish.
    authorizeForward: (client, packet) => {
      const { conn } = client;
      if (conn.writableLength < config.unsentBytesMax) return packet;
      conn.destroy(new Refusal('slow_client', `${config.unsentBytesMax} bytes wait to be sent`));
      return null;
    },
  };
}

/** The guard that every client of the broker came through. */
export function connectionOf(client: Client): Connection {
  assert(client.conn instanceof Connection, 'every client came through the guard');
  return client.conn;
}

function judgeSubscription(
  { subscriptions }: Connection,
  filter: string,
  subscriptionsMax: number,
): Refusal | null {
  // aedes 1.2 would grant a shared subscription and deliver nothing.
  if (filter.startsWith('$') || filter.length > filterCharsMax) {
    return new Refusal(
      'subscription_not_allowed',
      'expected a filter of at most 1024 characters without $share or $SYS',
    );
  }
  return subscriptions.size < subscriptionsMax || subscriptions.has(filter)
    ? null
    : new Refusal('too_many_subscriptions', `a client has at most ${subscriptionsMax}`);
}

/** Return codes of MQTT 3.1.1 §3.2.2.3. */
function toAuthenticateError({ reason, message }: Refusal): AuthenticateError {
  return Object.assign(new Error(message), { returnCode: reason === 'bad_client_id' ? 2 : 4 });
}
