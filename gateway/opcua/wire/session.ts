import { readFile } from 'node:fs/promises';
import {
  AttributeIds,
  type ClientSession,
  type ClientSessionPublishService,
  type ClientSessionRawSubscriptionService,
  coerceNodeId,
  MessageSecurityMode,
  type NodeId,
  OPCUAClient,
  SecurityPolicy,
  type UserIdentityInfo,
  UserTokenType,
} from 'node-opcua-client';
import type { NodeAccess } from './handshake.ts';
import { applicationName, createCertificateManager, type Pki } from './pki.ts';

export type ServerConfig = {
  readonly name: string;
  readonly endpoint: string;
  readonly securityMode: 'None' | 'Sign' | 'SignAndEncrypt';
  readonly securityPolicy: Exclude<keyof typeof SecurityPolicy, 'Invalid'>;
  readonly user?: { readonly name: string; readonly passwordFile: string } | undefined;
};

/** A session with the services of subscriptions as they are on the wire. */
export type RawSession = ClientSession &
  ClientSessionPublishService &
  ClientSessionRawSubscriptionService;

/** A session over a connection; `isResumed` when it is the one that was held. */
export type OpenSession = {
  readonly client: OPCUAClient;
  readonly session: RawSession;
  readonly isResumed: boolean;
};

/** A socket on which nothing comes for this long is broken; half of it may go by in connecting. */
const socketTimeoutMs = 60_000;
/** How long the server keeps a session whose connection broke, with the values it did not deliver. */
const sessionTimeoutMs = 60_000;

/**
 * Connects once, without the library's own reconnection: that one re-creates subscriptions with the
 * old namespace indexes and gives up in silence. `held` is continued if the server still has it.
 */
export async function openSession(
  config: ServerConfig,
  pki: Pki,
  { held, signal }: { readonly held: RawSession | undefined; readonly signal: AbortSignal },
): Promise<OpenSession> {
  const manager = createCertificateManager(pki.folder); // Whom a person trusts by now.
  const client = OPCUAClient.create({
    applicationName,
    applicationUri: pki.applicationUri,
    certificateFile: pki.certificateFile,
    clientCertificateManager: manager,
    clientName: `lotline:${config.name}`,
    connectionStrategy: { maxRetry: 0, initialDelay: 100, maxDelay: 100 },
    endpointMustExist: false,
    keepPendingSessionsOnDisconnect: true,
    requestedSessionTimeout: sessionTimeoutMs,
    securityMode: MessageSecurityMode[config.securityMode],
    securityPolicy: SecurityPolicy[config.securityPolicy],
    transportTimeout: socketTimeoutMs,
  });
  manager.referenceCounter = 0; // The client's disconnect() then disposes of it.
  const giveUp = () => void client.disconnect(); // Its connect() then rejects.
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const user = await toIdentity(config);
    await client.connect(config.endpoint);
    const resumed = held === undefined ? undefined : await resume(client, held);
    // node-opcua's sessions have these services; its type leaves them out as too low-level.
    const session = resumed ?? ((await client.createSession(user)) as RawSession);
    return { client, session, isResumed: resumed !== undefined };
  } catch (error) {
    await client.disconnect();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** The node id of this server run; undefined when the server does not have the namespace. */
export function resolveNode(qualified: string, namespaces: readonly string[]): NodeId | undefined {
  const end = qualified.indexOf(';');
  const index = namespaces.indexOf(qualified.slice('nsu='.length, end));
  return index < 0 ? undefined : coerceNodeId(`ns=${index};${qualified.slice(end + 1)}`);
}

/** Reads and writes in this session, where the server's namespaces are these. */
export function createNodeAccess(
  session: ClientSession,
  namespaces: readonly string[],
): NodeAccess {
  const resolve = (address: string): NodeId => {
    const nodeId = resolveNode(address, namespaces);
    if (nodeId === undefined) throw new Error(`the server has no namespace for ${address}`);
    return nodeId;
  };
  return {
    read: (addresses) => {
      const nodes = addresses.map((address) => ({
        nodeId: resolve(address),
        attributeId: AttributeIds.Value,
      }));
      return session.read(nodes);
    },
    write: async (address, dataType, value) => {
      const status = await session.write({
        nodeId: resolve(address),
        attributeId: AttributeIds.Value,
        value: { value: { dataType, value } },
      });
      if (!status.isGoodish()) throw new Error(`${address} could not be written: ${status.name}`);
    },
  };
}

/** What went wrong with a connection, and what a person can do about it. */
export function explainFailure(error: unknown, { folder, certificateFile }: Pki): string {
  const message =
    error instanceof Error ? error.message.replace(/\s+/g, ' ').trim() : String(error);
  if (/BadCertificateTimeInvalid/.test(message)) {
    return `the server's certificate has expired or is not valid yet (${message}): renew it there, and compare both clocks`;
  }
  if (/BadCertificate(?!.*disconnected)/.test(message)) {
    return `the server's certificate is not trusted (${message}): check it in ${folder}/rejected and move it to ${folder}/trusted/certs`;
  }
  if (/BadSecurityChecksFailed|disconnected by third party|disconnection/.test(message)) {
    return `the server refused the secure channel (${message}): trust ${certificateFile} in the server`;
  }
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|ETIMEDOUT/.test(message)) {
    return `the server cannot be reached (${message}): check the endpoint, the network and that it runs`;
  }
  return message;
}

/** Undefined when the server has forgotten the session, as after its restart. */
async function resume(client: OPCUAClient, held: RawSession): Promise<RawSession | undefined> {
  try {
    await client.reactivateSession(held);
    return held;
  } catch {
    return undefined;
  }
}

async function toIdentity({ user }: ServerConfig): Promise<UserIdentityInfo> {
  if (user === undefined) return { type: UserTokenType.Anonymous };
  const password = (await readFile(user.passwordFile, 'utf8')).trim();
  return { type: UserTokenType.UserName, userName: user.name, password };
}
