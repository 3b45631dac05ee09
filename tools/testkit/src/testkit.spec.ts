import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { CapturedLines } from './capture-lines.js';
import { eventually } from './eventually.js';
import { protobufFields } from './protobuf-fields.js';
import { getRequest, rawHttp } from './raw-http.js';

describe('CapturedLines', () => {
  it('reads lines however they are cut into chunks', () => {
    const captured = new CapturedLines();
    for (const chunk of ['{"a":', '1}\n{"b":2}', '\n{"c"']) captured.write(chunk);
    expect(captured.lines).toEqual([{ a: 1 }, { b: 2 }]);
    captured.clear();
    captured.write(':3}\n');
    expect(captured.raw).toEqual(['{"c":3}']);
  });
});

describe('eventually', () => {
  it('waits for a value and tells why none came', async () => {
    let asked = 0;
    expect(await eventually(() => ++asked > 3 && asked)).toBe(4);
    const never = eventually(() => Promise.reject(new Error('not yet')), 30);
    await expect(never).rejects.toMatchObject({
      message: 'not true within 30 ms',
      cause: { message: 'not yet' },
    });
  });
});

describe('protobufFields', () => {
  it('reads the examples of the encoding guide, and repeated fields', () => {
    const message = Buffer.from('0896011207746573740a0b0c08011d00000000', 'hex');
    const fields = protobufFields(message);
    expect(fields.get(1)).toEqual([150n, 1n]);
    expect(fields.get(2)).toEqual([Buffer.from('746573740a0b0c', 'hex')]);
    expect(fields.get(3)).toEqual([Buffer.alloc(4)]);
  });
});

describe('rawHttp', () => {
  it('keeps repeated header lines apart', async () => {
    const server = createServer((socket) =>
      socket.end('HTTP/1.1 204 No Content\r\nA: 1\r\nX: y: z\r\na: 2\r\n\r\n'),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await rawHttp(port, getRequest('/'))).toEqual({
      status: 204,
      headers: [['a', '1'], ['x', 'y: z'], ['a', '2']],
      body: '',
      closed: true,
    }); // prettier-ignore
    server.close();
  });
});
