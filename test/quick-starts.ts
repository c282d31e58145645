import { chromium, type Browser, type Page } from '@playwright/test'
import { findBrowser } from '../bin/browser.mjs'
import { buildIfStale } from '../bin/build.mjs'
import { freePort } from '../bin/free-port.mjs'
import { demoTenant } from './demo-tenant.ts'
import { QuickStartFolder } from './quick-start-folder.ts'
import { allowRedirectUri, chooseFramework, createInConsole, readSnippets } from './quick-start-page.ts'
import { startTwoProcesses } from './two-processes.ts'

/**
 * Follows the console’s quick starts as a reader does: copies what the page shows to an empty folder, installs the packages from
 * the npm registry, starts the code and uses it in a browser. Prints rows of JSON: {"name","figure","goal","ok"}.
 * tsx test/quick-starts.ts [part of a name]
 */
const [wanted = ''] = process.argv.slice(2)
const password = 'open-the-front-door'
const person = 'ann@acme.test'

await buildIfStale()
const product = await startTwoProcesses({ variables: { RATE_LIMITS: 'off' } })
const origin = `http://localhost:${product.ports[0]}`
const { organizations, clients } = demoTenant(product.dataDir)
const [acme = '', globex = '', initech = ''] = ['acme', 'globex', 'initech'].map(
  (slug) => organizations[slug]?.id ?? '',
)
const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] })
try {
  const operator = await newPage(browser)
  await operator.goto('/sign-in')
  await signIn(operator, 'olu@lumen.test')
  await operator.waitForURL((url) => url.pathname !== '/sign-in')
  for (const [label, type] of [
    ['next-auth', 'Regular web: runs on a server'],
    ['@auth0/nextjs-auth0', 'Regular web: runs on a server'],
    ['Express', 'Regular web: runs on a server'],
    ['Single-page', 'Single-page: runs in the browser'],
  ] as const)
    await attempt(label, () => followApplication(operator, label, type))
  await attempt('Machine and API', () => followMachine(operator))
} finally {
  await browser.close()
  await product.stop()
}
process.exit()

function row(name: string, figure: number | string, goal: number | string): void {
  const ok = figure === goal
  if (!ok) process.exitCode = 1
  console.log(JSON.stringify({ name, figure, goal, ok }))
}

/** A failure is a row, so that the others are still followed. */
async function attempt(name: string, work: () => Promise<void>): Promise<void> {
  if (!name.includes(wanted)) return
  const began = Date.now()
  await work().catch((error: unknown) => row(`${name}: followed`, String(error).slice(0, 2000), 'to its end'))
  console.log(`${name}: ${Math.round((Date.now() - began) / 1000)} s`)
}

async function newPage(from: Browser): Promise<Page> {
  const page = await (await from.newContext({ baseURL: origin })).newPage()
  page.setDefaultTimeout(60_000)
  page.setDefaultNavigationTimeout(180_000)
  return page
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Email' }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function followApplication(operator: Page, label: string, type: string): Promise<void> {
  const { secret } = await createInConsole(operator, `Quick start ${label}`, type)
  if (secret !== null) await chooseFramework(operator, label)
  const url = await allowRedirectUri(operator, await freePort())
  const folder = new QuickStartFolder(await readSnippets(operator), { YOUR_CLIENT_SECRET: secret ?? '' })
  const visitor = await newPage(browser)
  try {
    folder.writeFiles((title) => title !== 'api.mjs')
    await folder.run('Install')
    await folder.start('Start', url)
    await useApplication(label, visitor, url).catch(async (error: unknown) => {
      const shown = await visitor.locator('body').innerText()
      throw new Error(`${String(error)}\n${visitor.url()}\n${shown}\n${folder.printed()}`.slice(0, 2000))
    })
  } finally {
    await visitor.context().close()
    await folder.remove()
  }
  await operator.getByText(`Signed in as ${person}`).waitFor()
  row(`${label}: the console’s panel`, 'shows the sign-in', 'shows the sign-in')
}

async function useApplication(label: string, visitor: Page, url: string): Promise<void> {
  await visitor.goto(url)
  const organization = visitor.getByText(/^Organization: /)
  const heading = visitor.getByRole('heading', { level: 1 })
  row(`${label}: before the sign-in`, await heading.innerText(), 'Not signed in')
  await visitor.getByRole('button', { name: 'Sign in' }).click()
  await visitor.getByLabel('Password', { exact: true }).waitFor()
  await signIn(visitor, person)
  await organization.waitFor()
  row(`${label}: after the sign-in`, await heading.innerText(), `Signed in as ${person}`)
  row(`${label}: without an organization`, await organization.innerText(), 'Organization: none')
  for (const [name, id] of [
    ['acme', acme],
    ['globex', globex],
  ] as const) {
    await switchTo(visitor, id)
    await visitor.getByText(`Organization: ${id}`).waitFor()
    row(`${label}: after a switch to ${name}`, await organization.innerText(), `Organization: ${id}`)
    row(`${label}: who is in ${name}`, await heading.innerText(), `Signed in as ${person}`)
  }
  await switchTo(visitor, initech)
  await visitor.waitForLoadState('networkidle')
  const entered = await visitor.getByText(`Organization: ${initech}`).count()
  row(`${label}: organizations of others entered`, entered, 0)
}

