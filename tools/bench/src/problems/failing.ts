import { Body, ConflictException, Controller, Get, NotFoundException, Post } from '@nestjs/common';
import { IsInt, IsString, Length, Max, Min } from 'class-validator';

/** What a domain throws that knows no HTTP. */
export class SeatTakenError extends Error {
  constructor(readonly seat: string) {
    super(`Seat ${seat} is taken.`);
  }
}

class Booking {
  @IsString()
  @Length(1, 40)
  readonly name!: string;

  @IsInt()
  @Min(1)
  readonly row!: number;

  @IsInt()
  @Max(9)
  readonly seats!: number;
}

/** The same failures for every contender. */
@Controller()
export class FailingController {
  @Get('missing')
  missing(): void {
    throw new NotFoundException('There is no such seat.');
  }

  /** Only problem-details maps an error of the domain; the others get the exception that people write instead. */
  @Get('taken')
  taken(): void {
    if (DOMAIN_ERRORS) throw new SeatTakenError('7A');
    throw new ConflictException({ message: 'Choose another seat than 7A.', seat: '7A' });
  }

  @Post('bookings')
  book(@Body() booking: Booking): Booking {
    return booking;
  }

  @Get('broken')
  broken(): void {
    throw new Error('The database is on fire.');
  }
}

const DOMAIN_ERRORS = process.argv[2] === 'ours';
