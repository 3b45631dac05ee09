import http from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import * as undici from 'undici';

export type HttpClient = (url: string, headers?: Readonly<Record<string, string>>) => Promise<string>;

/** A GET that resolves to the body, of whatever status, and rejects when that could not be read. */
export const HTTP_CLIENTS: Readonly<Record<string, HttpClient>> = {
  fetch: async (url, headers = {}) => (await fetch(url, { headers })).text(),
  'fetch of undici': async (url, headers = {}) => (await undici.fetch(url, { headers })).text(),
  'request of undici': async (url, headers = {}) => (await undici.request(url, { headers })).body.text(),
  'node:http': (url, headers = {}) => sent(http.get(url, { headers })),
  // The client of node:https on a connection without TLS, for which this test would need a certificate.
  'node:https': (url, headers = {}) => {
    const createConnection = () => connect(Number(new URL(url).port), '127.0.0.1');
    const agent = Object.assign(new https.Agent(), { createConnection });
    return sent(https.get(url.replace('http:', 'https:'), { headers, agent }));
  },
};

function sent(request: http.ClientRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => void text(response).then(resolve, reject));
  });
}
