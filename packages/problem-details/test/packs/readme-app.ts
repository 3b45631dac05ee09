import { Body, Controller, Get, Module, Param, ParseIntPipe, Post } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { IsEmail, Length } from 'class-validator';
import {
  postgresPack,
  ProblemDetailsModule,
  problemFastifyOptions,
  problemPipe,
  problemValidationPipe,
  throttledMessage,
  throttlerPack,
} from '@couplekit/problem-details';

class MemberDto {
  @IsEmail() email!: string;
  @Length(2, 20) name!: string;
}

@Controller('members')
class MembersController {
  @Post()
  join(@Body() member: MemberDto) {
    return member;
  }
  @Get(':id')
  member(@Param('id', problemPipe(new ParseIntPipe())) id: number) {
    return { id };
  }
}

const throttlers = [{ name: 'perMinute', limit: 60, ttl: 60_000 }];

@Module({
  imports: [
    ThrottlerModule.forRoot({ throttlers, errorMessage: throttledMessage }),
    ProblemDetailsModule.forRoot({
      baseUri: 'https://api.example/problems/',
      problems: [],
      packs: [
        throttlerPack({ throttlers }),
        postgresPack({
          constraints: {
            members_email_key: {
              pointer: '#/email',
              code: 'taken',
              detail: { en: 'This address is in use.', ko: '이미 쓰고 있는 주소입니다.' },
            },
          },
        }),
      ],
    }),
  ],
  controllers: [MembersController],
  providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
})
class AppModule {}

export const app = await NestFactory.create(AppModule, new FastifyAdapter(problemFastifyOptions()));
app.useGlobalPipes(problemValidationPipe());
await app.listen(process.env['PORT'] ?? 3000, '0.0.0.0');
