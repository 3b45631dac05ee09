import { coupleProblems } from '@couplekit/couple-core/http';
import { ADAPTERS } from '@couplekit/testkit';
import type { OpenAPIObject, OperationObject, SchemaObject } from '@nestjs/swagger';
import { Validator, type SpecData } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceProblems } from '../src/service-problems.js';
import { readSnapshots } from './problem-snapshots.js';
import { runApi, type RunningApi } from './running-api.js';

const QUOTA = 'https://iana.org/assignments/http-problem-types#quota-exceeded';
const BASE = 'https://couple.example/problems/';

describe.each(ADAPTERS)('the OpenAPI document on %s', (adapter) => {
  let api: RunningApi;
  let document: OpenAPIObject;
  beforeAll(async () => {
    api = await runApi(adapter);
    document = (await (await fetch(`${api.url}/docs-json`)).json()) as OpenAPIObject;
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(
        ([method, operation]) => [`${method} ${path}`, operation as OperationObject] as const,
      ),
    );
  /** The part of a problem's schema that is its own, by type URI. */
  const schemas = () =>
    new Map(
      Object.values(document.components?.schemas ?? {}).flatMap((schema) => {
        const own = (schema as SchemaObject).allOf?.at(-1) as SchemaObject | undefined;
        const type = own?.properties?.['type'] as SchemaObject | undefined;
        return type?.enum ? [[String(type.enum[0]), own as SchemaObject] as const] : [];
      }),
    );

  it('is valid', async () => {
    expect(await new Validator().validate(document as unknown as SpecData)).toMatchObject({ valid: true });
  });

  it('has every problem that is registered on some route', () => {
    const registered = [...coupleProblems, ...serviceProblems].map(({ slug }) => BASE + slug);
    expect([...schemas().keys()].toSorted()).toEqual([...registered, 'about:blank', QUOTA].toSorted());
  });

  it('tells of every route what can go wrong, and nothing but problems', () => {
    for (const [name, { responses }] of operations()) {
      const errors = Object.entries(responses).filter(([status]) => Number(status) >= 400);
      expect(
        errors.map(([status]) => status),
        name,
      ).toContain('500');
      for (const [, response] of errors) expect(Object.keys((response as { content: object }).content), name).toEqual(['application/problem+json']); // prettier-ignore
    }
    const responses = document.paths['/api/couples/sessions/{sessionId}/responses']?.put?.responses ?? {};
    expect(Object.keys(responses)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '409',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
      '504',
    ]);
    expect(responses['409']).toMatchObject({
      content: { 'application/problem+json': { schema: { discriminator: { mapping: { [`${BASE}stage-order`]: '#/components/schemas/StageOrderProblem', [`${BASE}stage-invalid`]: '#/components/schemas/StageInvalidProblem' } } } } }, // prettier-ignore
    });
    expect(responses['401']).toMatchObject({
      headers: { 'WWW-Authenticate': { schema: { example: 'Bearer' } } },
    });
    const compute = document.paths['/api/couples/sessions/{sessionId}/compute']?.post?.responses ?? {};
    expect(compute['409']).toMatchObject({ headers: { 'Retry-After': { schema: { example: '1' } } } });
  });

  it('describes the members that problems really have', async () => {
    const base = document.components?.schemas?.['Problem'] as SchemaObject;
    const snapshots = [...(await readSnapshots()).entries()];
    for (const [name, text] of snapshots) {
      const { body } = JSON.parse(text) as { readonly body: Readonly<Record<string, unknown>> };
      if (name.startsWith('form-expired')) continue;
      const { properties = {}, required = [] } = schemas().get(String(body['type'])) ?? {};
      const described = Object.keys({ ...base.properties, ...properties });
      expect(described, name).toEqual(expect.arrayContaining(Object.keys(body)));
      expect(Object.keys(body), name).toEqual(expect.arrayContaining(required));
    }
    expect(snapshots.length).toBeGreaterThan(0);
  });
});
