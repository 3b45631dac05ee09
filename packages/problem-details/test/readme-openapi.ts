import { Controller, Get, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import {
  defineProblem,
  ProblemDetailsModule,
  ProblemException,
  problemFastifyOptions,
} from '@couplekit/problem-details';
import { ApiProblems, describeProblems, warnOfUndeclaredProblems } from '@couplekit/problem-details/openapi';

const showOver = defineProblem({
  slug: 'show-over',
  status: 409,
  title: { en: 'The show is over', ko: '공연이 끝남' },
});
const internal = defineProblem({
  slug: 'internal',
  status: 500,
  title: { en: 'Something went wrong on our side', ko: '서버 오류' },
});

@Controller('seats')
class SeatsController {
  @Get(':seat')
  @ApiProblems(showOver, 404)
  reserve(@Param('seat') seat: string) {
    throw new ProblemException(seat === 'none' ? 404 : showOver);
  }
}

@Module({
  imports: [
    ProblemDetailsModule.forRoot({
      baseUri: 'https://api.example/problems/',
      problems: [showOver, internal],
    }),
  ],
  controllers: [SeatsController],
})
class AppModule {}

export const app = await NestFactory.create(AppModule, new FastifyAdapter(problemFastifyOptions()));
export const document = describeProblems(
  SwaggerModule.createDocument(app, new DocumentBuilder().setTitle('Seats').build()),
  app,
  { everywhere: [internal] },
);
if (process.env['NODE_ENV'] !== 'production') warnOfUndeclaredProblems(app, document);
