import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCertificate } from '@couplekit/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigurationError, configureObservability, type Environment } from '../src/index.js';

const FILES = mkdtempSync(join(tmpdir(), 'tls-'));
afterAll(() => rmSync(FILES, { recursive: true }));

const [authority, stranger] = [testCertificate('an authority'), testCertificate('a stranger')];
const client = testCertificate('a client', authority);
const CA = file('ca.pem', stranger.cert + authority.cert);
const STRANGER = file('stranger.pem', stranger.cert);
const CERT = file('client.pem', client.cert + authority.cert);
const KEY = file('client-key.pem', client.key);
const OTHER_KEY = file('other-key.pem', stranger.key);
const LOCKED_KEY = file(
  'locked-key.pem',
  client.privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' })
    .toString(),
);
const NOT_PEM = file('not.pem', 'hunter2');
const BROKEN = file(
  'broken.pem',
  `${authority.cert}-----BEGIN CERTIFICATE-----\naHVudGVyMg==\n-----END CERTIFICATE-----`,
);
const NOWHERE = join(FILES, 'hunter2.pem');

function file(name: string, content: string): string {
  writeFileSync(join(FILES, name), content);
  return join(FILES, name);
}

describe.each(['', 'TRACES_', 'METRICS_'])('OTEL_EXPORTER_OTLP_%sCERTIFICATE and its kin', (signal) => {
  const [ca, cert, key] = ['CERTIFICATE', 'CLIENT_CERTIFICATE', 'CLIENT_KEY'].map(
    (name) => `OTEL_EXPORTER_OTLP_${signal}${name}`,
  ) as [string, string, string];

  it('take files in PEM, and nothing', () => {
    for (const env of [{ [ca]: CA }, { [cert]: CERT, [key]: KEY }, { [ca]: '', [cert]: ' ', [key]: '' }]) {
      expect(configureObservability({ env, global: false }).warnings).toEqual([]);
    }
  });

  it.each([
    [ca, { [ca]: NOWHERE }, 'must name a file that can be read'],
    [ca, { [ca]: FILES }, 'must name a file that can be read'],
    [ca, { [ca]: NOT_PEM }, 'must name a file with certificates in PEM'],
    [ca, { [ca]: KEY }, 'must name a file with certificates in PEM'],
    [ca, { [ca]: BROKEN }, 'names a file with a certificate that cannot be read'],
    [cert, { [cert]: NOWHERE, [key]: KEY }, 'must name a file that can be read'],
    [cert, { [cert]: NOT_PEM, [key]: KEY }, 'must name a file with certificates in PEM'],
    [cert, { [cert]: BROKEN, [key]: KEY }, 'names a file with a certificate that cannot be read'],
    [key, { [cert]: CERT, [key]: NOWHERE }, 'must name a file that can be read'],
    [key, { [cert]: CERT, [key]: CERT }, 'must name a file with a private key in PEM that is not encrypted'],
    [key, { [cert]: CERT, [key]: NOT_PEM }, 'must name a file with a private key in PEM that is not encrypted'], // prettier-ignore
    [key, { [cert]: CERT, [key]: LOCKED_KEY }, 'must name a file with a private key in PEM that is not encrypted'], // prettier-ignore
    [key, { [cert]: CERT, [key]: OTHER_KEY }, `does not belong to the certificate of ${cert}`],
  ])('stop the start at %s of %o', (variable, env, rule) => {
    const error = failureOf(env);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ variable, message: `${variable} ${rule}.` });
    expect(Object(error).cause).toBeUndefined();
  });

  it('ask for the other half of a pair', () => {
    expect(failureOf({ [cert]: CERT })).toMatchObject({ message: expect.stringMatching(/CLIENT_KEY must be set together with .*CLIENT_CERTIFICATE\.$/) }); // prettier-ignore
    expect(failureOf({ [key]: KEY })).toMatchObject({ message: expect.stringMatching(/CLIENT_CERTIFICATE must be set together with .*CLIENT_KEY\.$/) }); // prettier-ignore
  });
});

it('metrics and spans leave with a client certificate, for a collector of an authority of our own', async () => {
  const server = testCertificate('collector', authority);
  const peers: string[] = [];
  const https = createServer(
    {
      key: server.key,
      cert: server.cert,
      ca: authority.cert,
      requestCert: true,
      rejectUnauthorized: true,
    },
    (request, response) => {
      peers.push(`${request.url} ${Object(request.socket).getPeerCertificate().subject.CN}`);
      request.resume().once('end', () => response.end());
    },
  );
  await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `https://127.0.0.1:${(https.address() as AddressInfo).port}`,
    OTEL_EXPORTER_OTLP_CERTIFICATE: CA,
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: CERT,
    OTEL_EXPORTER_OTLP_CLIENT_KEY: KEY,
  };
  // The signal's own authority wins, and does not know the collector.
  for (const extra of [{}, { OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE: STRANGER }]) {
    const telemetry = configureObservability({ env: { ...env, ...extra }, shutdownTimeoutMs: 500 });
    telemetry.requestDurations.record('GET', '/', 200, 0.1, 'http');
    telemetry.tracer.startSpan('x').end();
    await telemetry.shutdown();
  }
  https.closeAllConnections();
  https.close();
  expect(peers.toSorted()).toEqual(['/v1/metrics a client', '/v1/traces a client', '/v1/traces a client']);
});

function failureOf(env: Environment): unknown {
  try {
    return configureObservability({ env, global: false });
  } catch (error) {
    return error;
  }
}
