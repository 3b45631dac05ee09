import { rawHttp } from '@couplekit/testkit';

/** The final answer of a raw response: informational ones before it are left away (RFC 9110 section 15.2). */
export interface RawAnswer {
  readonly status: number;
  /** The values of each line of a header. */
  lines(name: string): readonly string[];
}

/** Sends exactly these bytes, and reads the header lines of what comes back. */
export async function ask(port: number, request: string): Promise<RawAnswer> {
  let { status, headers, body } = await rawHttp(port, request);
  while (status >= 100 && status < 200) {
    const [head = '', ...rest] = body.split('\r\n\r\n');
    const [statusLine = '', ...lines] = head.split('\r\n');
    status = Number(statusLine.split(' ')[1]);
    headers = lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    });
    body = rest.join('\r\n\r\n');
  }
  return { status, lines: (name) => headers.filter(([header]) => header === name).map(([, value]) => value) };
}

/** A request with a body, which asks the server to close. */
export function postRequest(
  path: string,
  body: string,
  type = 'application/json',
  length = body.length,
): string {
  return `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`;
}
