import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { ApplicationConfig } from '@nestjs/core';
import { isUpsertResponses, UpsertResponsesDto } from './responses.dto.js';

/**
 * Lets answers through when a quick look finds nothing wrong, and else leaves the verdict to the application's own pipes:
 * going through ninety-six answers object by object costs class-validator more than all the rest of a request. Its
 * parameter's type must be an interface, so that those pipes do not run anyway.
 */
@Injectable()
export class UpsertResponsesPipe implements PipeTransform<unknown, Promise<UpsertResponsesDto>> {
  constructor(private readonly config: ApplicationConfig) {}

  async transform(body: unknown, metadata: ArgumentMetadata): Promise<UpsertResponsesDto> {
    if (isUpsertResponses(body)) return body;
    let value = body;
    for (const pipe of this.config.getGlobalPipes())
      value = await (pipe.transform(value, { ...metadata, metatype: UpsertResponsesDto }) as unknown);
    return value as UpsertResponsesDto;
  }
}
