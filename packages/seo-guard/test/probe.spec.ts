import { describe, it, expect } from 'vitest';
import { ADAPTERS, bootApp } from '@couplekit/testkit';
import { Controller, Get, Injectable, Module } from '@nestjs/common';
@Injectable() class S { hi() { return 'hi'; } }
@Controller() class C { constructor(private readonly s: S) {} @Get('x') x() { return this.s.hi(); } }
@Module({ controllers: [C], providers: [S] }) class M {}
describe.each(ADAPTERS)('%s', (adapter) => {
  it('works', async () => {
    await using app = await bootApp({ adapter, module: M });
    expect(await (await fetch(app.url + '/x')).text()).toBe('hi');
  });
});
