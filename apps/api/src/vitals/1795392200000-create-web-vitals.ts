import { CREATE_VITALS_TABLE, DROP_VITALS_TABLE } from '@couplekit/seo-guard/vitals';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWebVitals1795392200000 implements MigrationInterface {
  readonly name = 'CreateWebVitals1795392200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_VITALS_TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_VITALS_TABLE);
  }
}
