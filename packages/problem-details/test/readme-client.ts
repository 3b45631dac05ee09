import { isProblem, readProblem } from '@couplekit/problem-details/client';

export async function reserve(url: string): Promise<string> {
  const problem = await readProblem(await fetch(url));
  if (!problem) return 'It is yours.';
  if (isProblem<{ seat: string }>(problem, { type: 'https://api.example/problems/seat-taken' })) {
    return `${problem.extensions.seat} is taken.`;
  }
  if (problem.retryAfter) return `Try again in ${problem.retryAfter.ms / 1000} seconds.`;
  return problem.detail ?? problem.title;
}
