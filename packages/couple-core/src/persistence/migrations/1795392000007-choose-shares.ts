import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a public link shows; those from before show what is the default now. */
export class ChooseShares1795392000007 implements MigrationInterface {
  readonly name = 'ChooseShares1795392000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE couple_share
      ADD COLUMN show_names boolean NOT NULL DEFAULT false,
      ADD COLUMN show_gap boolean NOT NULL DEFAULT true,
      ADD COLUMN show_radar boolean NOT NULL DEFAULT false,
      ADD COLUMN language char(2) NOT NULL DEFAULT 'ko'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE couple_share
      DROP COLUMN show_names, DROP COLUMN show_gap, DROP COLUMN show_radar, DROP COLUMN language`);
  }
}
