import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { visitOf } from './visits.js';

/** The {@link Visit} that this request for a page is. */
export const CurrentVisit = createParamDecorator((_: undefined, context: ExecutionContext) =>
  visitOf(context),
);
