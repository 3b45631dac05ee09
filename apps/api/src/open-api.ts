import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { quotaExceeded } from '@couplekit/problem-details';
import { describeProblems } from '@couplekit/problem-details/openapi';
import { internalProblem, validationProblem } from './service-problems.js';

/** Problems of parsing a request body: not JSON, too large, another media type. */
const UNREADABLE_BODY = [400, 413, 415];

/** A name that is not ours, or a target that cannot be read: Fastify knows the route by then. */
const UNREADABLE_TARGET = 400;

/** The database is away, or takes too long. */
const DATABASE_TROUBLE = [503, 504];

/** Serves the OpenAPI document, problems included, as pages at /docs and as JSON at /docs-json. */
export function serveOpenApi(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('couplekit')
      .setDescription(
        '커플의 여정: 답하고, 초대하고, 비교합니다. The couple journey: answer, invite, compare.',
      )
      .setVersion('1')
      .addBearerAuth()
      .build(),
  );
  const described = describeProblems(document, app, {
    everywhere: [internalProblem, UNREADABLE_TARGET, ...DATABASE_TROUBLE],
    withRequestBody: [validationProblem],
    onWrites: [...UNREADABLE_BODY, quotaExceeded],
  });
  SwaggerModule.setup('docs', app, described);
  return described;
}
