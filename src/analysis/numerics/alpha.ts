/** The significance level of tests; confidence intervals are at 1 minus it. */
export const ALPHA = 0.05;
