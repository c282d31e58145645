/** A stream of choices that is the same for the same seed (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  /** From 0 up to, but not including, this many. */
  below(count: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * count)
  }

  one<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0]
  }
}

const deepest = 20_000

/** Texts that are known to break programs. None contains what no answer may contain. */
export const texts = [
  ...(['', ' ', '\0', 'a\0b', '\ud800', 'x\udc00y', '\ufeff', '\u202egnp.exe', '💥'.repeat(70)] as const),
  ...[
    'e\u0301'.repeat(200),
    'ﬃ',
    'İ',
    '\u0085',
    '\r\nset-cookie: a=b',
    '\t',
    'a'.repeat(300),
    'b'.repeat(20_000),
  ],
  ...[
    "'; DROP TABLE users; --",
    "' OR '1'='1",
    '%',
    '_',
    '\\',
    '$1',
    '${7*7}',
    '{{7*7}}',
    '%00',
    '%ff',
    '%2e%2e%2f',
  ],
  ...['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '../../etc/passwd', 'javascript:alert(1)'],
  ...[
    'null',
    'undefined',
    'NaN',
    'true',
    '-1',
    '0',
    '1e309',
    '9'.repeat(400),
    '99999999999999999999',
    '0x10',
    '१२',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '[object Object]',
    'name:asc',
    'created_at:2',
  ],
  ...[
    'org_aaaaaaaaaaaaaaaa',
    'auth0|x',
    'a@b',
    'a@b.test,c@d.test',
    '"a b"@c.test',
    'http://127.0.0.1/',
    'file:///x',
  ],
  ...[
    '2026-13-45T99:99:99Z',
    '0000-00-00',
    '+1',
    'q=(',
    'email:"',
    '*',
    'name:*a*',
    '[1 TO',
    '(((((',
    'NOT',
    'a AND',
  ],
] as const

/** What is no text: the wrong kind, or too much of it. */
export const values: readonly [unknown, ...unknown[]] = [
  null,
  ...[true, false, 0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, 2 ** 31, 4_294_967_296],
  ...[
    [],
    {},
    [[]],
    [null],
    [{}],
    { a: 1 },
    { length: 5 },
    { toString: 'x' },
    { then: 'x' },
    { constructor: { a: 1 } },
  ],
  ...[['a', 'a'], Array.from({ length: 2000 }, (_, index) => index), Array.from({ length: 60 }, () => 'x')],
  ...[
    nested(19),
    nested(21),
    nested(60),
    { $ne: null },
    { set: 'x' },
    { in: ['x'] },
    { increment: 1 },
    ['\0'],
  ],
  Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key${index}`, 'x'])),
  ...[{ '\0': 'x' }, { '\ud800': 'x' }, { a: { b: '\0' } }, { ['k'.repeat(3000)]: 'x' }],
]

/** JSON as text that no value has: cut off, doubled, poisoned, without end. */
export const jsons = [
  ...[
    '{',
    '{"a":',
    '[1,',
    '"',
    'nul',
    "{'a':1}",
    '{"a":1,}',
    '{"a":01}',
    'NaN',
    '{"a":1}{"b":2}',
    '// x\n{}',
  ],
  ...['{"__proto__":{"isAdmin":true}}', '{"a":{"__proto__":null}}', '{"a":"\\u0000"}', '{"a":"\\ud800"}'],
  ...['['.repeat(deepest) + ']'.repeat(deepest), '{"a":'.repeat(deepest) + '1' + '}'.repeat(deepest)],
  ...['['.repeat(deepest), `{"a":"${'x'.repeat(110_000)}"}`, `{"a":${'9'.repeat(5000)}}`, '{"a":1e999}'],
] as const

/** Forms that are no fields. */
export const forms = [
  ...[
    '__proto__[x]=1',
    'a[__proto__]=1',
    'a[b][c][d][e][f]=1',
    '[]=1',
    '=',
    '&&&',
    '%00=1',
    'a=%00',
    'a=%',
    'a=%ff',
  ],
  ...[
    'a=1&a[b]=2',
    'a[b]=1&a=2',
    'a[]=1&a[b]=2',
    'constructor[prototype][x]=1',
    'toString=1',
    `${'a'.repeat(5000)}=1`,
  ],
  ...['a=1&'.repeat(5000), '[[[[[', 'a]b=1', 'name=1;DROP', `a${'[b]'.repeat(2000)}=1`],
] as const

function nested(depth: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}
