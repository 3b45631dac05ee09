import { defineProblem } from '../src/index.js';
import { SECRET } from './problem-app.js';

/** An error of a domain, whose message is not for clients. */
export class SeatTakenError extends Error {
  constructor(readonly seat: string) {
    super(SECRET);
  }
}

/** What it is over HTTP. */
export const seatTaken = defineProblem({
  slug: 'seat-taken',
  status: 409,
  title: { en: 'Seat is taken', ko: '이미 예약된 좌석' },
  error: SeatTakenError,
  extensions: ({ seat }) => ({ seat }),
});
