import { Inject, type InjectionToken } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UnitOfWork } from './unit-of-work.js';

/** As `@nestjs/typeorm` names its default DataSource. */
const DEFAULT = 'default';

/** Injects the `UnitOfWork` of the DataSource of that name, which `UnitOfWorkModule.forFeature(name)` provides. */
export const InjectUnitOfWork = (dataSource?: string): ParameterDecorator & PropertyDecorator =>
  Inject(getUnitOfWorkToken(dataSource));

/** The injection token of the `UnitOfWork` of the DataSource of that name. @default the default DataSource's */
export function getUnitOfWorkToken(dataSource = DEFAULT): InjectionToken<UnitOfWork> {
  return dataSource === DEFAULT ? UnitOfWork : `${dataSource}UnitOfWork`;
}

/** What `getDataSourceToken` of `@nestjs/typeorm` gives, without depending on it. */
export function dataSourceToken(dataSource: string): InjectionToken<DataSource> {
  return dataSource === DEFAULT ? DataSource : `${dataSource}DataSource`;
}
