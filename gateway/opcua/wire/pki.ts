import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { OPCUACertificateManager } from 'node-opcua-certificate-manager';

export const applicationName = 'Lotline edge';

/** Our key and certificate, and whose certificates we trust. Kept between starts. */
export type Pki = {
  readonly folder: string;
  readonly applicationUri: string;
  readonly certificateFile: string;
};

const validityDays = 365 * 10;

/** Opens the folder, with a new key and self-signed certificate if there are none. Trusts nobody. */
export async function openPki(folder: string): Promise<Pki> {
  const manager = createCertificateManager(folder);
  await manager.initialize();
  const applicationUri = `urn:${hostname()}:lotline:edge`;
  const certificateFile = join(folder, 'own', 'certs', 'lotline-edge.pem');
  if (!existsSync(certificateFile)) {
    await manager.createSelfSignedCertificate({
      applicationUri,
      dns: [hostname()],
      outputFile: certificateFile,
      subject: `/CN=${applicationName}`,
      startDate: new Date(),
      validity: validityDays,
    });
  }
  await manager.dispose();
  return { folder, applicationUri, certificateFile };
}

/**
 * Knows the certificates that lie in the folder when it is initialized or told to reload them. It does
 * not watch the folder: its watchers miss a file that is moved soon after it was written, and the
 * server that a person trusted stays rejected until the next start.
 */
export function createCertificateManager(folder: string): OPCUACertificateManager {
  return new OPCUACertificateManager({
    rootFolder: folder,
    automaticallyAcceptUnknownCertificate: false,
    disableFileWatchers: true,
  });
}
