// Compiled by browser.spec.ts with the types of the DOM and without those of Node.
import { isProblem, readProblem, readRetryAfter, throwIfProblem } from '@couplekit/problem-details/client';

export async function seat(): Promise<string | undefined> {
  const response = await fetch('/seats/7A');
  const problem = await readProblem(response);
  if (isProblem<{ seat: string }>(problem, { type: 'https://api.example/problems/seat-taken' })) {
    return problem.extensions.seat;
  }
  const waitMs: number | undefined = readRetryAfter(response.headers)?.ms;
  const other: Response = await throwIfProblem(await fetch('/seats/7B'));
  return waitMs === undefined ? other.text() : undefined;
}
