import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { PICTURE_LANGUAGES, type PictureLanguage } from '../pictures/picture.js';
import type { Report, ReportSection } from './report.js';

const STRINGS = { type: 'array', items: { type: 'string' } } as const;
const text = (description: string) => ({ type: 'string', description }) as const;

@ApiSchema({ name: 'ReportTable' })
export class ReportTableBody {
  @ApiProperty()
  readonly caption!: string;

  @ApiProperty({ ...STRINGS, description: 'The first one heads the names of the rows.' })
  readonly columns!: readonly string[];

  @ApiProperty({ type: 'array', items: STRINGS })
  readonly rows!: readonly (readonly string[])[];
}

@ApiSchema({ name: 'ReportPicture' })
export class ReportPictureBody {
  @ApiProperty({ enum: ['radar', 'delta-heatmap'] })
  readonly kind!: string;

  @ApiProperty()
  readonly title!: string;

  @ApiProperty()
  readonly description!: string;

  @ApiProperty({ type: ReportTableBody })
  readonly table!: ReportTableBody;
}

@ApiSchema({ name: 'ReportSection' })
export class ReportSectionBody {
  @ApiProperty({ example: 'summary' })
  readonly id!: string;

  @ApiProperty()
  readonly heading!: string;

  @ApiProperty(STRINGS)
  readonly paragraphs!: readonly string[];

  @ApiPropertyOptional({ type: ReportPictureBody })
  readonly picture?: ReportPictureBody;

  @ApiPropertyOptional({
    type: 'array',
    items: {
      type: 'object',
      properties: {
        about: text('A flag or a scale.'),
        title: { type: 'string' },
        body: { type: 'string' },
        help: {
          type: 'array',
          description: 'Where to get help; always there when about is SAFETY.',
          items: {
            type: 'object',
            properties: { name: { type: 'string' }, phone: { type: 'string' }, note: { type: 'string' } },
          },
        },
      },
    },
  })
  readonly cards?: ReportSection['cards'];

  @ApiPropertyOptional({
    type: 'array',
    items: {
      type: 'object',
      properties: { code: text('Of the item.'), statement: { type: 'string' }, note: { type: 'string' } },
    },
  })
  readonly statements?: ReportSection['statements'];

  @ApiPropertyOptional(STRINGS)
  readonly questions?: readonly string[];

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'object', properties: { term: { type: 'string' }, meaning: { type: 'string' } } },
  })
  readonly terms?: ReportSection['terms'];
}

@ApiSchema({ name: 'Report' })
export class ReportBody {
  @ApiProperty({ description: 'Of the template that words it.' })
  readonly template_version!: number;

  @ApiProperty({ enum: PICTURE_LANGUAGES })
  readonly language!: PictureLanguage;

  @ApiProperty()
  readonly title!: string;

  @ApiProperty()
  readonly subtitle!: string;

  @ApiProperty({ type: [ReportSectionBody] })
  readonly sections!: readonly ReportSectionBody[];

  @ApiProperty({ description: 'Fingerprint, build and model of the result.' })
  readonly footer!: string;

  @ApiProperty({ format: 'date-time', description: 'When the result was computed.' })
  readonly computed_at!: string;
}

/** A report as JSON: the tables behind the pictures, without the pictures. */
export function reportBody(report: Report): ReportBody {
  const { templateVersion, language, title, subtitle, sections, footer, computedAt } = report;
  return {
    template_version: templateVersion,
    language,
    title,
    subtitle,
    sections: sections.map(({ picture, ...section }) => ({
      ...section,
      ...(picture && { picture: withoutSvg(picture) }),
    })),
    footer,
    computed_at: computedAt.toISOString(),
  };
}

function withoutSvg({
  kind,
  title,
  description,
  table,
}: NonNullable<ReportSection['picture']>): ReportPictureBody {
  // prettier-ignore
  return { kind, title, description, table };
}
