import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Provider } from '@/lib/domain/connections/find-provider'
import { validateOptions } from '@/lib/domain/connections/provider-options'
import { sealProviderSecret } from '@/lib/domain/connections/provider-secret'
import { newId } from '@/lib/ids'
import { followRedirects } from '@/test/follow-redirects'
import { Github } from '@/test/github'
import { exchangeCodeForClaims, authorizationUrl } from './authorization-code-flow'

const tenantId = 'federation'
const redirectUri = 'http://federation.localhost:3000/login/callback/con_1'
const github = await Github.start()
afterAll(() => github.stop())

beforeEach(() => {
  github.instead.clear()
  github.iss = github.options.issuer
  const emails = [
    { email: 'old@acme.test', primary: false, verified: true },
    { email: 'Ada@acme.test', primary: true, verified: true },
  ]
  github.user = { id: 583231, login: 'ada', name: 'Ada Moore', emails }
})

async function signIn() {
  const id = newId('connection')
  const options = validateOptions('github', { clientId: 'foyer', ...github.options })
  const secret = { kind: 'secret', secret: 'its secret for us' } as const
  const sealedSecret = await sealProviderSecret({ tenantId, connectionId: id }, secret)
  const provider: Provider = {
    tenantId,
    id,
    strategy: 'github',
    displayName: 'GitHub',
    options,
    sealedSecret,
  }
  const { url, checks } = await authorizationUrl(provider, { redirectUri })
  const answer = await followRedirects(url, redirectUri)
  return (await exchangeCodeForClaims(provider, answer, checks)).profile
}

describe('GitHub', () => {
  it('has the issuer that it names in its responses', () => {
    expect(validateOptions('github', { clientId: 'foyer' }).issuer).toBe('https://github.com/login/oauth')
  })

  it('identifies the user by a permanent number, and gives their verified primary address', async () => {
    expect(await signIn()).toMatchObject({
      subject: '583231',
      address: { email: 'Ada@acme.test', folded: 'ada@acme.test' },
      emailVerified: true,
      isOwnAddress: false,
      name: 'Ada Moore',
    })
  })

  it('uses the login as the name of a user without a name', async () => {
    github.user.name = null
    expect(await signIn()).toMatchObject({ name: 'ada' })
  })

  it('gives no address while the primary one is not verified', async () => {
    const emails = [
      { email: 'other@acme.test', primary: false, verified: true },
      { email: 'victim@acme.test', primary: true, verified: false },
    ]
    github.user.emails = emails
    expect(await signIn()).toMatchObject({ address: null })
  })

  it.each([
    ['/user', { status: 500, body: '{}' }, 'unreachable'],
    ['/user/emails', { status: 403, body: '{}' }, 'unreachable'],
    ['/user', { status: 200, body: '<p>' }, 'wrong_answer'],
    ['/user', { status: 200, body: '{"id":"583231","login":"ada"}' }, 'wrong_answer'],
    ['/user/emails', { status: 200, body: '{}' }, 'wrong_answer'],
  ])('signs no one in when it answers %s with %o', async (path, answer, reason) => {
    github.instead.set(path, answer)
    await expect(signIn()).rejects.toMatchObject({ name: 'ProviderProblem', reason })
  })

  it('signs no one in when it names another issuer', async () => {
    github.iss = 'https://login.example.com'
    await expect(signIn()).rejects.toMatchObject({ reason: 'wrong_issuer' })
  })
})
