const asked = process.env['PROOF_ROUNDS']

/** How often a test repeats itself: as usual, or as often as `npm run proof` asks for. */
export function rounds(usual: number): number {
  return asked === undefined ? usual : Number(asked)
}

/** How long a test with rounds may take, in milliseconds. */
export function timeoutOfRounds(usual: number): number {
  return asked === undefined ? usual : 3_600_000
}
