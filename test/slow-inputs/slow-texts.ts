import type { Dice } from '../hostile-input'

/** A text that is expensive to read for its size. */
export interface SlowText {
  name: string
  /** About this many bytes of UTF-8. */
  make: (size: number) => string
}

/** What is repeated, with what stands before and after it. */
const repeated: Record<string, [unit: string, before?: string, after?: string]> = {
  'alternating combining marks': ['\u0300\u0316'],
  'combining marks on a letter': ['\u0316\u0300', 'a', 'z'],
  'combining marks in an address': ['\u0300\u0316', 'a', '@acme.test'],
  'Hangul parts': ['\u1100\u1161\u11a8'],
  'a ligature that grows eighteenfold': ['\ufdfa'],
  'capitals that grow in lower case': ['\u0130'],
  'capital sigmas': ['\u03a3 '],
  'joined emoji': ['👩\u200d'],
  flags: ['🇦🇧'],
  'zero width characters': ['\u200b'],
  'bidi controls': ['\u202e\u2066'],
  'full-width letters': ['ａ'],
  'spaces before a letter': [' ', 'x', 'x'],
  'no-break spaces': ['\u00a0 ', 'x', 'x'],
  'tabs and line breaks': ['\t\r\n', 'x', 'x'],
  'letters and commas': ['a,'],
  commas: [','],
  'semicolons and spaces': ['a; '],
  'words before a bracket': ['a ', '', '<'],
  'words without a bracket': ['a '],
  'quotes and brackets': ['"a" <'],
  quotes: ['"'],
  'backslashes in quotes': ['\\"', '"'],
  addresses: ['a@b.test, '],
  'names and addresses': ['Ann Lee <a@b.test>, '],
  'at signs': ['a@'],
  dots: ['a.', 'a@', 'test'],
  'hyphens in a slug': ['a-', '', '!'],
  hyphens: ['-', 'a', 'a'],
  'one label': ['a', 'a@', '.test'],
  'umlauts in a domain': ['ü', 'a@', '.test'],
  'umlauts in labels': ['ü.', 'a@', 'test'],
  punycode: ['xn--a-', 'https://', '.test'],
  'a long punycode label': ['9a', 'a@xn--', '.test'],
  slashes: ['/'],
  backslashes: ['\\'],
  'steps up': ['../'],
  'percent signs': ['%'],
  'percent encodings': ['%25'],
  'half an encoding': ['%e0%a4'],
  'user names in a URL': ['a@', 'https://', 'b.test/'],
  'colons in a URL': [':', 'https://a'],
  'query in a URL': ['a=b&', 'https://a.test/?'],
  'brackets in a URL': ['[', 'https://'],
  'wildcards in a URL': ['*.', 'https://', 'test'],
  'open parentheses': ['('],
  'open brackets': ['['],
  'open braces': ['{'],
  'comments of HTML': ['<!--'],
  'open tags': ['<a '],
  'template expressions': ['{{a}}'],
  digits: ['9'],
  'zeros with a dot': ['0', '0.', '1'],
  'minus signs': ['-', '', '1'],
  exponents: ['1e', '', '9'],
  times: ['2026-01-01T00:00:00.', '', 'Z'],
  colors: ['#'],
  stars: ['*'],
  'letters before a sign': ['a', '', '!'],
  'letters and digits before a sign': ['a1', '', '$'],
  'words of a query': ['a AND '],
  'a query with open brackets': ['NOT ('],
  'a query of fields': ['name:"a" '],
  'a query of wildcards': ['email:*a* '],
  'sort orders': ['name:1,'],
  dollars: ['$'],
  'parts of a hash': ['$argon2id$'],
  'equal signs': ['a=b;'],
  'equal scopes': ['openid '],
  'a comma-separated list of tags': ['"x", '],
  'HTTP dates': ['Thu, '],
  languages: ['en-GB;q=0.1,'],
  'media types': ['a/b;q=0.1,'],
  ranges: ['0-1,', 'bytes='],
  'addresses of proxies': ['1.1.1.1, '],
  'UTF-8 of a surrogate': ['\ud800'],
  'characters outside of the BMP': ['💥'],
}

