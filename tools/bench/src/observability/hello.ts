import { Controller, Get, Inject, Param, type Provider, type Type } from '@nestjs/common';
import { Pool } from 'pg';

/** The same two endpoints for every contender. */
@Controller()
export class HelloController {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  @Get('hello/:name')
  hello(@Param('name') name: string): object {
    return { hello: name };
  }

  /** One query by primary key. */
  @Get('items/:id')
  async item(@Param('id') id: string): Promise<object> {
    const { rows } = await this.pool.query('SELECT id, name FROM item WHERE id = $1', [Number(id)]);
    return rows[0] as object;
  }
}

/** What every contender's module has in common. */
export const HELLO: { readonly controllers: Type[]; readonly providers: Provider[] } = {
  controllers: [HelloController],
  providers: [
    {
      provide: Pool,
      useFactory: () => new Pool({ connectionString: process.env['BENCH_DATABASE_URL'], max: 10 }),
    },
  ],
};
