/** The real clock and timers, kept before a test puts its own in their place. */
export const realNow: () => number = Date.now
export const startTimer: typeof setTimeout = setTimeout
export const stopTimer: typeof clearTimeout = clearTimeout
export const startInterval: typeof setInterval = setInterval
export const stopInterval: typeof clearInterval = clearInterval
