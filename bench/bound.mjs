/** How long every candidate may take to deliver what is left, in milliseconds. */
export const endBoundMs = 20_000
