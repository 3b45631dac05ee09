import { Module } from '@nestjs/common';
import { CardController } from './card/card.controller.js';
import { CardRenderer } from './card/card-renderer.js';
import { ShareCards } from './card/share-cards.js';

/** What couples let others see: the pages of their links, and the pictures of these. */
@Module({
  controllers: [CardController],
  providers: [CardRenderer, ShareCards],
})
export class ShareModule {}
