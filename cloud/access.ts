import { createHash, timingSafeEqual } from 'node:crypto';

/** Who may send for a plant, and who may read. Only digests of tokens are kept. */
export type Access = {
  /** Some plant's token: enough to read the message and see which plant it is from. */
  readonly isSender: (authorization: string | undefined) => boolean;
  readonly maySend: (authorization: string | undefined, plant: string) => boolean;
  readonly mayRead: (authorization: string | undefined) => boolean;
};

export type AccessRules = {
  /** The SHA-256 of each plant's token, in hexadecimal. */
  readonly plants: ReadonlyMap<string, string>;
  /** A token for plants that have none of their own. */
  readonly anyPlantToken?: string | undefined;
  /** Undefined: everybody may read. */
  readonly readToken?: string | undefined;
};

export function createAccess({ plants, anyPlantToken, readToken }: AccessRules): Access {
  const own = new Map([...plants].map(([plant, hex]) => [plant, Buffer.from(hex, 'hex')]));
  const anyPlant = anyPlantToken === undefined ? undefined : digestOf(anyPlantToken);
  const reader = readToken === undefined ? undefined : digestOf(readToken);
  return {
    isSender: (authorization) =>
      [...own.values(), anyPlant].some((digest) => isHeldBy(authorization, digest)),
    maySend: (authorization, plant) => isHeldBy(authorization, own.get(plant) ?? anyPlant),
    mayRead: (authorization) => reader === undefined || isHeldBy(authorization, reader),
  };
}

function isHeldBy(authorization: string | undefined, digest: Buffer | undefined): boolean {
  const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  return token !== undefined && digest !== undefined && timingSafeEqual(digestOf(token), digest);
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
