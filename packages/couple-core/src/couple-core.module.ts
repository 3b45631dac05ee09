import { Global, Module } from '@nestjs/common';
import { ClsModule } from 'nestjs-cls';
import { AccessService } from './application/access.service.js';
import { CoupleOptions } from './application/couple-options.js';
import { CoupleUnitOfWork } from './application/couple-unit-of-work.js';
import { CoupleService } from './application/couple.service.js';
import { ErasureService } from './application/erasure.service.js';
import { InviteService } from './application/invite.service.js';
import { RaterService } from './application/rater.service.js';
import { ReportService } from './application/report.service.js';
import { ShareService } from './application/share.service.js';
import {
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
  resolveCoupleOptions,
} from './couple-core.module-definition.js';
import { AlertDesk } from './notifications/alert-desk.js';
import { NotificationWorker } from './notifications/notification-worker.js';
import { SlackCourier } from './notifications/slack-courier.js';
import { AttemptLog } from './persistence/attempts/attempt-log.js';
import { AttemptReaper } from './persistence/attempts/attempt-reaper.js';
import { FailureRecord } from './persistence/attempts/failure-record.js';
import { AuditCheckpointService } from './persistence/audit-checkpoint.service.js';
import { AuditReader } from './persistence/audit-reader.js';
import { FailureTeller } from './persistence/attempts/failure-teller.js';
import { TypeOrmCoupleUnitOfWork } from './persistence/couple-unit-of-work.typeorm.js';
import { IdempotencyContext } from './persistence/idempotency-context.js';
import { SingleStatements } from './persistence/single-statements.js';
import { UnitOfWorkModule } from './persistence/unit-of-work/unit-of-work.module.js';
import { PacketInspector } from './retention/packet-inspector.js';
import { RetentionSweeper } from './retention/retention-sweeper.js';

const SERVICES = [
  CoupleService,
  InviteService,
  RaterService,
  ReportService,
  ShareService,
  ErasureService,
  AccessService,
];

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
    SingleStatements,
    IdempotencyContext,
    AttemptLog,
    FailureTeller,
    AttemptReaper,
    FailureRecord,
    AlertDesk,
    SlackCourier,
    NotificationWorker,
    RetentionSweeper,
    PacketInspector,
    AuditReader,
    AuditCheckpointService,
    ...SERVICES,
  ],
  exports: [
    ...SERVICES,
    CoupleOptions,
    CoupleUnitOfWork,
    AttemptReaper,
    SlackCourier,
    RetentionSweeper,
    PacketInspector,
    AuditReader,
    AuditCheckpointService,
    UnitOfWorkModule,
  ],
})
export class CoupleCoreModule extends ConfigurableModuleClass {}
