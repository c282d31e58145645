import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { buildIfStale } from '../bin/build.mjs'
import { freePort } from '../bin/free-port.mjs'
import { migrate } from '../bin/migrate.ts'
import { findPlace, runTool } from '../bin/postgres-location.mjs'
import { makeScratch } from '../bin/scratch.mjs'
import { callManagement } from './call-management.ts'
import { demoTenant } from './demo-tenant.ts'
import { end, refusesToStart, runScript, serve } from './foyer-commands.ts'
import { startFakeResend } from './fake-resend.ts'
import { debian, followTheManual, password, startServer } from './postgres-15.ts'
import { sessionIn } from './product-requests.ts'
import { send, type Answer } from './released-requests.ts'
import { hiddenFields, readSignInForm, submission } from './sign-in-form.ts'

/**
 * Dumps a running system with Debian’s pg_dump 15, uses what was open, and restores the dump twice: once as
 * docs/operating.md says, and once as if nothing had happened, to show that the figures can be others. Prints rows of JSON:
 * {"name","figure","goal","ok"}. node test/restore.ts
 */
if (!existsSync(join(debian, 'bin/pg_dump'))) {
  report('skipped: this machine has no postgresql-15 of Debian’s', null, null)
  process.exit()
}
await buildIfStale()
const scratch = makeScratch()
const place = { ...findPlace(scratch.dataDir), native: debian }
const resend = await startFakeResend()
const serverPort = await startServer(place)
const port = await freePort()
const origin = `http://localhost:${port}`
const dump = join(place.home, 'foyer.dump')

try {
  await measure()
} finally {
  await resend.close()
  runTool(place, 'pg_ctl', ['-D', join(place.home, 'pg'), '-m', 'immediate', '-w', 'stop'])
  scratch.remove()
}
process.exit()

async function measure(): Promise<void> {
  await followTheManual(urlOf('postgres', 'postgres'))
  await migrate({ ownerUrl: urlOf('foyer_owner', 'foyer'), appUrl: urlOf('foyer_app', 'foyer') })
  runScript(['prisma/seed.ts'], environmentOf('foyer'))
  const first = await serve(environmentOf('foyer'))
  const open = await openThings()
  report('before the dump: links and sessions that work', await countLive(open), 4)
  resend.script('503')
  await invite('queued@restored.test')
  await pause(2000)
  tool('pg_dump', '--format=custom', `--file=${dump}`, urlOf('postgres', 'foyer'))
  await useThings(open)
  report('after their use: links and sessions that work', await countLive(open), 0)
  const sent = deliveriesTo('queued@restored.test')
  report('emails sent after the dump that waited in it', sent, 1)
  report(
    'restored while a process serves: exit code',
    runScript(['bin/restored.ts'], environmentOf('foyer')),
    1,
  )
  await end(first)
  await measureCopy({ name: 'as_documented', options: [] }, open)
  await measureCopy({ name: 'as_if_nothing_happened', options: ['--nothing-happened'] }, open)
}

interface Copy {
  name: string
  options: string[]
}

async function measureCopy({ name, options }: Copy, open: OpenThings): Promise<void> {
  const isControl = options.length > 0
  const superuser = new pg.Client({ connectionString: urlOf('postgres', 'postgres') })
  await superuser.connect()
  await superuser.query(`CREATE DATABASE ${name} OWNER foyer_owner TEMPLATE template0 ENCODING 'UTF8'`)
  await superuser.end()
  tool('pg_restore', '--exit-on-error', `--dbname=${urlOf('postgres', name)}`, dump)
  const label = isControl ? 'restored as if nothing had happened' : 'restored'
  if (!isControl) {
    report(
      `${label}: a process starts before the command`,
      await refusesToStart(environmentOf(name)),
      'refused',
    )
    const other = { FOYER_SECRET: 'another secret than that of the dump, by mistake' }
    report(
      `${label}: with another secret, exit code`,
      runScript(['bin/restored.ts'], { ...environmentOf(name), ...other }),
      1,
    )
  }
  runScript(['bin/restored.ts', ...options], environmentOf(name))
  const asked = resend.attempts().length
  const child = await serve(environmentOf(name))
  // The queue looks twice a second, and pauses for some seconds after a failure.
  await pause(12_000)
  report(`${label}: emails resent`, resend.attempts().length - asked, isControl ? 1 : 0)
  report(`${label}: links and sessions that work`, await countLive(open), isControl ? 4 : 0)
  const arrived = await send({ port, ...submission(await readSignInForm(port), { email: 'ann@acme.test' }) })
  report(`${label}: a sign-in`, arrived.status, 303)
  await invite(`new-${name.replaceAll('_', '-')}@restored.test`)
  report(`${label}: a new email`, await waitForDelivery(`new-${name.replaceAll('_', '-')}@restored.test`), 1)
  await end(child)
}

interface OpenThings {
  /** Paths, by the field of the form that a live one has. */
  invitation: string
  unanswered: string
  reset: string
  cookie: string
}

