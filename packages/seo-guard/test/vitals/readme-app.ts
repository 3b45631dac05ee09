import { Module } from '@nestjs/common';
import { PostgresVitalsStore, WebVitalsModule } from '@couplekit/seo-guard/vitals';
import { Pool } from 'pg';

@Module({
  imports: [
    WebVitalsModule.forRootAsync({
      useFactory: async () => {
        const pool = new Pool({ connectionString: process.env['DATABASE_URL'] });
        pool.on('error', () => {}); // An idle connection was cut; the next statement opens another.
        const store = new PostgresVitalsStore(pool);
        await store.createTable();
        return { store, routes: ['/', '/share/:token'], build: 'v1.4.2' };
      },
    }),
  ],
})
export class AppModule {}
