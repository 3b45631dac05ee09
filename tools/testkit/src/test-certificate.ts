import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A certificate and its key, for tests of TLS; made anew each time, so that no key lies in the repository. */
export interface TestCertificate {
  /** PEM. */
  readonly cert: string;
  /** PEM, PKCS #8. */
  readonly key: string;
  readonly privateKey: KeyObject;
  readonly name: string;
}

/**
 * Makes a P-256 certificate for `127.0.0.1` (RFC 5280), signed by the issuer, or by itself and then an authority.
 * @param name its common name
 */
export function testCertificate(name: string, issuer?: TestCertificate): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const tbs = sequence(
    der(0xa0, integer(2)),
    integer(Date.now() % 0x7fffffff),
    ECDSA_SHA256,
    commonName(issuer?.name ?? name),
    sequence(time(Date.now() - 3_600_000), time(Date.now() + 86_400_000)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(issuer ? ADDRESS : AUTHORITY)),
  );
  const signature = sign('sha256', tbs, issuer?.privateKey ?? privateKey);
  const certificate = sequence(tbs, ECDSA_SHA256, der(0x03, Buffer.of(0), signature));
  const lines = certificate.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd();
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    privateKey,
    name,
  };
}

/** One value in DER: its tag, its length, its content (X.690). */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), body]);
}

function sequence(...content: readonly Buffer[]): Buffer {
  return der(0x30, ...content);
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  // A first bit of 1 would make it negative.
  return der(0x02, (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
}

function time(millis: number): Buffer {
  return der(0x18, Buffer.from(`${new Date(millis).toISOString().replaceAll(/[-:T]|\..*/g, '')}Z`));
}

function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

/** ecdsa-with-SHA256, 1.2.840.10045.4.3.2. */
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));

/** basicConstraints, critical: an authority. */
const AUTHORITY = sequence(oid('551d13'), der(0x01, Buffer.of(0xff)), der(0x04, sequence(der(0x01, Buffer.of(0xff))))); // prettier-ignore

/** subjectAltName: the address. */
const ADDRESS = sequence(oid('551d11'), der(0x04, sequence(der(0x87, Buffer.of(127, 0, 0, 1)))));
