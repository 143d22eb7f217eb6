const policy = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Sent with every answer: the pages take nothing from elsewhere, and nobody frames them. */
export const securityHeaders = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * On loopback without a login, a page of the internet must not reach the edge by a name of its own
 * that resolves to 127.0.0.1 (DNS rebinding).
 */
export function isKnownHost(host: string | undefined, allowedHosts: readonly string[]): boolean {
  if (host === undefined) return false;
  return loopbackHost.test(host) || allowedHosts.includes(host.replace(/:\d+$/, '').toLowerCase());
}
