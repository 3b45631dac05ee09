import { Module } from '@nestjs/common';
import { CardController } from './card/card.controller.js';
import { CardRenderer } from './card/card-renderer.js';
import { ShareCards } from './card/share-cards.js';
import { SharesPageController } from './owner/shares.controller.js';
import { ShareController } from './public/share.controller.js';

/** What couples let others see: links, their public pages, and the pictures of these. */
@Module({
  controllers: [SharesPageController, CardController, ShareController],
  providers: [CardRenderer, ShareCards],
})
export class ShareModule {}
