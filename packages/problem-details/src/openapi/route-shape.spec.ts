import { expect, it } from 'vitest';
import { routeShape } from './route-shape.js';

it.each([
  ['/items/{id}', '/items/:id', '/items/:id'],
  ['/items/{id}', '/items/:id(^\\d+)', '/items/:id'],
  ['/items/{id}', '/items/:id?', '/items{/:id}'],
  ['/files/{path}', '/files/*', '/files/*path'],
  ['/v1/{a}/b/{c}', '/v1/:a/b/:c', '/v1/:a/b/:c'],
  ['/', '/', '/'],
])('%s of OpenAPI has the shape of %s of Fastify and %s of Express', (openApi, fastify, express) => {
  expect(routeShape(fastify)).toBe(routeShape(openApi));
  expect(routeShape(express)).toBe(routeShape(openApi));
});

it('different routes have different shapes', () => {
  const templates = ['/', '/items', '/items/:id', '/items/:id/parts', '/items/id', '/:items/:id'];
  expect(new Set(templates.map(routeShape)).size).toBe(templates.length);
});
