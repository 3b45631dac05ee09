/** Whether a body is one that the wire contract allows. */
type Contract = (body: unknown) => boolean;

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isInt = (value: unknown, min: number, max: number) =>
  Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
const optional = (value: unknown, holds: (value: unknown) => boolean) => value === undefined || holds(value);
const only = (body: Fields, ...names: string[]) => Object.keys(body).every((name) => names.includes(name));

const isNickname = (value: unknown) =>
  typeof value === 'string' && value.length <= 40 && value.trim() !== '' && value.isWellFormed() && !/\p{Cc}/u.test(value); // prettier-ignore
const isEmail = (value: unknown) => typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value);
const isDimensions = (value: unknown) =>
  isObject(value) && Object.keys(value).length <= 32 && Object.values(value).every((average) => typeof average === 'number' && average >= 0 && average <= 4); // prettier-ignore
const isSnapshot = (value: unknown) =>
  isObject(value) && only(value, 'k', 'dimensions') && isInt(value['k'], 0, 10_000) && isDimensions(value['dimensions']); // prettier-ignore

/** Answers to known codes, each at most once, in range. */
function areAnswers(value: unknown, largest: (code: string) => number | undefined): boolean {
  if (!Array.isArray(value)) return false;
  const codes = value.map((answer: unknown) => (isObject(answer) ? String(answer['code']) : ''));
  return (
    new Set(codes).size === codes.length &&
    value.every((answer: unknown) => isObject(answer) && only(answer, 'code', 'value') && isInt(answer['value'], 0, largest(String(answer['code'])) ?? -1)) // prettier-ignore
  );
}

const SCALES = ['CS', 'EA', 'CB', 'PD', 'RP', 'LF', 'IN', 'SF'];
const itemMax = (code: string) =>
  /^(CS|EA|CB|PD|RP|LF|IN|SF)[1-6]$/.test(code) ? (code === 'SF1' ? 10 : 4) : undefined;
const scaleMax = (code: string) => (SCALES.includes(code) ? 4 : undefined);

/** Nothing, or null, where every field may be left out. */
const optionalBody =
  (holds: (body: Fields) => boolean): Contract =>
  (body) =>
    body === undefined || body === null || (isObject(body) && holds(body));

const createSession: Contract = (body) => {
  if (!isObject(body) || !only(body, 'participants', 'k_threshold', 'stage1_snapshot')) return false;
  const { participants, k_threshold, stage1_snapshot } = body;
  if (!Array.isArray(participants) || participants.length > 2) return false;
  const roles = participants.map((one: unknown) => (isObject(one) ? one['role'] : undefined));
  return (
    participants.every(
      (one: unknown) => isObject(one) && only(one, 'role', 'nickname', 'email') && isNickname(one['nickname']) && optional(one['email'], isEmail), // prettier-ignore
    ) &&
    roles.includes('A') &&
    (roles.length === 1 || roles.includes('B')) &&
    optional(k_threshold, (k) => isInt(k, 1, 10)) &&
    optional(stage1_snapshot, isSnapshot)
  );
};

const updateStageOne: Contract = optionalBody(
  (body) =>
    only(body, 'visible', 'k', 'dimensions') &&
    optional(body['visible'], (visible) => typeof visible === 'boolean') &&
    optional(body['k'], (k) => isInt(k, 0, 10_000)) &&
    optional(body['dimensions'], isDimensions),
);

/** Without what only the service may say. */
const wishForStageOne: Contract = (body) =>
  updateStageOne(body) && (!isObject(body) || only(body, 'visible'));

const upsertResponses: Contract = (body) =>
  isObject(body) &&
  only(body, 'stage', 'self_answers', 'guess_answers') &&
  (body['stage'] === 2 || body['stage'] === 3) &&
  areAnswers(body['self_answers'], itemMax) &&
  areAnswers(body['guess_answers'], itemMax);

const recordRating: Contract = (body) =>
  isObject(body) &&
  only(body, 'relation', 'answers', 'rater_key') &&
  ['friend', 'family', 'colleague', 'other'].includes(String(body['relation'])) &&
  areAnswers(body['answers'], scaleMax) &&
  (body['answers'] as unknown[]).length === SCALES.length &&
  optional(body['rater_key'], (key) => typeof key === 'string' && /^[\w-]{43}$/.test(key));

const issueRaterInvite: Contract = optionalBody(
  (body) =>
    only(body, 'max_raters', 'expires_in_days') &&
    optional(body['max_raters'], (most) => isInt(most, 1, 50)) &&
    optional(body['expires_in_days'], (days) => isInt(days, 1, 90)),
);

const createShare: Contract = optionalBody(
  (body) => only(body, 'expires_in_days') && optional(body['expires_in_days'], (days) => isInt(days, 1, 365)),
);

const acceptInvite: Contract = optionalBody(
  (body) => only(body, 'nickname') && optional(body['nickname'], isNickname),
);

/** Computing takes nothing from the body. */
const anything: Contract = () => true;

/** The wire contract by route, written from its words alone, for judging what the service accepted. */
export const CONTRACT = {
  createSession,
  updateStageOne,
  wishForStageOne,
  upsertResponses,
  recordRating,
  issueRaterInvite,
  createShare,
  acceptInvite,
  anything,
} as const;
