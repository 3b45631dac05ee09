import { Injectable, type PipeTransform } from '@nestjs/common';
import { SessionNotFoundError } from '../domain/access-errors.js';
import { uuid } from './uuid.js';

/**
 * A session id from the path, in lower case.
 * @throws {SessionNotFoundError} when it is no UUID, which no session has
 */
@Injectable()
export class SessionIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    const id = uuid(value);
    if (id === undefined) throw new SessionNotFoundError();
    return id;
  }
}
