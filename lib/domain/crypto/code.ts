import { derive } from './derive'

const FAIR = 4_294_000_000

/** A code of six digits for one purpose and its parts, always the same for the same input, each code as likely. */
export function codeOf(secret: string, purpose: string, ...parts: (string | number)[]): string {
  const bytes = derive(secret, 'code', purpose, ...parts)
  const numbers = Array.from({ length: bytes.length / 4 }, (_, place) => bytes.readUInt32BE(place * 4))
  const fair = numbers.find((number) => number < FAIR)
  if (fair === undefined) return codeOf(secret, purpose, ...parts, 'again')
  return String(fair % 1_000_000).padStart(6, '0')
}
