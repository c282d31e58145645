import { beforeAll, expect, it } from 'vitest'
import { expectedOrigin } from './challenge'

const party = { id: 'login.lumen.test', name: 'Lumen', origin: 'https://login.lumen.test' }

beforeAll(() => {
  process.env['FOYER_DEMO'] = 'off'
})

it.each(['https://login.lumen.test:8443', 'http://login.lumen.test', 'https://attacker.test', 'null', ''])(
  'without the demo no page but those at the tenant’s own URL is ours: not %s',
  (claimed) => {
    expect(expectedOrigin(party, claimed)).toBe('https://login.lumen.test')
  },
)
