import { describe, expect, it } from 'vitest';
import { figuresOf, type Window } from './figures-of.js';

const NONE: Window = { before: [], after: [] };
/** Buckets of a route: how many took at most 0.1 s, 1 s and longer. */
const buckets = (labels: Readonly<Record<string, string>>, [fast, slow, all]: readonly [number, number, number]) =>
  [['0.1', fast], ['1', slow], ['+Inf', all]].map(([le, value]) => ({ labels: { ...labels, le: String(le) }, value: Number(value) })); // prettier-ignore
const GET = { http_route: '/', http_request_method: 'GET', http_response_status_code: '200' };
const COMPUTE = {
  http_route: '/s/:id/result',
  http_request_method: 'POST',
  http_response_status_code: '200',
};

describe('figuresOf', () => {
  it('are what grew between two times', () => {
    const before = buckets(GET, [5, 8, 10]);
    const after = [
      ...buckets(GET, [15, 28, 30]),
      ...buckets(COMPUTE, [0, 4, 4]),
      ...buckets({ ...COMPUTE, http_response_status_code: '503' }, [0, 0, 1]),
      ...buckets({ ...GET, http_response_status_code: '404' }, [2, 2, 2]),
    ];
    expect(figuresOf({ durations: { before, after }, problems: NONE }, { LCP: [900] })).toEqual({
      requests: 27,
      failures: 1,
      problems: {},
      computes: { attempts: 5, failures: 1 },
      latency: { boundsS: [0.1, 1], counts: [12, 14, 1] },
      vitals: { LCP: [900] },
    });
  });

  it('count a process that started anew from zero', () => {
    const durations = { before: buckets(GET, [50, 80, 100]), after: buckets(GET, [1, 2, 3]) };
    expect(figuresOf({ durations, problems: NONE }, {})).toMatchObject({ requests: 3, latency: { counts: [1, 1, 1] } }); // prettier-ignore
  });

  it('leave out probes, streams and requests whose client left', () => {
    const after = [
      ...buckets({ ...GET, http_route: '/readyz' }, [9, 9, 9]),
      ...buckets({ ...GET, http_route: '/s/:sessionId/events' }, [0, 0, 9]),
      ...buckets({ ...GET, error_type: 'aborted', http_response_status_code: '500' }, [0, 0, 9]),
      ...buckets(GET, [1, 1, 1]),
    ];
    expect(figuresOf({ durations: { before: [], after }, problems: NONE }, {})).toMatchObject({ requests: 1, failures: 0 }); // prettier-ignore
  });

  it('add problems of a type up, whatever their status', () => {
    const problem = (type: string, status: string, value: number) => ({
      labels: { couplekit_problem_type: type, http_response_status_code: status },
      value,
    });
    const problems = {
      before: [problem('a', '400', 1)],
      after: [problem('a', '400', 4), problem('a', '422', 2), problem('b', '409', 1)],
    };
    expect(figuresOf({ durations: { before: [], after: buckets(GET, [1, 1, 1]) }, problems }, {})?.problems).toEqual({ a: 5, b: 1 }); // prettier-ignore
  });

  it('are none of a revision without series', () => {
    expect(figuresOf({ durations: NONE, problems: NONE }, {})).toBeNull();
  });
});
