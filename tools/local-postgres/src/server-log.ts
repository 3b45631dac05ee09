/** What sessions are told, of this server or of a killed one before it; no reason for a server's own end. */
const TOLD_TO_SESSIONS =
  /terminating (connection|background)|the database system is (starting up|shutting down|in recovery|not )/;

/** The last line that says anything. */
export function lastLine(text: string): string | undefined {
  return linesOf(text).at(-1);
}

/**
 * Why a server ended: its last fatal message with the detail after it; else one of its processes, as in a failed recovery;
 * else its last line.
 * @param pid of the server, which stands in its lines; processes of a killed server may still write between them
 */
export function explainEnd(log: string, pid: number | undefined): string | undefined {
  const all = linesOf(log);
  const own = all.filter((line) => line.includes(`[${pid}]`));
  return lastFatal(own) ?? lastFatal(all) ?? own.at(-1) ?? all.at(-1);
}

function lastFatal(lines: readonly string[]): string | undefined {
  const index = lines.findLastIndex((line) => /\b(FATAL|PANIC):/.test(line) && !TOLD_TO_SESSIONS.test(line));
  if (index === -1) return undefined;
  const detail = lines.slice(index + 1).find((line) => /\bDETAIL:/.test(line));
  return [lines[index], detail].flatMap((line) => (line === undefined ? [] : withoutPrefix(line))).join(': ');
}

/** Ends that another moment or another port mends: of a killed server, processes still finish or one has just started. */
export function isPassing(explanation: string): boolean {
  return /lock file|pre-existing shared memory|could not (bind|create any TCP)/.test(explanation);
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** `2026-01-31 12:00:00.000 UTC [123] FATAL:  words` says no more than its words. */
function withoutPrefix(line: string): string {
  return line.replace(/^.*?\b(FATAL|PANIC|DETAIL):\s*/, '').replace(/\.$/, '');
}
