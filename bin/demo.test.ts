import { describe, expect, it } from 'vitest'
import { listSignIns } from './demo'

const demo = {
  url: 'http://localhost:3100',
  password: 'a password',
  tenants: [
    {
      ...{ name: 'Lumen', url: 'http://localhost:3100' },
      organizations: { acme: { members: { 'ann@acme.test': { roles: ['Owner', 'Member'] } } } },
      users: { 'ann@acme.test': { roles: ['Support'] }, 'olu@lumen.test': { roles: ['Operator'] } },
    },
    { name: 'Umbra', url: 'http://umbra.localhost:3100', organizations: {}, users: {} },
  ],
}

describe('the sign-in lines', () => {
  it('name everybody once, with all their roles', () => {
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
