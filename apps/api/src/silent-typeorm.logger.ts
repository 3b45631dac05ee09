import { AbstractLogger } from 'typeorm';

/** TypeORM writes statements and parameters to the console; failures reach the caller anyway, and are logged there. */
export class SilentTypeOrmLogger extends AbstractLogger {
  protected override writeLog(): void {}
}
