import { describe, expect, it, vi } from 'vitest'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { seal, unseal } from '@/lib/domain/crypto/seal'
import { findTicket, newTickets } from '@/lib/domain/invitations/tickets'
import { findJoinPath, joinTokenHash } from '@/lib/domain/join-links/join-token'
import { findSsoTicketSecret, newSsoTicketOf } from '@/lib/domain/sso-tickets/sso-ticket'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { setupCode, setupInput } from '@/lib/domain/tenants/set-up'
import { emailTokenSecrets } from '@/lib/domain/users/email-token'
import { type Env, parseEnv } from '@/lib/env'
import { newId } from '@/lib/ids'
import { deviceIn, newDevice } from '@/lib/web/device-cookie'
import { openToken, sealToken } from '@/lib/web/session-cookie'
import { authOptions } from './next-auth'

const { given } = vi.hoisted((): { given: { env: Env | undefined } } => ({ given: { env: undefined } }))
vi.mock('@/lib/env', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  env: () => given.env,
}))

const [old, next] = ['the old secret, for this test alone', 'the next secret, for this test alone']
const phases = {
  before: { FOYER_SECRET: old },
  first: { FOYER_SECRET: old, FOYER_SECRET_NEXT: next },
  second: { FOYER_SECRET: next, FOYER_SECRET_PREVIOUS: old },
  after: { FOYER_SECRET: next },
  // The way back from the second.
  back: { FOYER_SECRET: old, FOYER_SECRET_PREVIOUS: next },
}
type Phase = keyof typeof phases

function enter(phase: Phase): void {
  given.env = parseEnv({ DATABASE_URL: 'postgresql://127.0.0.1/none', ...phases[phase] })
}

/** Makes something in this process. @returns whether another accepts it, which is asked there */
type Kind = () => Promise<() => unknown>

const tenant: Tenant = {
  id: 'lumen',
  name: 'Lumen',
  url: 'http://localhost:3000',
  host: 'localhost:3000',
  sessionIdleMinutes: 480,
  sessionAbsoluteMinutes: 10_080,
  allowOrganizationNameInAuthenticationApi: false,
  defaultAudience: null,
  primaryColor: null,
  backgroundColor: null,
}
const kinds: Record<string, Kind> = {
  'sealed text': async () => {
    const sealedFor = { purpose: 'test', tenantId: tenant.id }
    const sealed = await seal('text', sealedFor)
    return async () => (await unseal(sealed, sealedFor)) === 'text'
  },
  session: async () => {
    const cookie = await sealToken(tenant, { sub: newId('user'), tenant_id: tenant.id }, 600)
    return async () => (await openToken(tenant, cookie)) !== null
  },
  'token against forged requests': async () => {
    const { secret } = authOptions(tenant)
    const csrfCookie = `token|${sha256Hex(`token${secret}`)}`
    return () => authOptions(tenant, { csrfCookie }).secret === secret
  },
  device: async () => {
    const owner = { tenantId: tenant.id, emailFolded: 'ann@acme.test' }
    const cookie = newDevice(owner)
    return () => deviceIn(cookie, owner) !== undefined
  },
  'ticket of an invitation': async () => {
    const invitation = { id: newId('invitation'), version: 1 }
    const tickets = newTickets(invitation).map((ticket) => ({ ...ticket, version: 1 }))
    return () => findTicket({ ...invitation, tickets }, 'mailed') !== null
  },
  'join link': async () => {
    const id = newId('joinLink')
    const tokenHash = joinTokenHash(id)
    return () => findJoinPath({ id, tokenHash }) !== null
  },
  'set-up link': async () => {
    const id = newId('ssoTicket')
    const ticketHash = sha256Hex(newSsoTicketOf(id))
    return () => findSsoTicketSecret({ id, ticketHash }) !== null
  },
  'code in an email': async () => {
    const id = newId('proof')
    const { token, code } = emailTokenSecrets({ id })
    return () => emailTokenSecrets({ id, tokenHash: sha256Hex(token) }).code === code
  },
  'code of the first setup': async () => {
    const code = setupCode()
    return () => setupInput.shape.code.safeParse(code).success
  },
}

const together: (readonly [Phase, Phase])[] = [
  ['before', 'first'],
  ['first', 'second'],
  ['second', 'after'],
  ['second', 'back'],
  ['back', 'before'],
]

describe.each(Object.entries(kinds))('%s', (_, make) => {
  it.each(together.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]))(
    'made %s is accepted %s',
    async (maker, accepter) => {
      enter(maker)
      const isAccepted = await make()
      enter(accepter)
      expect(await isAccepted()).toBe(true)
    },
  )

  it('is not accepted by a process that does not know its secret', async () => {
    enter('second')
    const isAccepted = await make()
    enter('before')
    expect(await isAccepted()).toBe(false)
  })
})

it('only the current secret makes anything', async () => {
  enter('first')
  const made = await Promise.all(Object.values(kinds).map((make) => make()))
  enter('before')
  expect(await Promise.all(made.map((isAccepted) => isAccepted()))).toEqual(made.map(() => true))
})
