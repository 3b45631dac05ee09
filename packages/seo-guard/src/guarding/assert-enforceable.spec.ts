import { ServerResponse } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { assertEnforceable } from './assert-enforceable.js';

it('accepts the Node.js that runs it', () => {
  expect(() => assertEnforceable()).not.toThrow();
});

it('refuses a Node.js that writes heads in another way', () => {
  const { writeHead } = ServerResponse.prototype;
  onTestFinished(() => void (ServerResponse.prototype.writeHead = writeHead));
  ServerResponse.prototype.writeHead = function (this: ServerResponse & { _storeHeader?: unknown }, ...args: unknown[]) {
    delete this._storeHeader;
    return Reflect.apply(writeHead, this, args) as ServerResponse;
  } as ServerResponse['writeHead']; // prettier-ignore
  expect(() => assertEnforceable()).toThrow(/^seo-guard: it cannot guard responses of Node.js v\d/);
});
