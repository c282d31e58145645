import { type Entry, type Making, request, type Sent, type Shape, takes } from './entry'
import { file, multipart, multipartType, type Part } from './multipart'
import { fill, series } from './slow-texts'

/** What surrounds the value of a small part. */
export const partSize = 65
/** What React puts before the names of the fields of the form that `$K1` stands for. */
export const fieldPrefix = '_1_'

/** Server actions and forms whose parts are slow to take apart. */
export const actionShapes: readonly Shape[] = [
  parts('text in one field', true, (making) => {
    const names = Object.keys(making.entry.fields)
    const slow = names[making.dice.below(Math.max(1, names.length))] ?? 'name'
    return called(making.entry, { ...making.entry.fields, [slow]: making.text.make(making.size) })
  }),
  parts('text in every field', true, ({ entry, size, text }) => {
    const names = Object.keys(entry.fields)
    const value = text.make(size / Math.max(1, names.length))
    return called(entry, Object.fromEntries(names.map((name) => [name, value])))
  }),
  upload('parts: text as a file', true, ({ text, size }) => Buffer.from(text.make(size))),
  parts('text as the name of a field', true, ({ entry, size, text }) =>
    called(entry, { ...entry.fields, [text.make(size).replaceAll(/[\r\n]/g, ' ')]: 'a' }),
  ),
  parts('text as the arguments', true, ({ size, text }) => [
    { name: '0', value: JSON.stringify([text.make(size), { status: 'idle' }, '$K1']) },
  ]),
  parts('text as JSON', true, ({ size, text }) => [{ name: '0', value: text.make(size) }]),
  parts('many fields', false, ({ entry, size }) => [
    ...called(entry, entry.fields),
    ...numbered(size, `${fieldPrefix}k`),
  ]),
  parts('one field many times', false, ({ entry, size }) => [
    ...called(entry, entry.fields),
    ...same(size, `${fieldPrefix}${Object.keys(entry.fields)[0] ?? 'name'}`),
  ]),
  parts('fields that are no fields of the form', false, ({ size }) => numbered(size, '_2_k')),
  parts('parts of a form without JavaScript', false, ({ size }) => numbered(size, '$ACTION_REF_')),
  parts('one action named many times', false, ({ entry, size }) =>
    same(size, `$ACTION_ID_${entry.headers['next-action'] ?? 'a'}`),
  ),
  parts('bound arguments of many actions', false, ({ size }) => [
    { name: '$ACTION_REF_1', value: '' },
    { name: '$ACTION_1:0', value: '{"id":"a","bound":"$@1"}' },
    ...numbered(size, '$ACTION_1:'),
  ]),
  parts('long headers of a part', false, ({ size }) => [
    { name: 'a', value: 'a', more: `\r\n${fill('X-A: a\r\n', size)}X-B: b` },
  ]),
  parts('one long header of a part', false, ({ size }) => [
    { name: 'a', value: 'a', more: `\r\nX-A: ${fill(' ', size)}a` },
  ]),
  parts('parameters of a part', false, ({ size }) => [
    { name: 'a', value: 'a', more: fill('; a="b"', size) },
  ]),
  parts('a long file name', false, ({ size }) => [
    { name: 'logo', value: 'a', more: `; filename="${fill('\\"', size)}"` },
  ]),
  parts('an encoded file name', false, ({ size }) => [
    { name: 'logo', value: 'a', more: `; filename*=UTF-8''${fill('%e0', size)}` },
  ]),
  parts('many files', false, ({ size }) =>
    Array.from({ length: size / 90 }, () => ({
      name: `${fieldPrefix}logo`,
      value: '',
      more: '; filename="a"',
    })),
  ),
  parts('beginnings of the boundary', false, ({ size }) => [{ name: 'name', value: fill('\r\n--', size) }]),
  parts('line ends', false, ({ size }) => [{ name: 'name', value: fill('\r\n\r', size) }]),
  {
    name: 'parts: a long boundary',
    takesText: false,
    fits: takes('multipart'),
    make: ({ entry, size }) =>
      request(entry, {
        headers: { 'content-type': `multipart/form-data; boundary=${'-'.repeat(70)}` },
        body: Buffer.from('-'.repeat(size)),
      }),
  },
]

function parts(name: string, takesText: boolean, make: (making: Making) => Part[]): Shape {
  return {
    name: `parts: ${name}`,
    takesText,
    ...(name === 'text in every field' ? { narrower: 'parts: text in one field' } : {}),
    fits: takes('multipart'),
    make: (making) => sendParts(making.entry, make(making)),
  }
}

/** The rest of the form is what is accepted. */
export function upload(name: string, takesText: boolean, make: (making: Making) => Buffer): Shape {
  return {
    name,
    takesText,
    fits: ({ files }) => files.length > 0,
    make: (making) => {
      const { entry, size, dice } = making
      const field = entry.files[dice.below(entry.files.length)] ?? 'file'
      const bytes = make({ ...making, size: Math.max(1, size - 2000) })
      return sendParts(entry, [file(`${fieldPrefix}${field}`, bytes), ...called(entry, entry.fields)])
    },
  }
}

export function sendParts(entry: Entry, made: readonly Part[]): Sent {
  return request(entry, { headers: { 'content-type': multipartType }, body: multipart(made) })
}

/** The parts by which React calls an action with a form. */
function called({ bound }: Entry, fields: Readonly<Record<string, string>>): Part[] {
  const given = Object.entries(fields).map(([name, value]) => ({ name: `${fieldPrefix}${name}`, value }))
  return [...given, { name: '0', value: JSON.stringify([...bound, { status: 'idle' }, '$K1']) }]
}

export function numbered(size: number, name: string, value = ''): Part[] {
  return Array.from({ length: Math.floor(size / (partSize + name.length + value.length)) }, (_, index) => ({
    name: `${name}${index}`,
    value,
  }))
}

function same(size: number, name: string): Part[] {
  return Array.from({ length: Math.floor(size / (partSize + name.length)) }, () => ({ name, value: '' }))
}

/** Texts of JSON up to this many bytes, as one list. */
export function listOf(item: (count: number) => string, size: number): string {
  return `[${series((count) => `${item(count)},`, size)}0]`
}
