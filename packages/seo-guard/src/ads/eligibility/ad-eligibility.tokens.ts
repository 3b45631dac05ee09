/** Injection token of the resolved options. */
export const AD_ELIGIBILITY_OPTIONS = Symbol('AD_ELIGIBILITY_OPTIONS');
