import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { buildIfStale } from '../bin/build.mjs'
import { addWorktree } from './copy-sources.ts'
import { demoTenant } from './demo-tenant.ts'
import { ProductLoad } from './product-load.ts'
import { prepareRequests, sessionIn } from './product-requests.ts'
import { send, type Answer, type Wanted } from './released-requests.ts'
import { hiddenFields, readSignInForm, submission } from './sign-in-form.ts'
import { startTwoProcesses, type TwoProcesses } from './two-processes.ts'

/**
 * Serves with the version before on the schema of this one, beside a process of this one: sign-in, pages, forms, both APIs and
 * tokens. Prints rows of JSON: {"name","figure","goal","ok"}. node test/upgrade.ts [commit]
 */
const root = join(import.meta.dirname, '..')
const former = process.argv[2] ?? findFormer()

/** A wrong password, a token of the wrong audience, and a picture that is not there. */
const mayRefuse = new Set(['credentials', 'userinfo', 'logo'])

console.log(`The version before: ${git('log', '-1', '--format=%h %s', former)}`)
const folder = addWorktree(root, former)
try {
  run(folder, 'npx', 'prisma', 'generate')
  run(folder, process.execPath, '-e', `import('./bin/build.mjs').then(({ buildIfStale }) => buildIfStale())`)
  await buildIfStale()
  const product = await startTwoProcesses({ folders: [folder, root], variables: { RATE_LIMITS: 'off' } })
  try {
    await drive(product)
  } finally {
    await product.stop()
  }
} finally {
  rmSync(folder, { recursive: true })
  git('worktree', 'prune')
}
process.exit()

/** The last release, or the commit before the newest migration while there is none. */
function findFormer(): string {
  const release = spawnSync('git', ['describe', '--tags', '--abbrev=0', '--match=v*', 'HEAD^'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (release.status === 0) return release.stdout.trim()
  return `${git('log', '-1', '--format=%H', '--', 'prisma/migrations')}^`
}

function git(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  return stdout.trim()
}

function run(cwd: string, command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`${command} ${args[0] ?? ''} failed in ${cwd}.`)
}

async function drive(product: TwoProcesses): Promise<void> {
  const [port] = product.ports
  report('the former version answers with its version', await versionAt(port), versionIn(folder))
  const answers = { ...(await readAll(product)), ...(await writeAll(product)) }
  for (const [name, { status, body }] of Object.entries(answers))
    if (status >= 400 || status === 0) console.log(`${name}: ${status} ${body.slice(0, 500)}`)
  const statuses = Object.values(answers).map(({ status }) => status)
  report('requests to the former version', statuses.length, statuses.length)
  report(
    '… answered with 5xx or nothing',
    statuses.filter((status) => status >= 500 || status < 200).length,
    0,
  )
  const refused = Object.entries(answers).filter(
    ([name, { status }]) => status >= 400 && !mayRefuse.has(name),
  )
  report('… refused', refused.length, 0)
  for (const index of [0, 1] as const) {
    const load = await ProductLoad.start(product.ports[index], product.dataDir)
    await new Promise((resolve) => setTimeout(resolve, 10_000))
    await load.end()
    if (load.failures.length > 0) console.log(load.failures.slice(0, 3).join('\n'))
    report(
      `ten seconds of requests to the ${index === 0 ? 'former' : 'new'} version: failures`,
      load.failures.length,
      0,
    )
  }
  const errors = product.output().match(/"level":"(error|fatal)".*/g) ?? []
  if (errors.length > 0) console.log(errors.slice(0, 5).join('\n'))
  report('errors in both logs', errors.length, 0)
}

async function readAll(product: TwoProcesses): Promise<Record<string, Answer>> {
  const { protocols } = await prepareRequests(product)
  const page = protocols['signedInPage']
  if (!page) throw new Error('There is no request of a page.')
  const of = (path: string): [string, Wanted] => [path, { ...page, path }]
  const portal = [
    'home',
    'members',
    'invitations',
    'roles',
    'branding',
    'sign-in-methods',
    'security',
    'audit',
    'settings',
  ]
  const paths = ['/orgs', '/orgs/new', '/account', ...portal.map((name) => `/o/acme/${name}`)]
  const operator = { ...page.headers, cookie: await signIn(product.ports[0], 'olu@lumen.test') }
  const console_ = [
    '',
    '/organizations',
    '/users',
    '/applications',
    '/connections',
    '/logs',
    '/emails',
    '/settings',
  ].map((name): [string, Wanted] => [
    `/console${name}`,
    { ...page, path: `/console${name}`, headers: operator },
  ])
  const api = protocols['managementApi']
  if (!api) throw new Error('There is no request of the API.')
  const resources = ['organizations', 'users', 'clients', 'connections', 'roles', 'resource-servers', 'logs']
  const lists = resources.map((name): [string, Wanted] => [
    `api ${name}`,
    { ...api, path: `/api/v2/${name}` },
  ])
  const wanted = [...Object.entries(protocols), ...paths.map(of), ...console_, ...lists]
  return sendEach(wanted)
}

/** Forms without JavaScript, and the Management API. */
async function writeAll(product: TwoProcesses): Promise<Record<string, Answer>> {
  const [port] = product.ports
  const { protocols } = await prepareRequests(product)
  const { managementApi: api, token } = protocols
  if (!api || !token) throw new Error('There is no request of the API.')
  const cookie = await signIn(port, 'ann@acme.test')
  const origin = `http://localhost:${port}`
  const createForm = await send({
    port,
    method: 'GET',
    path: '/orgs/new',
    headers: { host: new URL(origin).host, cookie },
  })
  const fields = { name: 'Upgraded', slug: 'upgraded' }
  const form = submission({ origin, hidden: hiddenFields(createForm.body, 'slug') }, fields)
  const organization = demoTenant(product.dataDir).organizations['acme']?.id ?? ''
  const post = (path: string, body: object): Wanted => ({
    ...api,
    method: 'POST',
    path: `/api/v2/${path}`,
    headers: { ...api.headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { client_id } = demoTenant(product.dataDir).clients['web'] ?? { client_id: '' }
  return sendEach([
    ['create an organization', { ...form, port, path: '/orgs/new', headers: { ...form.headers, cookie } }],
    [
      'its home',
      { port, method: 'GET', path: '/o/upgraded/home', headers: { host: new URL(origin).host, cookie } },
    ],
    [
      'invite',
      post(`organizations/${organization}/invitations`, {
        inviter: { name: 'Ann' },
        invitee: { email: 'nia@upgraded.test' },
        client_id,
      }),
    ],
    ['create a role', post('roles', { name: 'Upgraded' })],
    [
      'create a user',
      post('users', {
        email: 'uma@upgraded.test',
        connection: 'Username-Password-Authentication',
        password: 'a long and odd phrase',
      }),
    ],
    ['token', token],
  ])
}

async function sendEach(wanted: readonly (readonly [string, Wanted])[]): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {}
  for (const [name, request] of wanted) answers[name] = await send(request)
  return answers
}

async function signIn(port: number, email: string): Promise<string> {
  return sessionIn(await send({ port, ...submission(await readSignInForm(port), { email }) }))
}

async function versionAt(port: number): Promise<string> {
  const response = await fetch(`http://localhost:${port}/api/health`)
  return z.object({ version: z.string() }).parse(await response.json()).version
}

function versionIn(directory: string): string {
  return z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))).version
}

function report(name: string, figure: number | string, goal: number | string): void {
  if (figure !== goal) process.exitCode = 1
  console.log(JSON.stringify({ name: `upgrade: ${name}`, figure, goal, ok: figure === goal }))
}
