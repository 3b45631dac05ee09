import type { Socket } from 'node:net';
import type { ProblemLanguages } from '../languages/problem-languages.js';
import { statusText } from '../languages/status-texts.js';

/** The status for an error of Node's HTTP parser, as Node itself chooses it. */
export function clientErrorStatus(code: string | undefined): number {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 431;
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 413;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408;
    default:
      return 400;
  }
}

/** What such an answer has, besides its status. */
interface AnswerParts {
  readonly languages: ProblemLanguages;
  /** Further headers. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Answers bytes that are not an HTTP request, for the server's `clientError` event. There is no request to take a language,
 * a media type, a path or an id from: the default language and `application/problem+json` it is. Closes the connection, so
 * that listeners after this one have nothing to answer.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket, parts: AnswerParts): void {
  // Node keeps the answer in flight here, and by the same test sends nothing into the middle of it.
  const inFlight =
    (socket as { _httpMessage?: { headersSent?: boolean } })._httpMessage?.headersSent === true;
  if (error.code !== 'ECONNRESET' && socket.writable && !inFlight) {
    socket.write(problemMessage(clientErrorStatus(error.code), parts));
  }
  socket.destroy();
}

function problemMessage(status: number, { languages, headers }: AnswerParts): string {
  const [language] = languages.tags;
  const { title, detail } = languages.statusWords(status, language);
  const body = JSON.stringify({ type: 'about:blank', title, status, detail });
  return [
    `HTTP/1.1 ${status} ${statusText(status).title.en}`,
    'Content-Type: application/problem+json',
    `Content-Language: ${language}`,
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Date: ${new Date().toUTCString()}`,
    'Connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
}
