/**
 * One contender as a process of its own: `node server.js STACK ADAPTER`, by hand with `--cpu-prof` as well. It reads `PORT`,
 * and says `ready` when it listens.
 */
import 'reflect-metadata';
import { Module, ValidationPipe, type DynamicModule, type INestApplication } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  defineProblem,
  ProblemDetailsModule,
  problemFastifyOptions,
  problemValidationPipe,
} from '@couplekit/problem-details';
import { HttpExceptionFilter } from 'nest-problem-details-filter';
import { toValidationProblemDetails } from 'nest-problem-details-filter/class-validator-mappers';
import { FailingController, SeatTakenError } from './failing.js';

interface Stack {
  readonly imports: readonly DynamicModule[];
  configure(app: INestApplication): void;
}

/** What problemValidationPipe asks for as well. */
const VALIDATION = { whitelist: true, forbidNonWhitelisted: true, transform: true } as const;

const BASE_URI = 'https://api.example/problems/';

const seatTaken = defineProblem({
  slug: 'seat-taken',
  status: 409,
  title: { en: 'Seat is taken', ko: '이미 예약된 좌석' },
  error: SeatTakenError,
  detail: ({ seat }) => ({
    en: `Choose another seat than ${seat}.`,
    ko: `${seat} 말고 다른 좌석을 고르세요.`,
  }),
  extensions: ({ seat }) => ({ seat }),
});

const STACKS: Readonly<Record<string, Stack>> = {
  bare: {
    imports: [],
    configure: (app) => app.useGlobalPipes(new ValidationPipe(VALIDATION)),
  },

  ours: {
    imports: [ProblemDetailsModule.forRoot({ baseUri: BASE_URI, problems: [seatTaken] })],
    configure: (app) => app.useGlobalPipes(problemValidationPipe()),
  },

  'nest-problem-details-filter': {
    imports: [],
    configure(app) {
      app.useGlobalFilters(new HttpExceptionFilter(app.get(HttpAdapterHost), BASE_URI));
      const exceptionFactory = (errors: Parameters<typeof toValidationProblemDetails>[0]) =>
        toValidationProblemDetails(errors, { usePointers: true });
      app.useGlobalPipes(new ValidationPipe({ ...VALIDATION, exceptionFactory }));
    },
  },
};

const [name = '', adapter = ''] = process.argv.slice(2);
const stack = STACKS[name];
if (!stack) throw new Error(`There is no stack called "${name}".`);

class Root {}
Module({ imports: [...stack.imports], controllers: [FailingController] })(Root);
const app = await NestFactory.create(
  Root,
  adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter(problemFastifyOptions()),
  { logger: false },
);
stack.configure(app);
await app.listen(Number(process.env['PORT']), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
process.stdout.write('ready\n');