async function openThings(): Promise<OpenThings> {
  await invite('used@restored.test')
  await invite('revoked@restored.test')
  const reset = await get('/reset')
  const hidden = hiddenFields(reset.body, 'email')
  await send({ port, ...submission({ origin, hidden }, { email: 'gus@globex.test' }), path: '/reset' })
  return {
    invitation: await linkTo('used@restored.test', '/invitations/'),
    unanswered: await linkTo('revoked@restored.test', '/invitations/'),
    reset: await linkTo('gus@globex.test', '/reset/'),
    cookie: await signIn('ben@acme.test'),
  }
}

/** What may happen to each after the dump. */
async function useThings({ invitation, reset }: OpenThings): Promise<void> {
  for (const [path, typed] of [
    [invitation, { name: 'Una Used', secret: 'a long and odd phrase' }],
    [reset, { secret: 'another long and odd phrase' }],
  ] as const) {
    const hidden = hiddenFields((await get(path)).body, 'password')
    await send({ port, ...submission({ origin, hidden }, typed), path })
  }
  const acme = demoTenant(scratch.dataDir).organizations['acme']?.id ?? ''
  const invitations = z
    .array(z.object({ id: z.string(), invitee: z.object({ email: z.string() }) }))
    .parse(await callApi('GET', `organizations/${acme}/invitations?per_page=100`))
  const revoked = invitations.find(({ invitee }) => invitee.email === 'revoked@restored.test')
  await callApi('DELETE', `organizations/${acme}/invitations/${revoked?.id ?? ''}`)
  const [ben] = z
    .array(z.object({ user_id: z.string() }))
    .parse(await callApi('GET', 'users-by-email?email=ben%40acme.test'))
  await callApi('DELETE', `users/${encodeURIComponent(ben?.user_id ?? '')}/sessions`)
  resend.script('ok')
  await waitForDelivery('queued@restored.test')
}

async function countLive({ invitation, unanswered, reset, cookie }: OpenThings): Promise<number> {
  const pages = await Promise.all([invitation, unanswered, reset].map((path) => get(path)))
  const session = await get('/api/auth/session', cookie)
  const live = [
    ...pages.map(({ body }) => body.includes('name="password"')),
    session.body.includes('ben@acme.test'),
  ]
  return live.filter(Boolean).length
}

async function invite(email: string): Promise<void> {
  const { organizations, clients } = demoTenant(scratch.dataDir)
  const body = { inviter: { name: 'Ann' }, invitee: { email }, client_id: clients['web']?.client_id }
  await callApi('POST', `organizations/${organizations['acme']?.id ?? ''}/invitations`, body)
}

function callApi(method: string, path: string, body?: object): Promise<unknown> {
  return callManagement({ origin, dataDir: scratch.dataDir }, { method, path, body })
}

function get(path: string, cookie = ''): Promise<Answer> {
  return send({ port, method: 'GET', path, headers: { host: new URL(origin).host, cookie } })
}

async function signIn(email: string): Promise<string> {
  return sessionIn(await send({ port, ...submission(await readSignInForm(port), { email }) }))
}

function deliveriesTo(email: string): number {
  return resend.deliveries().filter(({ to }) => to === email).length
}

async function waitForDelivery(email: string): Promise<number> {
  for (let attempt = 0; attempt < 150 && deliveriesTo(email) === 0; attempt++) await pause(200)
  return deliveriesTo(email)
}

/** The path of the link in the email. */
async function linkTo(email: string, path: string): Promise<string> {
  await waitForDelivery(email)
  const text = resend.deliveries().find(({ to }) => to === email)?.text ?? ''
  // An invitation with an application leads to it, with the ticket.
  const ticket = /[?&]invitation=(\w+)/.exec(text)?.[1]
  const link = text.split(/\s+/).find((word) => word.startsWith(`${origin}${path}`))
  if (ticket !== undefined) return `/invitations/${ticket}`
  if (link === undefined) throw new Error(`No link to ${path} for ${email}: ${text}`)
  return link.slice(origin.length)
}

function urlOf(role: string, database: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${serverPort}/${database}`
}

function tool(name: 'pg_dump' | 'pg_restore', ...args: string[]): void {
  const { status, stderr } = runTool(place, name, args)
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`)
}

function environmentOf(database: string): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env
  return {
    PATH,
    HOME,
    TMPDIR,
    NODE_ENV: 'production',
    FOYER_DEMO: 'on',
    FOYER_DATA: scratch.dataDir,
    FOYER_URL: origin,
    FOYER_SECRET: 'a secret for the restored system, and for nothing else',
    FOYER_DRAIN_SECONDS: '0',
    DATABASE_URL: urlOf('foyer_app', database),
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: resend.url,
    EMAIL_FROM: 'Foyer <hello@foyer.test>',
    RATE_LIMITS: 'off',
    HOST: '127.0.0.1',
    PORT: String(port),
  }
}

function report(name: string, figure: number | string | null, goal: number | string | null): void {
  if (figure !== goal) process.exitCode = 1
  console.log(JSON.stringify({ name: `restore: ${name}`, figure, goal, ok: figure === goal }))
}
