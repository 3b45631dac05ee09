import { Module } from '@nestjs/common';
import { ClsModule } from 'nestjs-cls';
import { UnitOfWork } from './unit-of-work.js';

/** Provides `UnitOfWork` on the application's default TypeORM `DataSource`; useful without anything about couples. */
@Module({ imports: [ClsModule], providers: [UnitOfWork], exports: [UnitOfWork] })
export class UnitOfWorkModule {}
