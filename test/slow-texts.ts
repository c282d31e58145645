import { ApiProblem } from '@/lib/http/auth0/problem'
import { DomainError } from '@/lib/errors'
import { Dice } from './hostile-input'

/** As much as a request may carry. */
const BYTES_AT_MOST = 100 * 1024
/** For how long nothing may hold the event loop. */
const boundInMilliseconds = 200

/** What has made programs slow, or may: to be repeated, mixed and nested. */
const atoms = [
  ...([' ', '\t', '\n', '\r', '\u00a0', '\u3000', '\u2028', '\0'] as const),
  ...[
    'a',
    'Z',
    '0',
    '-',
    '_',
    '.',
    ',',
    ';',
    ':',
    '@',
    '/',
    '\\',
    '#',
    '%',
    '*',
    '=',
    '&',
    '~',
    '+',
    '?',
    '$',
  ],
  ...['<', '>', '(', ')', '[', ']', '{', '}', '"', "'", '”', '%2f', '\\\\', '\\"'],
  ...[
    '\u0300',
    '\u0316',
    '\u0300\u0316',
    '\u0334\u3099',
    'e\u0301',
    'ﾞ\u0334',
    '\u0345\u0344',
    '\u0f73\u0f71',
  ],
  ...[
    'ﷺ',
    'İ',
    'Σ',
    'ß',
    'é',
    'ü.',
    '漢',
    '한',
    '\u1112\u1161\u11ab',
    '𝔞',
    '💥',
    '👩‍👩‍👧',
    '🏴\u{e0067}\u{e007f}',
  ],
  ...['\u202e', '\u2066', '\u200b', '\u200d', '\u00ad', '\ufeff', '\ud800', '\udc00', 'א', 'ا', '\u0640'],
  ...[
    'xn--',
    'https://',
    'http:',
    'www.',
    'mailto:',
    'a@',
    'a.b@c.d,',
    '"a" <',
    'a <',
    '<a>',
    '../',
    'javascript:',
  ],
  ...[' AND ', ' OR ', 'NOT ', 'name:', 'email:"', 'type:(', 'a:[', ' TO ', '\\a', 'a*', '{"a":', '["'],
] as const

/** Each of these once made a parser slow, just below the length at which it refuses. */
const known = [
  '\u0300\u0316',
  'a,',
  'a ',
  '@',
  ' ',
  '-',
  'a.',
  ' \u00a0',
  ' AND',
  ' OR ',
  '"',
  '<',
  '((',
  '\\',
].flatMap((part) => [BYTES_AT_MOST, 39_900, 7_900, 1_900, 900].map((size) => repeated(part, size)))

/** Texts of up to 100 KB that are slow to read for a careless program, the same ones for the same seed. */
export function slowTexts(count: number, seed: number): string[] {
  const dice = new Dice(seed)
  const framed = known.flatMap((text) => [text, `${text}x`, `a${text}x`])
  return [...framed, ...Array.from({ length: count }, () => slowText(dice))]
}

function slowText(dice: Dice): string {
  const size = dice.one([300, 900, 1_900, 7_900, 39_900, BYTES_AT_MOST, BYTES_AT_MOST])
  const frame = () => (dice.below(2) === 0 ? '' : dice.one(atoms))
  return frame() + shape(dice, size) + frame()
}

function shape(dice: Dice, size: number): string {
  const unit = Array.from({ length: 1 + dice.below(4) }, () => dice.one(atoms)).join('')
  const other = dice.one(atoms)
  switch (dice.below(5)) {
    case 0:
      return repeated(unit, size / 2) + repeated(other, size / 2)
    case 1:
      return repeated(`${repeated(unit, size / 20)}${other}`, size)
    case 2:
      return Array.from({ length: size / 4 }, (_, n) =>
        String.fromCodePoint(0x4e00 + ((n * 37) % 20_000)),
      ).join('')
    case 3:
      return Array.from({ length: size / 8 }, () => dice.one([other, ...Array.from(unit)])).join('')
    default:
      return repeated(unit, size)
  }
}

function repeated(part: string, size: number): string {
  return part.repeat(Math.max(1, Math.floor(size / Buffer.byteLength(part))))
}

/**
 * What the reader takes too long for, in words, or null. Counts the thread’s own time, which other programs cannot
 * lengthen; what was slow by chance, as in a garbage collection, is fast the second or third time.
 */
export function tooSlow(
  read: (text: string) => unknown,
  text: string,
  bound = boundInMilliseconds,
): string | null {
  const times: number[] = []
  do {
    times.push(threadTime(() => read(text)))
    if (times.some((time) => time <= bound)) return null
  } while (times.length < 3)
  const start = JSON.stringify(text.slice(0, 40))
  return `${times.join(', ')} ms for ${Buffer.byteLength(text)} bytes that begin with ${start}`
}

function threadTime(work: () => unknown): number {
  const before = process.threadCpuUsage()
  try {
    work()
  } catch (error) {
    // To refuse is as good as to read.
    if (!(error instanceof DomainError || error instanceof ApiProblem)) throw error
  }
  const { user, system } = process.threadCpuUsage(before)
  return Math.round((user + system) / 1000)
}

/** How many texts to try: few in every run, as many as SLOW_INPUTS says in a long one. */
export function countOfTexts(few: number): number {
  return Number(process.env['SLOW_INPUTS'] ?? few)
}

export const seed = Number(process.env['FOYER_SEED'] ?? 20261126)
