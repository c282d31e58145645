import { expect, request, test, type APIRequestContext, type APIResponse } from '@playwright/test'
import { z } from 'zod'
import { listActions, needsPerson, type Action } from './actions'
import { snapshot } from './database'
import { password } from './support'

const actions = listActions().map((action) => ({
  ...action,
  path: action.path.replace('[slug]', 'initech').replaceAll(/\[[^\]]+\]/g, 'unknown'),
}))

const base = process.env['FOYER_E2E_URL'] ?? 'http://localhost:3100'

/** The arguments of an action on an organization’s pages, as React sends them; others ignore the first. */
function call(
  context: APIRequestContext,
  action: Action,
  headers: Record<string, string>,
): Promise<APIResponse> {
  const slugFirst = action.file.includes('/o/[slug]/(portal)/')
  const args = slugFirst ? ['initech', { status: 'idle' }, '$K1'] : [{ status: 'idle' }, '$K1']
  return context.post(action.path, {
    headers: { 'next-action': action.id, accept: 'text/x-component', ...headers },
    multipart: {
      _1_organization_id: 'org_unknown',
      _1_confirm: 'initech',
      _1_slug: 'initech',
      '0': JSON.stringify(args),
    },
    maxRedirects: 0,
  })
}

async function signedIn(email: string): Promise<APIRequestContext> {
  const context = await request.newContext({ baseURL: base })
  const { csrfToken } = z
    .object({ csrfToken: z.string() })
    .parse(await (await context.get('/api/auth/csrf')).json())
  const answer = await context.post('/api/auth/callback/credentials', {
    headers: { origin: base },
    form: { csrfToken, email, password, json: 'true' },
  })
  expect(answer.status()).toBe(200)
  return context
}

test.describe.configure({ mode: 'serial' })

test('the build lists its actions, and the organization has rows to lose', async () => {
  expect(actions.length).toBeGreaterThan(20)
  expect(actions.some(({ file }) => file.includes('/o/[slug]/(portal)/members/'))).toBe(true)
  expect((await snapshot('initech'))['members']?.rows).toBe(2)
})

test('no action runs for a page of another site', async () => {
  const owner = await signedIn('ivy@initech.test')
  const before = await snapshot('initech')
  const origins = [
    'http://attacker.test',
    'null',
    base.replace('://', '://sub.'),
    `${base}.attacker.test`,
    undefined,
  ]
  // One rule is for all actions: each action is tried from one of them, and each of them with many actions.
  for (const [index, action] of actions.entries()) {
    const origin = origins[index % origins.length]
    const answer = await call(owner, action, origin === undefined ? {} : { origin })
    expect(answer.status(), `${action.name} from ${origin ?? 'nowhere'}`).toBe(403)
  }
  expect(await snapshot('initech')).toEqual(before)
})

test('no action of the portal runs without a session', async () => {
  const [signedOut, before] = await Promise.all([request.newContext({ baseURL: base }), snapshot('initech')])
  for (const action of actions.filter(needsPerson)) {
    const answer = await call(signedOut, action, { origin: base })
    const where = `${action.file} ${action.name}`
    expect(answer.headers()['x-action-redirect'], where).toContain('/sign-in')
  }
  expect(await snapshot('initech')).toEqual(before)
})

test('no action of the portal runs for a user who is not a member', async () => {
  const nonMember = await signedIn('gus@globex.test')
  const before = await snapshot('initech')
  for (const action of actions.filter(({ file }) => file.includes('/o/[slug]/(portal)/'))) {
    const answer = await call(nonMember, action, { origin: base })
    expect(answer.status(), `${action.file} ${action.name}`).toBe(404)
  }
  expect(await snapshot('initech')).toEqual(before)
})

test('an action with nonsense for arguments is no server error', async () => {
  const owner = await signedIn('ivy@initech.test')
  // Two for each action, each of them for many actions; `npm run proof` sends more kinds.
  const bodies = ['[1,2,3]', '[]', '["initech"]', '[null,null,null]', '[{"__proto__":{"a":1}}]']
  for (const [index, action] of actions.entries()) {
    for (const body of bodies.slice(index % 4, (index % 4) + 2)) {
      const answer = await owner.post(action.path, {
        headers: { 'next-action': action.id, origin: base, 'content-type': 'text/plain;charset=UTF-8' },
        data: body,
        maxRedirects: 0,
      })
      expect(answer.status(), `${action.name} ${body}`).toBeLessThan(500)
    }
  }
})
