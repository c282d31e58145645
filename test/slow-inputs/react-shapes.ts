import { fieldPrefix, listOf, numbered, partSize, sendParts } from './action-shapes'
import { type Making, request, type Shape, takes } from './entry'
import type { Part } from './multipart'

/** React's own words in the arguments of an action: what begins with a dollar sign stands for something else. */
const references = [
  ...[
    '$0',
    '$1',
    '$2',
    '$ff',
    '$1:0:0',
    '$1:a:a:a',
    '$1:__proto__:constructor',
    '$$',
    '$!',
    '$T',
    '$u',
    '$N',
    '$I',
    '$-',
  ],
  ...Array.from('@hHFQWKiSAOoUsLlGgMmVBRrXx').flatMap((word) => [`$${word}1`, `$${word}ff`]),
  ...['$D2026-01-01', '$n1'],
]

const long: Record<string, (size: number) => string> = {
  'a number of many digits': (size) => `$n${'9'.repeat(size)}`,
  'a date of many digits': (size) => `$D${'1'.repeat(size)}`,
  'a path of many steps': (size) => `$1${':a'.repeat(size / 2)}`,
  'a part by a long number': (size) => `$${'f'.repeat(size)}`,
  'a form by a long number': (size) => `$K${'0'.repeat(size)}1`,
  'a symbol of many letters': (size) => `$S${'a'.repeat(size)}`,
}

const small = '["a",{"a":{"a":{"a":1}}}]'

/** Calls of actions whose arguments refer to many things, to long ones, or to each other. */
export const reactShapes: readonly Shape[] = [
  ...references.flatMap((reference) => [
    shape(`many ${reference}`, ({ size }) => [first(reference, size), { name: '1', value: small }]),
    // Both halves count: what looks through all the parts for each reference needs many of both.
    shape(`many ${reference} and as many parts`, ({ size }) => [
      ...numbered(size / 2, `${fieldPrefix}k`),
      { name: '1', value: small },
      first(reference, size / 2),
    ]),
  ]),
  ...['$', '$@', '$Q', '$W', '$h', '$i'].map((word) =>
    shape(`parts that refer to each other by ${word}`, ({ size }) => [
      ...chain(size, word),
      { name: '0', value: `["${word}1"]` },
    ]),
  ),
  ...['$R', '$r', '$X', '$x'].map((word) =>
    shape(`many chunks of ${word}1`, ({ size }) => [
      { name: '0', value: `["${word}1"]` },
      ...Array.from({ length: size / partSize }, () => ({ name: 'S1', value: '1' })),
    ]),
  ),
  ...Object.entries(long).map(([name, reference]) =>
    shape(name, ({ size }) => [
      { name: '1', value: small },
      { name: '0', value: JSON.stringify([reference(size)]) },
    ]),
  ),
  shape('deep arguments', ({ size }) => [{ name: '0', value: '['.repeat(size / 2) + ']'.repeat(size / 2) }]),
  shape('deep objects', ({ size }) => [
    { name: '0', value: `[${'{"a":'.repeat(size / 6)}1${'}'.repeat(size / 6)}]` },
  ]),
  shape('many arguments', ({ size }) => [{ name: '0', value: listOf(() => '0', size) }]),
  shape('many keys', ({ size }) => [
    {
      name: '0',
      value: `[{${Array.from({ length: size / 12 }, (_, index) => `"k${index}":1`).join(',')}}]`,
    },
  ]),
  shape('pairs of a map', ({ size }) => [
    { name: '1', value: listOf((count) => `["k${count}",1]`, size) },
    { name: '0', value: '["$Q1"]' },
  ]),
  shape('a map again and again', ({ size }) => [
    { name: '1', value: listOf((count) => `["k${count}",1]`, size / 2) },
    first('$Q1', size / 2),
  ]),
  shape('a list again and again', ({ size }) => [
    { name: '1', value: listOf(() => '1', size / 2) },
    first('$W1', size / 2),
  ]),
  shape('a text again and again', ({ size }) => [
    { name: '1', value: JSON.stringify('a'.repeat(size / 2)) },
    first('$1', size / 2),
  ]),
  shape('lists of each other that double', ({ size }) => [
    ...Array.from({ length: Math.min(60, size / 100) }, (_, place) => ({
      name: (place + 1).toString(),
      value: JSON.stringify([`$${(place + 2).toString(16)}`, `$${(place + 2).toString(16)}`]),
    })),
    { name: '0', value: '["$1"]' },
  ]),
  shape('an action bound to many arguments', ({ size }) => [
    { name: '1', value: '{"id":"a","bound":"$@2"}' },
    { name: '2', value: listOf(() => '0', size) },
    { name: '0', value: '["$h1"]' },
  ]),
  {
    name: 'arguments: as plain text',
    takesText: true,
    fits: takes('arguments'),
    make: ({ entry, size, text }) =>
      request(entry, {
        headers: { 'content-type': 'text/plain;charset=UTF-8' },
        body: Buffer.from(JSON.stringify([text.make(size)])),
      }),
  },
]

function shape(name: string, make: (making: Making) => Part[]): Shape {
  return {
    name: `arguments: ${name}`,
    takesText: false,
    fits: takes('arguments'),
    make: (making) => sendParts(making.entry, make(making)),
  }
}

function first(reference: string, size: number): Part {
  return { name: '0', value: listOf(() => `"${reference}"`, size) }
}

/** Each part refers to the next one, in React's word for it. */
function chain(size: number, word: string): Part[] {
  return Array.from({ length: Math.floor(size / 70) }, (_, index) => ({
    name: (index + 1).toString(),
    value: `["${word}${(index + 2).toString(16)}"]`,
  }))
}