async function switchTo(visitor: Page, id: string): Promise<void> {
  await visitor.getByRole('textbox', { name: 'Organization ID' }).fill(id)
  await visitor.getByRole('button', { name: 'Switch organization' }).click()
}

async function followMachine(operator: Page): Promise<void> {
  const name = 'Quick start machine'
  const { id, secret } = await createInConsole(operator, name, 'Machine to machine: a service or a script')
  await openApi(id)
  await operator.reload()
  const snippets = await readSnippets(operator)
  const machine = new QuickStartFolder(snippets, { YOUR_CLIENT_SECRET: secret ?? '' })
  const api = new QuickStartFolder(snippets)
  try {
    machine.writeFiles((title) => title !== 'api.mjs')
    const tokenFor = (organization: string) =>
      machine.run('Get a token for an organization', { YOUR_ORGANIZATION_ID: organization })
    const tokens = {
      none: await machine.run('Get a token'),
      acme: await tokenFor(acme),
      globex: await tokenFor(globex),
    }
    const curl = ['With curl', 'With curl, for an organization']
    const answers = await machine.run(curl, { YOUR_ORGANIZATION_ID: globex })
    const [first, second] = answers.split(/(?<=\})(?=\{)/).map(organizationIn)
    row('Machine: with curl', first ?? 'no answer', 'none')
    row('Machine: with curl, for an organization', second ?? 'no answer', globex)
    await useApi(api, tokens)
  } finally {
    await machine.remove()
    await api.remove()
  }
}

/** Of the access token in an answer. */
function organizationIn(answer: string): string {
  const { access_token: token = '' } = JSON.parse(answer) as { access_token?: string }
  const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
  return (JSON.parse(text) as { org_id?: string }).org_id ?? 'none'
}

async function useApi(
  api: QuickStartFolder,
  tokens: Record<'none' | 'acme' | 'globex', string>,
): Promise<void> {
  const port = String(await freePort())
  const url = `http://localhost:${port}`
  api.writeFiles((title) => title === 'api.mjs')
  await api.run('Install for the API')
  await api.start('Start the API', url, { PORT: port })
  const ask = async (path: string, token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const answer = await fetch(`${url}${path}`, { headers })
    const body = answer.ok ? ((await answer.json()) as { org_id?: string }) : {}
    return `${answer.status} ${body.org_id ?? 'none'}`
  }
  row('API: without a token', await ask('/'), '401 none')
  row('API: with a forged token', await ask('/', `${tokens.acme.slice(0, -6)}forged`), '401 none')
  row('API: with a token without an organization', await ask('/', tokens.none), '200 none')
  row('API: with a token of acme', await ask('/', tokens.acme), `200 ${acme}`)
  row('API: acme’s path, its token', await ask(`/organizations/${acme}`, tokens.acme), `200 ${acme}`)
  row('API: acme’s path, globex’s token', await ask(`/organizations/${acme}`, tokens.globex), '403 none')
  row('API: acme’s path, a token without', await ask(`/organizations/${acme}`, tokens.none), '403 none')
  row('API: acme’s path, no token', await ask(`/organizations/${acme}`), '401 none')
  const filled = { YOUR_ACCESS_TOKEN: tokens.globex, YOUR_ORGANIZATION_ID: globex, ':4100': `:${port}` }
  const called = await api.run('Call the API for one organization', filled)
  row('API: the shown curl', (JSON.parse(called) as { org_id?: string }).org_id ?? 'none', globex)
}

/** As under API access: the machine may read documents, in any organization and without one. */
async function openApi(clientId: string): Promise<void> {
  const audience = `${origin}/api/v2/`
  const { client_id = '', client_secret = '' } = clients['management'] ?? {}
  const form = { grant_type: 'client_credentials', client_id, client_secret, audience }
  const issued = await fetch(`${origin}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) })
  const { access_token: token } = (await issued.json()) as { access_token: string }
  const grant = {
    client_id: clientId,
    audience: 'https://api.lumen.test',
    scope: ['read:documents'],
    organization_usage: 'allow',
    allow_any_organization: true,
  }
  const answer = await fetch(`${audience}client-grants`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(grant),
  })
  if (answer.status !== 201) throw new Error(`The grant was not created: ${await answer.text()}`)
}
