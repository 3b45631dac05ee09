// Run with --experimental-vm-modules: loads the built client as a page would, with the globals of the web and no others,
// and prints what it reads.
import { readFile } from 'node:fs/promises';
import { createContext, SourceTextModule } from 'node:vm';

const context = createContext({ URL, TextDecoder });
const modules = new Map();

async function load(url) {
  const code = await readFile(url, 'utf8');
  const module = modules.get(url.href) ?? new SourceTextModule(code, { context, identifier: url.href });
  modules.set(url.href, module);
  return module;
}

const client = await load(new URL(process.argv[2]));
await client.link((specifier, parent) => load(new URL(specifier, parent.identifier)));
await client.evaluate();

const { isProblem, ProblemError, readProblem, throwIfProblem } = client.namespace;
const response = (body, type) => {
  const headers = { 'content-type': type, 'retry-after': '7', ratelimit: '"a";r=1' };
  return new Response(body, { status: 409, headers });
};
const problem = await readProblem(
  response('{"type":"/seat-taken","seat":"7A"}', 'application/problem+json'),
  {
    baseUrl: 'https://api.example/x',
  },
);
const xml = await readProblem(response('<problem><title>A</title></problem>', 'application/problem+xml'));
const error = await throwIfProblem(response('no', 'text/plain')).catch((thrown) => thrown);
const big = await readProblem(response('x'.repeat(70_000), 'application/problem+json'));
process.stdout.write(
  JSON.stringify({
    modules: modules.size,
    type: problem.type,
    isProblem: isProblem(problem, { type: 'https://api.example/seat-taken' }),
    retryAfterMs: problem.retryAfter.ms,
    remaining: problem.rateLimits[0].remaining,
    xmlTitle: xml.title,
    isError: error instanceof ProblemError,
    message: error.message,
    bigSource: big.source,
  }),
);
