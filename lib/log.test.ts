import { spawnSync } from 'node:child_process'
import { afterEach, expect, it, vi } from 'vitest'
import { log, maskPersonal, openLog } from './log'
import { withRequestState } from './request-state'

afterEach(() => {
  vi.restoreAllMocks()
  // The next one to ask opens that of a command.
  Reflect.deleteProperty(globalThis, 'foyerLog')
})

function memory(writableLength = 0) {
  const lines: string[] = []
  const stream = { lines, writableLength, write: (line: string) => lines.push(line) }
  return stream
}

function entries({ lines }: { lines: readonly string[] }): unknown[] {
  return lines.map((line) => JSON.parse(line) as unknown)
}

it('writes a line of JSON with the id of the request', () => {
  const stream = memory()
  openLog({ stream })
  withRequestState(() => log().info({ part: 'oidc' }, 'It works.'), { requestId: 'request-1' })
  log().debug('Not at this level.')
  expect(entries(stream)).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      requestId: 'request-1',
      part: 'oidc',
      msg: 'It works.',
    },
  ])
  expect(stream.lines[0]).toMatch(/\}\n$/)
})

it('has the stack and the code of an error, and not the values of the row that PostgreSQL names', () => {
  const stream = memory()
  openLog({ stream })
  const error = Object.assign(new Error('ann@acme.test is taken.'), {
    code: '23505',
    detail: 'Key (email)=(ann@acme.test) already exists.',
    parameters: ['a password'],
  })
  log().error({ err: error }, 'Not for ben@acme.test.')
  const [line = ''] = stream.lines
  expect(entries(stream)).toMatchObject([
    { level: 'error', msg: 'Not for <email>.', err: { type: 'Error', code: '23505' } },
  ])
  expect(line).toContain('log.test.ts')
  expect(line).not.toMatch(/acme|password|detail/)
})

it('takes a copy of an error for one', () => {
  const stream = memory()
  openLog({ stream })
  const { message, stack } = new Error('It is away.')
  log().error({ err: { message, stack, queue: 'mail' } }, 'The queue failed.')
  log().error({ err: 'a text' }, 'It failed.')
  expect(entries(stream)).toMatchObject([{ err: { message, stack } }, { err: { message: 'a text' } }])
  expect(stream.lines[0]).not.toContain('"queue":')
})

it.each([
  ['to Ann <ann.smith+x@mail.acme.test>', 'to Ann <<email>>'],
  ['postgresql://foyer:se!cret@db.example.com/foyer', 'postgresql://…@db.example.com/foyer'],
  ['GET /sign-in?email=ann%40acme.test&x=1 failed', 'GET /sign-in?… failed'],
  ['at /invitations/0123456789abcdef0123456789abcdef!', 'at /invitations/…!'],
  ['is it there? yes', 'is it there? yes'],
  ['at run (node_modules/@prisma/client/a.js:1:2)', 'at run (node_modules/@prisma/client/a.js:1:2)'],
])('of %o leaves %o', (text, masked) => expect(maskPersonal(text)).toBe(masked))

it.each(['a'.repeat(50_000), '?a='.repeat(20_000), '/join/'.repeat(9000), 'a@'.repeat(20_000)])(
  'masks a long text in a short time',
  (text) => {
    const began = performance.now()
    maskPersonal(text)
    expect(performance.now() - began).toBeLessThan(100)
  },
)

it('drops lines while nothing reads them, and says so', () => {
  const stream = memory(5_000_000)
  openLog({ stream })
  log().info('lost')
  log().info('lost, too')
  expect(stream.lines).toEqual([])
  stream.writableLength = 0
  log().info('read again')
  expect(entries(stream)).toMatchObject([{ part: 'log', lines: 2 }, { msg: 'read again' }])
})

it('a process that is killed has written what it logged', () => {
  const program = `
    const { log, openLog } = await import('./lib/log.ts')
    openLog({ stream: process.stdout })
    for (let count = 0; count < 100; count++) log().info({ count }, 'A line.')
    process.kill(process.pid, 'SIGKILL')`
  const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  })
  expect(signal).toBe('SIGKILL')
  expect(stdout.trim().split('\n').at(-1)).toContain('"count":99')
})
