/** Shared by the process that draws pictures and the one that starts it. */
export const pictureLimits = {
  pixels: 16_000_000,
  /** Pixels. */
  side: 512,
  /** Of a person’s picture. */
  squareSide: 256,
  /** Of an icon for Apple’s home screen, and of the picture in it. */
  apple: { side: 180, picture: 132 },
}

/** Node itself uses 1 to 13, and more than 127 for a signal. */
export const exitCodes = { wrongFormat: 64, tooLarge: 65, damaged: 66 }
