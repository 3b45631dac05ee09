import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { WorkProcess } from '../../../work-process/work-process.js';
import { cardFontFiles } from './card-fonts.js';

/** Paints cards as PNG, one at a time, outside of this process. */
@Injectable()
export class CardRenderer implements OnApplicationShutdown {
  private readonly painter = new WorkProcess({
    program: join(import.meta.dirname, 'card-painter'),
    setup: cardFontFiles(),
    thing: 'a card',
    done: 'painted',
    mostWaiting: 64,
  });

  /**
   * @param svg from `cardSvg`
   * @throws {ProblemException} 503 when too many cards wait already
   * @throws {Error} when it cannot be painted
   */
  paint(svg: string): Promise<Buffer> {
    return this.painter.do(svg);
  }

  onApplicationShutdown(): void {
    this.painter.stop();
  }
}
