import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDemo } from '@/lib/demo-file'
import { listSignIns } from './demo'

const demo = {
  url: 'http://localhost:3100',
  password: 'a password',
  tenants: [
    {
      id: 'lumen',
      name: 'Lumen',
      url: 'http://localhost:3100',
      organizations: { acme: { members: { 'ann@acme.test': { roles: ['Owner', 'Member'] } } } },
      users: { 'ann@acme.test': { roles: ['Support'] }, 'olu@lumen.test': { roles: ['Operator'] } },
    },
    { id: 'umbra', name: 'Umbra', url: 'http://umbra.localhost:3100', organizations: {}, users: {} },
  ],
}

describe('the sign-in lines', () => {
  it('name each person once, with all their roles', () => {
    expect(listSignIns(demo, 'http://localhost:3100')).toEqual([
      'Sign in with the password a password',
      '',
      '  Lumen  http://localhost:3100',
      `    ${'ann@acme.test'.padEnd(24)}Owner, Member of acme, Support`,
      `    ${'olu@lumen.test'.padEnd(24)}Operator`,
      '',
      '  Umbra  http://umbra.localhost:3100',
    ])
  })

  it.each([
    ['http://localhost:3101', 'http://localhost:3101', 'http://umbra.localhost:3101'],
    ['https://localhost:4443', 'https://localhost:4443', 'https://umbra.localhost:4443'],
    ['https://localhost', 'https://localhost', 'https://umbra.localhost'],
  ])('have the scheme and the port of FOYER_URL %s', (foyerUrl, lumen, umbra) => {
    const lines = listSignIns(demo, foyerUrl)
    expect(lines).toEqual(expect.arrayContaining([`  Lumen  ${lumen}`, `  Umbra  ${umbra}`]))
  })
})

describe('a script that runs beside the demo', () => {
  let dataDir: string

  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'foyer-demo-'))
    writeFileSync(join(dataDir, 'demo.json'), JSON.stringify(demo))
    writeFileSync(join(dataDir, 'print.ts'), 'console.log(process.env.FOYER_URL)')
  })
  afterAll(() => rmSync(dataDir, { recursive: true }))

  /** The FOYER_URL of a script that is run with these variables. */
  function urlWith(given: Record<string, string>): string {
    const variables = { DATABASE_URL: process.env['DATABASE_URL'], FOYER_SECRET: 's'.repeat(32) }
    const script = join(import.meta.dirname, 'run-script.mjs')
    const output = execFileSync(process.execPath, [script, join(dataDir, 'print.ts')], {
      env: { NODE_ENV: 'test', PATH: process.env['PATH'], ...variables, FOYER_DATA: dataDir, ...given },
      encoding: 'utf8',
    })
    return output.trim().split('\n').at(-1) ?? ''
  }

  it('leaves the demo at its URL', () => {
    expect(readDemo(dataDir)).toEqual(demo)
    expect(urlWith({})).toBe('http://localhost:3100')
  })

  it('takes the URL of the environment', () => {
    expect(urlWith({ FOYER_URL: 'https://login.test' })).toBe('https://login.test')
    expect(urlWith({ PORT: '3200' })).toBe('undefined')
  })
})
