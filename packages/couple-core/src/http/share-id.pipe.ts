import { Injectable, type PipeTransform } from '@nestjs/common';
import { ShareNotFoundError } from '../domain/access-errors.js';
import { uuid } from './uuid.js';

/**
 * A share's id from the path, in lower case.
 * @throws {ShareNotFoundError} when it is no UUID, which no share has
 */
@Injectable()
export class ShareIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    const id = uuid(value);
    if (id === undefined) throw new ShareNotFoundError();
    return id;
  }
}
