export const SCALE_NAMES = {};
