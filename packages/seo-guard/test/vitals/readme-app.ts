import { Module } from '@nestjs/common';
import { PostgresVitalsStore, WebVitalsModule } from '@couplekit/seo-guard/vitals';
import { Pool } from 'pg';

@Module({
  imports: [
    WebVitalsModule.forRootAsync({
      useFactory: async () => {
        const store = new PostgresVitalsStore(new Pool({ connectionString: process.env['DATABASE_URL'] }));
        await store.createTable();
        return { store, routes: ['/', '/share/:token'], build: 'v1.4.2' };
      },
    }),
  ],
})
export class AppModule {}
