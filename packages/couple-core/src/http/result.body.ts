import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { CoupleResult } from '../application/couple-store.js';
import type { Flag } from '../domain/flags.js';
import type { GapSummary } from '../domain/gap-summary.js';
import type { Insight } from '../domain/insights.js';
import type { ResultOutputs } from '../domain/result.js';
import type { TopDeltaItem } from '../domain/scoring.js';
import { KStateBody } from './session.body.js';

const POINTS = { type: 'number', minimum: 0, maximum: 4 } as const;
const LOCALIZED = { type: 'object', properties: { ko: { type: 'string' }, en: { type: 'string' } } } as const;
const DELTA = { type: 'object', properties: { a: POINTS, b: POINTS } } as const;

@ApiSchema({ name: 'DecisionPacket' })
export class DecisionPacketBody {
  @ApiProperty({
    description: 'SHA-256 over the RFC 8785 bytes of inputs, outputs, code_ref and model_id; hex.',
  })
  readonly packet_sha256!: string;

  @ApiProperty({ format: 'date-time' })
  readonly created_at!: string;

  @ApiProperty({ description: 'The build that computed it.' })
  readonly code_ref!: string;

  @ApiProperty({ example: 'core_scoring.v1' })
  readonly model_id!: string;
}

@ApiSchema({ name: 'Result' })
export class ResultBody implements ResultOutputs {
  @ApiProperty({
    type: 'object',
    description: 'Means of the eight scales, by scale.',
    additionalProperties: {
      type: 'object',
      properties: { a_self: POINTS, a_guess: POINTS, b_self: POINTS, b_guess: POINTS },
    },
  })
  readonly scales!: ResultOutputs['scales'];

  @ApiProperty({
    type: 'object',
    description: 'How far A’s guess is from B’s answer (a) and the other way round (b).',
    properties: {
      scales: { type: 'object', additionalProperties: DELTA },
      items: { type: 'object', additionalProperties: DELTA },
    },
  })
  readonly deltas!: ResultOutputs['deltas'];

  @ApiProperty({
    type: 'array',
    items: {
      type: 'object',
      properties: {
        code: { type: 'string', enum: ['SAFETY', 'PURSUIT_WITHDRAW', 'COGNITIVE', 'PLANNING_GAP'] },
        severity: { type: 'string', enum: ['high', 'mid', 'low'] },
      },
    },
  })
  readonly flags!: readonly Flag[];

  @ApiProperty({
    type: 'array',
    maxItems: 3,
    items: {
      type: 'object',
      properties: {
        about: { type: 'string', description: 'A flag or a scale.' },
        title: LOCALIZED,
        body: LOCALIZED,
        help: {
          type: 'array',
          items: {
            type: 'object',
            properties: { name: LOCALIZED, phone: { type: 'string' }, note: LOCALIZED },
          },
        },
      },
    },
  })
  readonly insights!: readonly Insight[];

  @ApiProperty({
    type: 'array',
    minItems: 5,
    maxItems: 5,
    items: {
      type: 'object',
      properties: {
        code: { type: 'string' },
        scale: { type: 'string' },
        delta_a: POINTS,
        delta_b: POINTS,
        delta: POINTS,
      },
    },
  })
  readonly top_delta_items!: readonly TopDeltaItem[];

  @ApiProperty({
    type: 'object',
    properties: {
      mean_delta: POINTS,
      top_scale: { type: 'string' },
      top_delta: POINTS,
      grade: { type: 'string', enum: ['green', 'amber', 'red'] },
    },
  })
  readonly gap_summary!: GapSummary;

  @ApiProperty({ type: KStateBody })
  readonly k_state!: KStateBody;

  @ApiProperty({ type: DecisionPacketBody })
  readonly decision_packet!: DecisionPacketBody;

  @ApiProperty({ format: 'date-time' })
  readonly generated_at!: string;
}

/** A result as both partners see it. */
export function resultBody({ outputs, kState, packet, generatedAt }: CoupleResult): ResultBody {
  return {
    ...outputs,
    k_state: kState,
    decision_packet: {
      packet_sha256: packet.sha256,
      created_at: packet.createdAt.toISOString(),
      code_ref: packet.codeRef,
      model_id: packet.modelId,
    },
    generated_at: generatedAt.toISOString(),
  };
}
