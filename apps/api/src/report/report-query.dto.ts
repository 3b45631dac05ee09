import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PICTURE_LANGUAGES, type PictureLanguage } from '../pictures/picture.js';

export class ReportQueryDto {
  @ApiPropertyOptional({ enum: PICTURE_LANGUAGES, description: 'Stronger than Accept-Language.' })
  @IsOptional()
  @IsIn(PICTURE_LANGUAGES)
  readonly lang?: PictureLanguage | undefined;
}
