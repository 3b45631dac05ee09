import { Module } from '@nestjs/common';
import { RatingController } from './rating.controller.js';

/** The pages for friends who are asked about partner A. */
@Module({ controllers: [RatingController] })
export class RatingModule {}
