export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that the environment decides, whatever the file says. */
export type Override = {
  readonly variable: string;
  readonly path: readonly string[];
  readonly value: unknown;
};

type Variable = { readonly path: readonly string[]; readonly read: (text: string) => unknown };

const text = (value: string): unknown => value;
/** What is no number stays as it is, for the schema to refuse. */
const number = (value: string): unknown => (/^\d+$/.test(value) ? Number(value) : value);
const flag = (value: string): unknown => value === '1' || (value === '0' ? false : value);

const variables: Readonly<Record<string, Variable>> = {
  LOTLINE_DATA_DIR: { path: ['store', 'dataDir'], read: text },
  LOTLINE_HTTP_HOST: { path: ['http', 'host'], read: text },
  LOTLINE_HTTP_PORT: { path: ['http', 'port'], read: number },
  LOTLINE_MQTT_PORT: { path: ['mqtt', 'port'], read: number },
  LOTLINE_MQTT_ANONYMOUS: { path: ['mqtt', 'anonymous'], read: flag },
  LOTLINE_CLOUD_URL: { path: ['cloud', 'url'], read: text },
  LOTLINE_LOG_LEVEL: { path: ['log', 'level'], read: text },
};

/** Named in the documents, and without effect in this version. */
const unused: Readonly<Record<string, string>> = {
  LOTLINE_ADMIN_TOKEN: 'there is no login yet; on loopback none is asked for',
  LOTLINE_MQTT_TLS_PORT: 'MQTT over TLS is not built yet',
};

/** What the environment overrides; an empty variable is as good as none. */
export function environmentOverrides(env: Environment): Override[] {
  return Object.entries(variables).flatMap(([variable, { path, read }]) => {
    const value = env[variable];
    return value === undefined || value === '' ? [] : [{ variable, path, value: read(value) }];
  });
}

export function unusedVariables(env: Environment): string[] {
  return Object.entries(unused)
    .filter(([variable]) => env[variable])
    .map(([variable, why]) => `${variable} has no effect: ${why}`);
}
