import { Module, type DynamicModule } from '@nestjs/common';
import { ClsModule, ClsService } from 'nestjs-cls';
import type { DataSource } from 'typeorm';
import { dataSourceToken, getUnitOfWorkToken } from './unit-of-work.token.js';
import { UnitOfWork } from './unit-of-work.js';

/** Host of the units of work of named DataSources; it must not ask for the default one. */
@Module({})
class NamedUnitOfWorkModule {}

/**
 * Provides `UnitOfWork` on the application's default TypeORM `DataSource`; useful without anything about couples.
 * `UnitOfWorkModule.forFeature(name)` provides it for a DataSource with a name, to be injected with
 * `@InjectUnitOfWork(name)`.
 */
@Module({ imports: [ClsModule], providers: [UnitOfWork], exports: [UnitOfWork] })
export class UnitOfWorkModule {
  /** Provides the `UnitOfWork` of the DataSource of that name, for `@InjectUnitOfWork(name)`. */
  static forFeature(dataSource: string): DynamicModule {
    const token = getUnitOfWorkToken(dataSource);
    if (token === UnitOfWork) return { module: UnitOfWorkModule };
    return {
      module: NamedUnitOfWorkModule,
      imports: [ClsModule],
      providers: [
        {
          provide: token,
          useFactory: (source: DataSource, cls: ClsService) => new UnitOfWork(source, cls),
          inject: [dataSourceToken(dataSource), ClsService],
        },
      ],
      exports: [token],
    };
  }
}
