import { describe, expect, it } from 'vitest';
import { HaproxyTraffic } from '../../src/traffic/haproxy-traffic.js';
import { Workspace } from '../workspace.js';
import { startNodeProxy } from './node-proxy.js';
import { startPlainRevision } from './plain-revision.js';

describe('HAProxy', () => {
  it('says in one sentence that nobody listens', async () => {
    const traffic = new HaproxyTraffic({ socket: '/nothing/here.sock', backend: 'couplekit' });
    await expect(traffic.read()).rejects.toMatchObject({
      reason: 'unreachable',
      message: 'The platform gives no answer: HAProxy at /nothing/here.sock (ENOENT).',
    });
  });

  it('repeats what HAProxy refuses', async () => {
    await using workspace = await Workspace.create();
    await using blue = await startPlainRevision('blue');
    await using proxy = await startNodeProxy(workspace.folder, [blue]);
    const traffic = new HaproxyTraffic({ socket: proxy.socket, backend: 'elsewhere' });
    await expect(traffic.read()).rejects.toMatchObject({ reason: 'refused', detail: "Can't find backend" });
    await expect(new HaproxyTraffic({ ...proxy }).drained('red')).rejects.toMatchObject({
      reason: 'unknown-revision',
    });
    expect(() => new HaproxyTraffic({ socket: proxy.socket, backend: 'a b' })).toThrow(
      'a backend called a b',
    );
  });
});
