import { setTimeout as delay } from 'node:timers/promises';
import { TrafficError } from './traffic-error.js';

const TIMEOUT_MS = 20_000;
/** Waits before asking again, in ms. */
const PAUSES = [200, 800, 3_000] as const;
/** Answers after which the same question may be answered. */
const PASSING: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** How the Admin API is reached. */
export interface CloudRunAccess {
  /** `https://run.googleapis.com` */
  readonly endpoint: string;
  /** An OAuth 2.0 access token. */
  readonly token: () => Promise<string>;
}

/** Calls the Cloud Run Admin API v2. The token is in no error and no log. */
export class CloudRunClient {
  constructor(private readonly access: CloudRunAccess) {}

  /** Asks again after answers that pass. */
  async get(path: string): Promise<unknown> {
    for (const pause of PAUSES) {
      const response = await this.send(path, { method: 'GET' });
      if (!PASSING.has(response.status)) return bodyOf(response);
      await response.body?.cancel();
      await delay(pause);
    }
    return bodyOf(await this.send(path, { method: 'GET' }));
  }

  /** Once: whoever repeats it reads first. */
  async patch(path: string, body: object): Promise<unknown> {
    return bodyOf(await this.send(path, { method: 'PATCH', body: JSON.stringify(body) }));
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const headers = {
      Authorization: `Bearer ${await this.access.token()}`,
      'Content-Type': 'application/json',
    };
    try {
      return await fetch(`${this.access.endpoint}/v2/${path}`, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) }); // prettier-ignore
    } catch (cause) {
      throw new TrafficError('unreachable', `${this.access.endpoint} (${(cause as Error).name})`, { cause });
    }
  }
}

interface GoogleError {
  readonly error?: { readonly status?: string; readonly message?: string };
}

/** @see https://cloud.google.com/apis/design/errors */
async function bodyOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => ({}));
  if (response.ok) return body;
  const { status = String(response.status), message = 'no reason given' } = (body as GoogleError).error ?? {};
  const detail = `${status}, ${message.replace(/\.$/, '')}`;
  if (response.status === 409 || status === 'ABORTED') throw new TrafficError('moved', detail);
  throw new TrafficError('refused', detail);
}
