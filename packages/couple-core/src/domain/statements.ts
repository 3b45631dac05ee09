export interface Statement { readonly self: string; readonly guess: string }
export const STATEMENTS = {};
