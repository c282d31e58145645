/** What the process that reads pictures and the one that starts it agree on. */
export const pictureLimits = {
  pixels: 16_000_000,
  /** Of the square that a logo fits into. */
  side: 512,
}

/** How the process ends that could draw nothing. Node itself ends with 1 to 13, and with more than 127 by a signal. */
export const exitCodes = { wrongFormat: 64, tooLarge: 65, damaged: 66 }