const counted: Record<string, (count: number) => string> = {
  scopes: (count) => `read:a${count} `,
  ids: (count) => `org_${count.toString().padStart(16, '0')},`,
  'addresses in a row': (count) => `a${count}@b.test,`,
  'lines of addresses': (count) => `Ann <a${count}@b.test>\n`,
  'keys and values': (count) => `k${count}=v&`,
  labels: (count) => `l${count}.`,
  cookies: (count) => `c${count}=v; `,
  words: (count) => `w${count} `,
}

/** Tokens that ask the reader for more than their size, before their signature is looked at. */
const tokens: Record<string, (size: number) => string> = {
  'a token with a long header': (size) => `${header({ alg: 'RS256', kid: filler(size * 0.7) })}.e30.AA`,
  'a token of dots': (size) => '.'.repeat(size),
  'a token with a nested header': (size) =>
    `${Buffer.from(`{"alg":"RS256","a":${'['.repeat(size * 0.35)}${']'.repeat(size * 0.35)}}`).toString('base64url')}.e30.AA`,
  'a token with a long payload': (size) => `${header({ alg: 'RS256', typ: 'at+jwt' })}.${filler(size)}.AA`,
  'a token with a long signature': (size) => `${header({ alg: 'RS256' })}.e30.${filler(size)}`,
  'a token encrypted by a password': (size) =>
    `${header({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2c: 2_147_483_647, p2s: filler(size * 0.5) })}.AA.AA.AA.AA`,
  'a token with a compressed payload': (size) =>
    `${header({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })}..AA.${filler(size)}.AA`,
  'a token with its own key': (size) =>
    `${header({ alg: 'RS256', jwk: { kty: 'RSA', e: 'AQAB', n: filler(size * 0.7) } })}.e30.AA`,
  'a token with a large exponent': (size) =>
    `${header({ alg: 'RS256', jwk: { kty: 'RSA', e: filler(size * 0.3), n: filler(size * 0.3) } })}.e30.AA`,
  'a token with certificates': (size) =>
    `${header({ alg: 'RS256', x5c: Array.from({ length: size / 10 }, () => 'AAAA') })}.e30.AA`,
  'a token that lists what is critical': (size) =>
    `${header({ alg: 'RS256', crit: Array.from({ length: size / 10 }, (_, index) => `c${index}`) })}.e30.AA`,
}

export const slowTexts: readonly SlowText[] = [
  ...Object.entries(repeated).map(([name, [unit, before = '', after = '']]) => ({
    name,
    make: (size: number) => before + fill(unit, size - before.length - after.length) + after,
  })),
  ...Object.entries(counted).map(([name, item]) => ({ name, make: (size: number) => series(item, size) })),
  ...Object.entries(tokens).map(([name, make]) => ({ name, make })),
]

const alphabet = 'aA1 .,;:-_@/\\%+*()[]{}<>"\'=&?#!$|~^`\t\n\u0300\u0316\u00fc\ufdfa\u200d'

/** Random: a few characters repeated, between others. */
export function randomText(dice: Dice): SlowText {
  const some = (count: number) =>
    Array.from({ length: count }, () => alphabet.charAt(dice.below(alphabet.length))).join('')
  const [unit, before, after] = [some(1 + dice.below(4)), some(dice.below(4)), some(dice.below(4))]
  return {
    name: `${JSON.stringify(before)} + ${JSON.stringify(unit)}… + ${JSON.stringify(after)}`,
    make: (size) => before + fill(unit, size - before.length - after.length) + after,
  }
}

/** The unit again and again, up to this many bytes. */
export function fill(unit: string, size: number): string {
  return unit.repeat(Math.max(1, Math.floor(size / Buffer.byteLength(unit))))
}

/** The first items, up to this many bytes. */
export function series(item: (count: number) => string, size: number): string {
  const items: string[] = []
  for (let [count, length] = [0, 0]; length < size; count++) {
    const next = item(count)
    items.push(next)
    length += Buffer.byteLength(next)
  }
  return items.join('')
}

function header(fields: object): string {
  return Buffer.from(JSON.stringify(fields)).toString('base64url')
}

function filler(size: number): string {
  return 'A'.repeat(Math.max(0, size))
}
