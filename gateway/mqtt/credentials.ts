import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { FactoryError } from '../../domain/factory-error.ts';
import type { MqttClientConfig } from './config.ts';
import { type Grants, grantsOf } from './topics.ts';

const secretCharsMin = 16;
const hashForm = /^scrypt:([A-Za-z0-9+/]{16,}={0,2}):([A-Za-z0-9+/]{43}=)$/;

type Verify = (secret: Uint8Array) => Promise<boolean>;
export type Credential = { readonly grants: Grants; readonly verify: Verify };

/** Answers like a known client's, so that the time taken does not tell which names exist. */
export const nobody: Credential = {
  grants: { prefixes: [], filters: [] },
  verify: verifyPlain(randomBytes(secretCharsMin)),
};

/** Reads every client's secret. Throws a FactoryError `invalid_config` that names the client. */
export async function loadCredentials(
  clients: readonly MqttClientConfig[],
  env: NodeJS.ProcessEnv,
): Promise<ReadonlyMap<string, Credential>> {
  const entries = clients.map(async (client) => {
    const secret = await readSecret(client, env);
    return [
      client.name,
      { grants: grantsOf(client), verify: toVerify(secret, client.name) },
    ] as const;
  });
  return new Map(await Promise.all(entries));
}

async function readSecret(client: MqttClientConfig, env: NodeJS.ProcessEnv): Promise<string> {
  const { name, secretFile, secretEnv } = client;
  if (secretFile !== undefined) {
    const text = await readFile(secretFile, 'utf8').catch((cause: unknown) => {
      throw invalid(name, `its secretFile cannot be read`, cause);
    });
    return text.trim();
  }
  const value = secretEnv === undefined ? undefined : env[secretEnv];
  if (value === undefined) throw invalid(name, `the environment has no ${secretEnv}`);
  return value.trim();
}

/** The secret is kept as it is, or as `scrypt:{salt}:{key}` in base64 with Node's parameters. */
function toVerify(secret: string, name: string): Verify {
  const [, salt, key] = hashForm.exec(secret) ?? [];
  if (salt !== undefined && key !== undefined) {
    return verifyScrypt(Buffer.from(salt, 'base64'), Buffer.from(key, 'base64'));
  }
  if (secret.startsWith('scrypt:')) {
    throw invalid(name, 'its secret is not of the form scrypt:{salt}:{32 byte key} in base64');
  }
  if (secret.length < secretCharsMin) {
    throw invalid(name, `its secret is shorter than ${secretCharsMin} characters`);
  }
  return verifyPlain(Buffer.from(secret));
}

/** Compares digests: they have one length, and only they stay in memory. */
function verifyPlain(secret: Uint8Array): Verify {
  const expected = sha256(secret);
  return (given) => Promise.resolve(timingSafeEqual(sha256(given), expected));
}

function verifyScrypt(salt: Uint8Array, key: Uint8Array): Verify {
  return (given) =>
    new Promise((resolve, reject) => {
      scrypt(given, salt, key.length, (error, derived) => {
        if (error) reject(error);
        else resolve(timingSafeEqual(derived, key));
      });
    });
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function invalid(name: string, problem: string, cause?: unknown): FactoryError {
  return new FactoryError('invalid_config', `mqtt client ${name}: ${problem}`, { cause });
}
