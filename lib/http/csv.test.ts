import { expect, it } from 'vitest'
import { csvResponse, csvRow } from './csv'

it.each([
  ['=1+1', "'=1+1"],
  ['+49 30 1', "'+49 30 1"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  ['\n=1', `"'\n=1"`],
  ['a, "b"\n', '"a, ""b""\n"'],
  [' padded', '" padded"'],
  ['a=b', 'a=b'],
  ['x;=1+1', "x;'=1+1"],
  ['x; @a;b', "x; '@a;b"],
  ['', ''],
])('writes %j as %j', (value, cell) => {
  expect(csvRow([value])).toBe(`${cell}\r\n`)
})

it('reads a batch only when the client has read the one before, and stops when the client leaves', async () => {
  const log: string[] = []
  async function* batches() {
    try {
      for (const name of ['a', 'b', 'c']) {
        log.push(name)
        yield csvRow([name])
      }
    } finally {
      log.push('stopped')
    }
  }
  const response = await csvResponse('names.csv', () => Promise.resolve(batches()))
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="names.csv"')
  const reader = response.body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('a\r\n')
  await reader?.cancel()
  expect(log).not.toContain('c')
  expect(log).toContain('stopped')
})
