import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Provider } from '@/lib/domain/connections/find-provider'
import { validateOptions } from '@/lib/domain/connections/provider-options'
import { sealProviderSecret } from '@/lib/domain/connections/provider-secret'
import { newId } from '@/lib/ids'
import { followRedirects } from '@/test/follow-redirects'
import { HostileProvider } from '@/test/hostile-provider'
import { beginSignIn, finishSignIn } from './provider-protocol'

const tenant = { url: 'http://federation.localhost:3000' }
const tenantId = 'federation'
const shared = `${tenant.url}/login/callback`
let hostile: HostileProvider

beforeAll(async () => {
  hostile = await HostileProvider.start()
})
beforeEach(() => {
  Object.assign(hostile, {
    attack: 'none',
    sendsIssuer: true,
    user: { sub: 'ada', email: 'ada@acme.test' },
  })
})
afterAll(() => hostile.stop())

async function providerOf(sharesRedirectUri: boolean): Promise<Provider> {
  const id = newId('connection')
  const options = validateOptions('oidc', { issuer: hostile.issuer, clientId: 'foyer', sharesRedirectUri })
  const secret = { kind: 'secret', secret: 'its secret for us' } as const
  const sealedSecret = await sealProviderSecret({ tenantId, connectionId: id }, secret)
  return { tenantId, id, strategy: 'oidc', displayName: 'Acme', options, sealedSecret }
}

/** `edit`: what becomes of the provider’s answer on its way. */
async function signIn(provider: Provider, edit: (query: URLSearchParams) => void = () => undefined) {
  const { url, checks } = await beginSignIn(tenant, provider)
  const sent = new URL(url).searchParams.get('redirect_uri') ?? ''
  const { searchParams: query } = await followRedirects(url, sent)
  edit(query)
  const { profile } = await finishSignIn(tenant, provider, { query, checks })
  return { sent, subject: profile.subject }
}

describe('a provider that is registered with the shared redirect URI', () => {
  it('is asked, and its code exchanged, with that address; others with their own', async () => {
    expect(await signIn(await providerOf(true))).toEqual({ sent: shared, subject: 'ada' })
    const own = await providerOf(false)
    expect(await signIn(own)).toEqual({ sent: `${shared}/${own.id}`, subject: 'ada' })
  })

  it('is refused without its name, with another one or with two, and gets no code', async () => {
    const provider = await providerOf(true)
    const brought = hostile.receivedCodes.length
    const edits: ((query: URLSearchParams) => void)[] = [
      (query) => query.delete('iss'),
      (query) => query.set('iss', ''),
      (query) => query.set('iss', 'https://login.example.com'),
      (query) => query.set('iss', `${hostile.issuer}/other`),
      (query) => query.append('iss', 'https://login.example.com'),
    ]
    for (const edit of edits)
      await expect(signIn(provider, edit)).rejects.toMatchObject({ reason: 'wrong_issuer' })
    expect(hostile.receivedCodes).toHaveLength(brought)
  })

  it('is refused without its name also if its metadata promises none', async () => {
    hostile.sendsIssuer = false
    const brought = hostile.receivedCodes.length
    await expect(signIn(await providerOf(true))).rejects.toMatchObject({ reason: 'wrong_issuer' })
    expect((await signIn(await providerOf(false))).subject).toBe('ada')
    expect(hostile.receivedCodes).toHaveLength(brought + 1)
  })
})
