import { setTimeout as pause } from 'node:timers/promises'
import { createDirectory } from '../e2e/directory-rows.ts'
import { call } from '../e2e/oidc-caller.ts'
import { addVerifiedDomain } from './fixtures/browser-connections.ts'
import { BrowserTenant } from './fixtures/browser-tenant.ts'
import { patchOf, scimUser } from './fixtures/scim-requests.ts'
import { startTwoProcesses } from './two-processes.ts'

/**
 * A directory of 5,000 users that a provider fills, reads and changes as fast as the limits allow, at one of two processes.
 * Prints rows of JSON: {"name","rounds","figure","goal","ok"}. Needs a build. node test/measure-directory.ts [users]
 */
const count = Number(process.argv[2] ?? 5000)
/** Of one application, FOYER_API_LIMIT allows 30. */
const requestsPerSecond = 28
const goal = '>= 25 a second, p99 <= 500 ms, 0 refused'

interface Request {
  method: 'GET' | 'POST' | 'PATCH'
  path: string
  body?: object
}

interface Reply {
  status: number
  id: string
  milliseconds: number
}

const product = await startTwoProcesses({ variables: { RATE_LIMITS: 'on' } })
try {
  Object.assign(process.env, { FOYER_DATA: product.dataDir })
  await measure(`http://localhost:${product.ports[0]}`)
} finally {
  await product.stop()
}
process.exit()

async function measure(base: string): Promise<void> {
  const tenant = await BrowserTenant.create(base)
  const organization = await tenant.createOrganization()
  const maker = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, maker, ['Owner'])
  const domain = `${organization.slug}.test`
  await addVerifiedDomain(tenant, organization, domain)
  const directory = await createDirectory(tenant, { organization, maker })
  const authorization = `Bearer ${directory.token}`
  const users = `/scim/v2/connections/${directory.id}/Users`
  const ask = ({ method, path, body }: Request) => {
    const headers = { authorization, 'content-type': 'application/scim+json' }
    const text = body === undefined ? {} : { body: JSON.stringify(body) }
    return call(tenant.url, `${users}${path}`, { method, headers, ...text })
  }
  const userNames = Array.from({ length: count }, (_, index) => `person.${index}@${domain}`)
  const created = await run('created', ask, userNames.map(creation))
  const some = userNames.filter((_, index) => index % 10 === 0)
  await run('looked up by userName', ask, some.map(lookup))
  const ids = created.filter((_, index) => index % 10 === 0).map(({ id }) => id)
  await run('deactivated', ask, ids.map(deactivation))
  const { json } = await ask({ method: 'GET', path: '?count=1' })
  row('users there', { rounds: 1, figure: String(json['totalResults']), goal: String(count) })
}

function creation(userName: string): Request {
  const emails = [{ primary: true, type: 'work', value: userName }]
  return { method: 'POST', path: '', body: scimUser(userName, { userName, emails }) }
}

function lookup(userName: string): Request {
  return { method: 'GET', path: `?filter=${encodeURIComponent(`userName eq "${userName}"`)}` }
}

function deactivation(id: string): Request {
  const replace = { op: 'Replace', path: 'active', value: false }
  return { method: 'PATCH', path: `/${id}`, body: patchOf(replace) }
}

/** Each begins at its time, whether the ones before it are answered or not. */
async function run(
  name: string,
  ask: (request: Request) => ReturnType<typeof call>,
  requests: readonly Request[],
): Promise<Reply[]> {
  const begun = performance.now()
  const sending = requests.map(async (request, index): Promise<Reply> => {
    await pause((index * 1000) / requestsPerSecond)
    const sentAt = performance.now()
    const { status, json } = await ask(request)
    return { status, id: String(json['id']), milliseconds: performance.now() - sentAt }
  })
  const replies = await Promise.all(sending)
  const rate = requests.length / ((performance.now() - begun) / 1000)
  const times = replies.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other)
  const p99 = times[Math.floor(times.length * 0.99)] ?? 0
  const refused = replies.filter(({ status }) => status >= 300)
  row(name, {
    rounds: requests.length,
    figure: `${rate.toFixed(1)} a second, p99 ${Math.round(p99)} ms, ${refused.length} refused`,
    goal,
    ok: rate >= 25 && p99 <= 500 && refused.length === 0,
  })
  return replies
}

function row(name: string, given: { rounds: number; figure: string; goal: string; ok?: boolean }): void {
  const { rounds, figure, goal: wanted, ok = figure === wanted } = given
  if (!ok) process.exitCode = 1
  console.log(JSON.stringify({ name: `A directory of ${count}: ${name}`, rounds, figure, goal: wanted, ok }))
}
