import { Injectable, type PipeTransform } from '@nestjs/common';
import { SessionNotFoundError } from '../domain/access-errors.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * A session id from the path, in lower case.
 * @throws {SessionNotFoundError} when it is no UUID, which no session has
 */
@Injectable()
export class SessionIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!UUID.test(value)) throw new SessionNotFoundError();
    return value.toLowerCase();
  }
}
