/**
 * What the template of one route has in common in Fastify (`/items/:id(\d+)`, `/files/*`), Express (`/items{/:id}`,
 * `/files/*path`) and OpenAPI (`/items/{id}`): the same text with `<>` for every parameter.
 */
export function routeShape(template: string): string {
  return template
    .replaceAll(/\{[^{}/:*]+\}/g, '<>')
    .replaceAll(/\([^()]*\)/g, '')
    .replaceAll(/[{}]/g, '')
    .replaceAll(/[:*]\w*\??/g, '<>');
}
