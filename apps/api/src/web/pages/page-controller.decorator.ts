import { applyDecorators, Controller, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PageGuard } from '../visits/page.guard.js';
import { PageInterceptor } from './page.interceptor.js';

/**
 * A controller of pages: its handlers answer `page(…)` or `seeOther(…)`, its forms are protected, and the OpenAPI document does
 * not have it.
 */
export function PageController(path = ''): ClassDecorator {
  return applyDecorators(
    Controller(path),
    ApiExcludeController(),
    UseGuards(PageGuard),
    UseInterceptors(PageInterceptor),
  );
}
