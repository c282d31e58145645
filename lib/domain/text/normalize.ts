import { isWithinBytes } from './within-bytes'

const BYTES_AT_MOST = 8_000

/** Guards quadratic time: 600 KB of marks take a minute. @throws RangeError if the length is not bounded */
export function normalize(text: string, form: 'NFC' | 'NFKC' | 'NFKD'): string {
  if (!isWithinBytes(text, BYTES_AT_MOST))
    throw new RangeError('Bound the length of a text before normalizing it.')
  return text.normalize(form)
}
