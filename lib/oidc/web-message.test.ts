import { createHash } from 'node:crypto'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { findSession } from '@/lib/domain/users/find-session'
import { request, requestToken, createOpenidTenantWithMember } from '@/test/fixtures/openid'
import { withPolicy } from './web-message'

const { tenant: testTenant, openid, person } = await createOpenidTenantWithMember()
const callback = 'https://web.tenant.test/callback'
const verifier = 'v'.repeat(43)

function change(client: { appType?: string; redirectUris?: string[]; webOrigins?: string[] }) {
  return testTenant.write((tx) => tx.client.updateMany({ where: { id: openid.web.id }, data: client }))
}

async function frame(more: Record<string, string> = {}, isSignedIn = true): Promise<Response> {
  const query = new URLSearchParams({
    client_id: openid.web.id,
    response_type: 'code',
    redirect_uri: callback,
    scope: 'openid',
    response_mode: 'web_message',
    prompt: 'none',
    state: 'a-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  })
  const { tenant } = openid
  const path = `/authorize?${query}`
  const session = isSignedIn ? await findSession(tenant.id, person.sessionId, person.id) : null
  const init = { headers: { 'x-nonce': 'a-nonce' } }
  return withPolicy(
    new Request(new URL(path, tenant.url), init),
    await request(openid, { path, init }, session),
  )
}

interface Posted {
  message: { type: string; response: Record<string, string> }
  target: string
}

/** What the page’s script posts, run as the policy lets it run. */
async function postedBy(answer: Response): Promise<Posted[]> {
  const scripts = [...(await answer.text()).matchAll(/<script nonce="([^"]*)">([^<]*)<\/script>/g)]
  const posted: Posted[] = []
  const parent = {
    postMessage: (message: Posted['message'], target: string) => posted.push({ message, target }),
  }
  for (const [, nonce = '', script = ''] of scripts) {
    expect(answer.headers.get('content-security-policy')).toContain(`script-src 'nonce-${nonce}';`)
    runInNewContext(script, { window: { opener: null, parent } })
  }
  return posted
}

function ancestorsIn({ headers }: Response): string | undefined {
  return /frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1]
}

describe('the answer in a frame', () => {
  it('posts a code that serves, to the origin of the redirect URI alone', async () => {
    const answer = await frame()
    expect(answer.status).toBe(200)
    const [posted, ...others] = await postedBy(answer)
    expect(others).toEqual([])
    const iss = `${openid.tenant.url}/`
    const response = { code: expect.any(String), state: 'a-state', iss }
    expect(posted).toEqual({
      message: { type: 'authorization_response', response },
      target: 'https://web.tenant.test',
    })
    const tokens = await requestToken(openid, openid.web, {
      grant_type: 'authorization_code',
      code: posted?.message.response['code'] ?? '',
      redirect_uri: callback,
      code_verifier: verifier,
    })
    expect(tokens).toMatchObject({ status: 200, id_token: expect.any(String) })
  })

  it('posts at once that a sign-in is needed where no user is signed in', async () => {
    const answer = await frame({}, false)
    expect(answer.status).toBe(200)
    expect(await postedBy(answer)).toMatchObject([
      {
        message: { response: { error: 'login_required', state: 'a-state' } },
        target: 'https://web.tenant.test',
      },
    ])
  })

  it('posts what else is wrong with the request', async () => {
    const [posted] = await postedBy(await frame({ organization: 'org_nowhere' }))
    expect(posted?.message.response).toMatchObject({ error: 'invalid_request' })
  })

  it('holds what the application sent as text, and not as a script', async () => {
    const state = '</script><script>alert(1)</script>\u2028<!--'
    const answer = await frame({ state })
    expect(await postedBy(answer)).toMatchObject([{ message: { response: { state } } }])
  })

  it('may be framed by the origins that the application has registered, and by no other', async () => {
    await change({ webOrigins: ['https://app.tenant.test', 'https://a;sandbox', 'https://web.tenant.test'] })
    expect(ancestorsIn(await frame())).toBe('https://app.tenant.test https://web.tenant.test')
    await change({ webOrigins: [] })
    expect(ancestorsIn(await frame({}, false))).toBe('https://web.tenant.test')
  })
})

describe('a refusal on a page that posts nothing', () => {
  async function expectStopped(answer: Response) {
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(ancestorsIn(answer)).toBe("'none'")
    expect(await answer.clone().text()).not.toContain('postMessage')
    expect(await postedBy(answer)).toEqual([])
  }

  it('is the answer to a redirect URI that is not registered', async () => {
    await expectStopped(await frame({ redirect_uri: 'https://attacker.test/callback' }))
    await expectStopped(
      await frame({ redirect_uri: 'https://web.tenant.test.attacker.test/callback' }, false),
    )
  })

  it('is the answer to a redirect URI that no page has', async () => {
    await change({ appType: 'native', redirectUris: ['com.house.app:/callback'] })
    for (const isSignedIn of [true, false])
      await expectStopped(await frame({ redirect_uri: 'com.house.app:/callback' }, isSignedIn))
    await change({ appType: 'regular_web', redirectUris: [callback] })
  })
})

describe('web_message without prompt=none', () => {
  it.each(['', 'login', 'consent'])('is refused by a redirect with prompt=%s', async (prompt) => {
    const answer = await frame({ prompt })
    const { searchParams } = new URL(answer.headers.get('location') ?? '')
    expect(searchParams.get('error')).toBe('unsupported_response_mode')
    expect(ancestorsIn(answer)).toBe("'none'")
  })
})
