import { expect, test } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { BrowserTenant, type BrowserUser } from '@/test/fixtures/browser-tenant'
import { freePort } from './quick-start'
import { newAddress, newSlug } from './support'

/** The product of the other tests runs without limits. This is a second process of it, on the same database, with them. */
let limited: ChildProcess
let tenant: BrowserTenant

test.beforeAll(async ({ baseURL }) => {
  const port = await freePort()
  limited = await startLimited(port)
  tenant = await BrowserTenant.create(baseURL, `http://localhost:${port}`)
})

test.afterAll(async () => {
  const ended = once(limited, 'exit')
  limited.kill('SIGTERM')
  await ended
})

async function startLimited(port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['bin/start-server.mjs'], {
    env: { ...process.env, PORT: String(port), FOYER_DEMO: 'on', RATE_LIMITS: 'on' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  for await (const text of child.stdout ?? []) if (String(text).includes('Foyer ready at')) return child
  throw new Error('The second process did not start.')
}

async function recordCreations(person: BrowserUser, count: number, hoursAgo: number): Promise<void> {
  await tenant.query(
    `INSERT INTO audit_events (tenant_id, id, type, actor_kind, actor_id, occurred_at)
     SELECT $1, 'evt_' || gen_random_uuid(), 'organization.created', 'user', $2, now() - make_interval(hours => $4)
     FROM generate_series(1, $3) RETURNING id`,
    [person.id, count, hoursAgo],
  )
}

test('forms say how many people can be invited and how long to wait for another organization, and keep what was typed', async ({
  browser,
}) => {
  const person = await tenant.createUser('Ann')
  await recordCreations(person, 9, 20)
  const page = await tenant.open(browser, person)
  const name = page.getByRole('textbox', { name: 'Organization name', exact: true })
  const slugField = page.getByRole('textbox', { name: 'Slug', exact: true })
  const create = async (displayName: string, slug: string) => {
    await page.goto('/orgs/new')
    await name.fill(displayName)
    await slugField.fill(slug)
    await page.getByRole('button', { name: 'Create organization', exact: true }).click()
  }
  const [first, second] = [newSlug(), newSlug()]
  await create('Tenth', first)
  await expect(page).toHaveURL(new RegExp(`/o/${first}/home`))
  await page.goto(`/o/${first}/invitations`)
  const addresses = Array.from({ length: 51 }, () => newAddress())
  await page.getByRole('button', { name: 'Invite people', exact: true }).click()
  const invitees = page.getByRole('dialog').getByRole('textbox', { name: 'Email addresses' })
  await invitees.fill(`${addresses.join(' ')} `)
  await expect(invitees).toHaveAccessibleDescription(
    'Your organization can send 50 invitations in 24 hours. 50 are left for today.',
  )
  await create('Eleventh', second)
  await expect(
    page.getByText('You can create 10 organizations in 24 hours. Try again in 4 hours.'),
  ).toBeVisible()
  await expect(name).toHaveValue('Eleventh')
  await expect(slugField).toHaveValue(second)
  await page.context().close()
})
