import { beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'

let api: Api
let operator: ApiCaller
let withoutGrant: ApiCaller

const scopes = [
  ...(['read:branding', 'update:branding', 'delete:branding'] as const),
  ...(['read:email_templates', 'create:email_templates', 'update:email_templates'] as const),
  ...(['read:actions', 'read:prompts', 'update:prompts'] as const),
]

beforeAll(async () => {
  api = await startApi()
  ;[operator, withoutGrant] = await Promise.all([api.asMachine(scopes), api.asMachine(scopes)])
  const { id: clientId } = withoutGrant.client
  await api.tenant.write((tx) => tx.clientGrant.deleteMany({ where: { clientId } }))
})

const template = ['The template does not exist.', 'inexistent_email_template']
const page = ['The template does not exist.', 'inexistent_templates_universal_login']

describe.each([
  ['GET', '/branding/templates/universal-login', page],
  ['PUT', '/branding/templates/universal-login', page],
  ['DELETE', '/branding/templates/universal-login', page],
  ['POST', '/email-templates', template],
  ['GET', '/email-templates/{templateName}', template],
  ['PUT', '/email-templates/{templateName}', template],
  ['PATCH', '/email-templates/{templateName}', template],
])('%s %s', (method, path, [message, errorCode]) => {
  it('404: in Auth0’s words, whatever was sent', async () => {
    const { json } = await operator.send(
      method,
      path.slice(1).replace(/\{\w+\}/, 'user_invitation'),
      method === 'GET' ? undefined : { template: 'x' },
    )
    expect(json).toEqual({ statusCode: 404, error: 'Not Found', message, errorCode })
  })
  it('401: for a machine whose grant was deleted', async () => {
    expect((await withoutGrant.send(method, path.slice(1).replace(/\{\w+\}/, 'x'))).status).toBe(401)
  })
})

describe('GET /actions/actions', () => {
  it('200: an empty list', async () => {
    const { json } = await operator.get('actions/actions?page=2&per_page=10')
    expect(json).toEqual({ actions: [], total: 0, page: 2, per_page: 10 })
  })
})

const fixed = {
  universal_login_experience: 'new',
  identifier_first: false,
  webauthn_platform_first_factor: false,
}

describe('GET /prompts', () => {
  it('200: returns it unchanged', async () => {
    expect((await operator.get('prompts')).json).toEqual(fixed)
  })
})

describe('PATCH /prompts', () => {
  it('200: returns it unchanged', async () => {
    expect((await operator.send('PATCH', 'prompts', fixed)).json).toEqual(fixed)
    expect((await operator.send('PATCH', 'prompts', { identifier_first: null })).json).toEqual(fixed)
  })
  it.each<[string, object]>([
    ['universal_login_experience', { universal_login_experience: 'classic' }],
    ['identifier_first', { identifier_first: true }],
    ['webauthn_platform_first_factor', { webauthn_platform_first_factor: true }],
    ['captcha', { captcha: true }],
  ])('400: another %s', async (name, body) => {
    const { status, json } = await operator.send('PATCH', 'prompts', body)
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
    expect(json['message']).toContain(name)
  })
})

describe('GET /prompts/{prompt}/partials', () => {
  it('200: an empty list', async () => {
    expect((await operator.get('prompts/login/partials')).text).toBe('{}')
  })
  it('404: an unknown prompt', async () => {
    expect((await operator.get('prompts/mfa-push/partials')).status).toBe(404)
  })
})
