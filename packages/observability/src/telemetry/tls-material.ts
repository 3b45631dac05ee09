import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigurationError } from './configuration-error.js';
import type { EnvironmentReader } from './environment.js';

/** PEM texts for `https`, read once at the start: `tls.createSecureContext` takes them as they are. */
export interface TlsMaterial {
  /** Whom to trust instead of the authorities that Node.js trusts. */
  readonly ca?: string;
  /** The client's certificate, with its chain. */
  readonly cert?: string;
  /** The client's private key, not encrypted. */
  readonly key?: string;
}

/** The names of the three variables, by what is in their files. */
export type TlsVariables = Readonly<Record<keyof TlsMaterial, string>>;

const CERTIFICATES = /-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs;

/**
 * Reads the files that the variables name and checks that they can be used: certificates parse, the key opens, the two
 * belong together. Neither a path nor anything of a file is repeated in a message.
 * @throws {ConfigurationError} naming the variable
 */
export function readTlsMaterial(env: EnvironmentReader, names: TlsVariables): TlsMaterial | undefined {
  const ca = readCertificates(env, names.ca);
  const cert = readCertificates(env, names.cert);
  const key = readKey(env, names.key);
  if (cert !== undefined && key === undefined) {
    throw new ConfigurationError(names.key, `must be set together with ${names.cert}`);
  }
  if (key !== undefined && cert === undefined) {
    throw new ConfigurationError(names.cert, `must be set together with ${names.key}`);
  }
  if (cert !== undefined && key !== undefined && !belongTogether(cert, key)) {
    throw new ConfigurationError(names.key, `does not belong to the certificate of ${names.cert}`);
  }
  if (ca === undefined && cert === undefined) return undefined;
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
}

function readCertificates(env: EnvironmentReader, name: string): string | undefined {
  const pem = readFile(env, name);
  if (pem === undefined) return undefined;
  if (parsedCertificates(name, pem).length > 0) return pem;
  throw new ConfigurationError(name, 'must name a file with certificates in PEM');
}

function parsedCertificates(name: string, pem: string): readonly X509Certificate[] {
  try {
    return (pem.match(CERTIFICATES) ?? []).map((certificate) => new X509Certificate(certificate));
  } catch {
    // No cause, here and below: OpenSSL's messages say nothing that helps, and Node's repeat the path.
    throw new ConfigurationError(name, 'names a file with a certificate that cannot be read');
  }
}

function readKey(env: EnvironmentReader, name: string): string | undefined {
  const pem = readFile(env, name);
  if (pem === undefined) return undefined;
  try {
    createPrivateKey(pem);
  } catch {
    throw new ConfigurationError(name, 'must name a file with a private key in PEM that is not encrypted');
  }
  return pem;
}

function readFile(env: EnvironmentReader, name: string): string | undefined {
  const path = env.text(name);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigurationError(name, 'must name a file that can be read');
  }
}

function belongTogether(cert: string, key: string): boolean {
  return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
}
