import { beforeAll, describe, expect, it } from 'vitest'
import { emailTokenSecrets } from '@/lib/domain/users/email-token'
import { signUp, verifySignUp } from '@/lib/domain/users/sign-up'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { address, from, mailsTo } from '@/test/fixtures/signed-out'
import { createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { expectRefusals, type Request } from '@/test/expect-refusals'

let api: Api
let caller: ApiCaller
let stranger: TestUser

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(['create:users', 'read:users', 'update:users'])
  stranger = await (await createTestTenant()).createUser({ isVerified: false })
})

function unverified(): Promise<TestUser> {
  return api.tenant.createUser({ isVerified: false })
}

async function requested(body: object): Promise<Record<string, unknown>> {
  const { status, json } = await caller.send('POST', 'jobs/verification-email', body)
  expect([status, json['message']]).toEqual([201, undefined])
  return json
}

async function sent({ email }: TestUser, state: 'sent' | 'failed' | 'unknown'): Promise<void> {
  await api.tenant.write((tx) => tx.mail.updateMany({ where: { recipient: email }, data: { state } }))
}

function refused(requests: readonly Request[], status: number, errorCode?: string): Promise<void> {
  return expectRefusals({ tenant: api.tenant, caller }, requests, {
    status,
    ...(errorCode === undefined ? {} : { errorCode }),
  })
}

function posted(bodies: readonly object[]): Request[] {
  return bodies.map((body) => ['POST', 'jobs/verification-email', body])
}

/** Requests for ids that are not jobs here: a user’s own sign-up, another tenant’s job, and unknown ids. */
async function notJobs(rest = ''): Promise<Request[]> {
  const [{ proofId: emailTokenId }, elsewhere] = await Promise.all([
    from(() =>
      signUp(api.tenant.tenantId, { name: 'Ann', address: address(), password: 'a-long-front-door' }),
    ),
    startApi(),
  ])
  const person = await elsewhere.tenant.createUser({ isVerified: false })
  const other = await elsewhere.asMachine(['update:users'])
  const { json } = await other.send('POST', 'jobs/verification-email', { user_id: person.id })
  const ids = [emailTokenId.replace('prf_', 'job_'), emailTokenId, String(json['id']), 'job_', 'unknown']
  return ids.map((id) => ['GET', `jobs/${id}${rest}`])
}

describe('POST /jobs/verification-email', () => {
  it('201: sends an email whose link verifies the address', async () => {
    const ann = await unverified()
    const job = await requested({ user_id: ann.id })
    expect(job).toEqual({
      id: expect.stringMatching(/^job_\w{22}$/),
      type: 'verification_email',
      status: 'pending',
      created_at: expect.any(String),
    })
    const [mail, ...others] = await mailsTo(api.tenant, ann.email)
    expect([mail?.template, others]).toEqual(['sign_up_proof', []])
    const { token } = emailTokenSecrets({ id: String(job['id']).replace('job_', 'prf_') })
    const arrival = await from(() => verifySignUp(api.tenant.tenantId, { token }, 'another-front-door'))
    expect(arrival.userId).toBe(ann.id)
  })

  it('429: after ten emails to one address in an hour, by jobs or by changes, even at the same time', async () => {
    const ann = await unverified()
    const context = () => caller.send('POST', 'jobs/verification-email', { user_id: ann.id })
    const answers = await Promise.all(Array.from({ length: 14 }, context))
    const statuses = answers.map(({ status }) => status).toSorted()
    expect(statuses).toEqual([...Array<number>(10).fill(201), ...Array<number>(4).fill(429)])
    const path = `users/${encodeURIComponent(ann.id)}`
    expect(await caller.send('PATCH', path, { verify_email: true })).toMatchObject({ status: 429 })
    expect(await mailsTo(api.tenant, ann.email)).toHaveLength(10)
  })

  it('201: with the organization’s branding only if the user is a member', async () => {
    const ann = await unverified()
    const ben = await unverified()
    const organization = await api.tenant.createOrganization()
    await api.tenant.addMember(organization, ann)
    for (const { id: user_id } of [ann, ben])
      await requested({ user_id, organization_id: organization.id, client_id: api.openid.web.id })
    const looks = await Promise.all([mailsTo(api.tenant, ann.email), mailsTo(api.tenant, ben.email)])
    expect(looks.map(([mail]) => mail?.organizationId)).toEqual([organization.id, null])
  })

  it('400: no user, a user with a verified address, and unsupported properties', async () => {
    const { id: verified } = await api.tenant.createUser()
    const { id: user_id } = await unverified()
    const bodies = [{}, { user_id: verified }, { user_id, result_url: 'x' }, { user_id, identity: {} }]
    await refused(posted(bodies), 400, 'invalid_body')
  })

  it('404: a user, client or organization that is unknown or another tenant’s', async () => {
    const { id: user_id } = await unverified()
    await refused(posted([{ user_id: 'auth0|x' }, { user_id: stranger.id }]), 404, 'inexistent_user')
    await refused(posted([{ user_id, client_id: 'x' }]), 404, 'inexistent_client')
    await refused(posted([{ user_id, organization_id: 'org_x' }]), 404)
  })
})

describe('GET /jobs/{id}', () => {
  it('200: the job’s status follows the email’s', async () => {
    const ann = await unverified()
    const job = await requested({ user_id: ann.id })
    const look = async () => (await caller.get(`jobs/${String(job['id'])}`)).json
    expect(await look()).toEqual(job)
    await sent(ann, 'sent')
    expect(await look()).toEqual({ ...job, status: 'completed' })
    await sent(ann, 'failed')
    expect(await look()).toEqual({ ...job, status: 'failed' })
  })

  it('404: an unknown id, or another tenant’s job', async () =>
    refused(await notJobs(), 404, 'inexistent_job'))
})

describe('GET /jobs/{id}/errors', () => {
  it('200: an empty list, or the failed email', async () => {
    const ann = await unverified()
    const job = await requested({ user_id: ann.id })
    const errors = `jobs/${String(job['id'])}/errors`
    expect((await caller.get(errors)).text).toBe('[]')
    await sent(ann, 'unknown')
    const status_details = 'The mail could not be delivered.'
    expect((await caller.get(errors)).json).toEqual({ ...job, status: 'failed', status_details })
  })

  it('404: an unknown id, or another tenant’s job', async () =>
    refused(await notJobs('/errors'), 404, 'inexistent_job'))
})

describe.each(['users-exports', 'users-imports'])('POST /jobs/%s', (path) => {
  it('404: not supported', () => refused([['POST', `jobs/${path}`, {}]], 404))
})
