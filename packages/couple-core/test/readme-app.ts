import { Injectable, Module, ValidationPipe } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CoupleCoreModule, coupleEntities, coupleMigrations, UnitOfWork } from '@couplekit/couple-core';
import { CoupleHttpModule } from '@couplekit/couple-core/http';
import { ClsModule } from 'nestjs-cls';

@Injectable()
export class AccountService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  transfer(from: string, to: string, amount: number): Promise<void> {
    return this.unitOfWork.run({ name: 'account.transfer' }, async (transaction) => {
      await transaction.query('UPDATE account SET balance = balance - $2 WHERE id = $1', [from, amount]);
      await transaction.query('UPDATE account SET balance = balance + $2 WHERE id = $1', [to, amount]);
    });
  }
}

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env['DATABASE_URL'] ?? '',
      entities: [...coupleEntities],
      migrations: [...coupleMigrations],
      migrationsRun: true,
      installExtensions: false,
    }),
    ClsModule.forRoot({ global: true }),
    CoupleCoreModule.forRoot({ codeRef: 'v1.0.0' }),
    CoupleHttpModule.forRoot({ publicBaseUrl: 'https://couple.example' }),
  ],
  providers: [AccountService, { provide: APP_PIPE, useValue: new ValidationPipe({ transform: true }) }],
})
export class AppModule {}
