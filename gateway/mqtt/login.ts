import { type Credential, nobody } from './credentials.ts';
import { Refusal } from './refusals.ts';
import type { Peer } from './wire/connection.ts';

/** What a client says of itself; `clientId` is null when it is not a valid one. */
type Login = {
  readonly clientId: string | null;
  readonly name: string | undefined;
  readonly secret: Uint8Array | undefined;
};

type Rules = {
  readonly credentials: ReadonlyMap<string, Credential>;
  readonly anonymous: boolean;
};

/** Says who a client is, or why it is not let in. */
export async function logIn(login: Login, rules: Rules): Promise<Peer | Refusal> {
  const { clientId, name, secret } = login;
  if (clientId === null) {
    return new Refusal('bad_client_id', 'the client id is not 1 to 128 printable characters');
  }
  if (name === undefined) return admitUnnamed(clientId, rules);
  const { verify, grants } = rules.credentials.get(name) ?? nobody;
  return (await verify(secret ?? Buffer.alloc(0)))
    ? { source: `mqtt:${name}`, grants }
    : new Refusal('bad_credentials', 'the name or the secret is wrong');
}

function admitUnnamed(clientId: string, { anonymous, credentials }: Rules): Peer | Refusal {
  if (!anonymous) return new Refusal('bad_credentials', 'a client must give its name');
  if (credentials.has(clientId)) {
    return new Refusal('bad_credentials', 'the client id is the name of a client with a secret');
  }
  return { source: `mqtt:${clientId || 'anonymous'}`, grants: null };
}
