// Run by problem-matrix.spec.ts with `node --test`.
import { describe, it } from 'node:test';
import { problemMatrix } from '@couplekit/problem-details/testing';

const only = ['not-found', 'parse-error'];
problemMatrix({ baseUrl: process.env.BASE_URL, only }).register({ describe, it });
