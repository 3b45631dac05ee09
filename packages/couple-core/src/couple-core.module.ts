import { Global, Module } from '@nestjs/common';
import { ClsModule } from 'nestjs-cls';
import { AccessService } from './application/access.service.js';
import { CoupleOptions } from './application/couple-options.js';
import { CoupleUnitOfWork } from './application/couple-unit-of-work.js';
import { CoupleService } from './application/couple.service.js';
import { InviteService } from './application/invite.service.js';
import { RaterService } from './application/rater.service.js';
import {
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
  resolveCoupleOptions,
} from './couple-core.module-definition.js';
import { TypeOrmCoupleUnitOfWork } from './persistence/couple-unit-of-work.typeorm.js';
import { UnitOfWorkModule } from './persistence/unit-of-work/unit-of-work.module.js';

/**
 * The couple's use cases on the application's TypeORM `DataSource`, which needs `coupleEntities` and
 * `coupleMigrations`. Routes come with `CoupleHttpModule`.
 */
@Global()
@Module({
  imports: [ClsModule, UnitOfWorkModule],
  providers: [
    { provide: CoupleOptions, useFactory: resolveCoupleOptions, inject: [MODULE_OPTIONS_TOKEN] },
    { provide: CoupleUnitOfWork, useClass: TypeOrmCoupleUnitOfWork },
    CoupleService,
    InviteService,
    RaterService,
    AccessService,
  ],
  exports: [CoupleService, InviteService, RaterService, AccessService, UnitOfWorkModule],
})
export class CoupleCoreModule extends ConfigurableModuleClass {}
