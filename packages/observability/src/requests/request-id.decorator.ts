import { createParamDecorator } from '@nestjs/common';
import { ClsServiceManager } from 'nestjs-cls';

/** The id of the request, as a parameter of a handler: `find(@RequestId() requestId: string)`. */
export const RequestId = createParamDecorator((): string | undefined =>
  ClsServiceManager.getClsService().getId(),
);
