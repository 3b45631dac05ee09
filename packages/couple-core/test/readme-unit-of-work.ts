import { Injectable, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InjectUnitOfWork, UnitOfWork, UnitOfWorkModule } from '@couplekit/couple-core';
import { ClsModule } from 'nestjs-cls';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Stock {
  @PrimaryColumn('text') article = '';
  @Column('int') amount = 0;
}

@Injectable()
export class Warehouse {
  readonly mails: string[] = [];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @InjectUnitOfWork('reports') private readonly reports: UnitOfWork,
  ) {}

  /** The same stock under concurrent orders: the conflicting one runs again. */
  order(article: string): Promise<number> {
    return this.unitOfWork.run({ name: 'order', isolation: 'SERIALIZABLE' }, async (transaction) => {
      const stock = await transaction.manager.findOneByOrFail(Stock, { article });
      stock.amount -= 1;
      await transaction.manager.save(stock);
      await this.notify(`${article} ordered`);
      return stock.amount;
    });
  }

  /** Joins the unit of work that is running; the mail goes out only when all of it is committed. */
  notify(text: string): Promise<void> {
    return this.unitOfWork.run({ name: 'notify' }, async (transaction) => {
      transaction.afterCommit(() => void this.mails.push(text));
      transaction.afterRollback((error) => void this.mails.push(`not ${text}: ${String(error)}`));
    });
  }

  /** On another database: another transaction, whatever is running on the first. */
  count(): Promise<readonly { n: number }[]> {
    return this.reports.run({ name: 'report', readOnly: true, statementTimeoutMs: 5_000 }, (transaction) =>
      transaction.query<{ n: number }>('SELECT count(*)::int AS n FROM report'),
    );
  }
}

const url = process.env['DATABASE_URL'] ?? '';
const reportsUrl = process.env['REPORTS_DATABASE_URL'] ?? '';

@Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'postgres', url, entities: [Stock], installExtensions: false }),
    TypeOrmModule.forRoot({ type: 'postgres', url: reportsUrl, name: 'reports', installExtensions: false }),
    ClsModule.forRoot({ global: true }),
    UnitOfWorkModule,
    UnitOfWorkModule.forFeature('reports'),
  ],
  providers: [Warehouse],
})
export class WarehouseModule {}
