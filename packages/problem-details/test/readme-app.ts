import { Controller, Get, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  defineProblem,
  ProblemDetailsModule,
  problemFastifyOptions,
  problemValidationPipe,
} from '@couplekit/problem-details';

class SeatTakenError extends Error {
  constructor(readonly seat: string) {
    super(`Seat ${seat} is taken.`);
  }
}

const seatTaken = defineProblem({
  slug: 'seat-taken',
  status: 409,
  title: { en: 'Seat is taken', ko: '이미 예약된 좌석' },
  error: SeatTakenError,
  detail: ({ seat }) => ({
    en: `Choose another seat than ${seat}.`,
    ko: `${seat} 말고 다른 좌석을 고르세요.`,
  }),
  extensions: ({ seat }) => ({ seat }),
});

@Controller('seats')
class SeatsController {
  @Get(':seat')
  reserve(@Param('seat') seat: string) {
    throw new SeatTakenError(seat);
  }
}

@Module({
  imports: [
    ProblemDetailsModule.forRoot({ baseUri: 'https://api.example/problems/', problems: [seatTaken] }),
  ],
  controllers: [SeatsController],
})
class AppModule {}

export const app = await NestFactory.create(AppModule, new FastifyAdapter(problemFastifyOptions()));
app.useGlobalPipes(problemValidationPipe());
await app.listen(process.env['PORT'] ?? 3000, '0.0.0.0');
