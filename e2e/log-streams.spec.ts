import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { test } from '@/test/fixtures/browser-connections'
import { type LogReceiver, type LogRow, rowsIn, startLogReceiver } from '@/test/log-receiver'
import { button } from './locators'
import { expectAccessible } from './support'

let receiver: LogReceiver

test.beforeAll(async () => {
  receiver = await startLogReceiver()
})
test.afterAll(() => receiver.close())

test('an operator adds a log stream, gets the log, sees a problem, pauses and deletes the stream', async ({
  browser,
  ownTenant: tenant,
}) => {
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const page = await tenant.open(browser, operator)
  await page.goto('/console/log-streams')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Add log stream' }).click()
  await expect(page.getByRole('textbox', { name: 'Authorization', exact: true })).toBeVisible()
  await expectAccessible(page)
  const fill = async (name: string, text: string) =>
    page.getByRole('textbox', { name, exact: true }).fill(text)
  await fill('Name', 'Warehouse')
  await fill('URL', 'https://10.0.0.1/')
  await fill('Authorization', 'Bearer harbour')
  await button(page, 'Add log stream').click()
  await expect(page.getByText('URL must be a public https URL.')).toBeVisible()
  await fill('URL', `${receiver.origin}/harbour`)
  await fill('Authorization', 'Bearer harbour')
  await button(page, 'Add log stream').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Warehouse' })).toBeVisible()
  await expect(page.getByText('Set, never shown again')).toBeVisible()
  await changeHeaders(page)

  await button(page, 'Send a test event').click()
  const events = () =>
    receiver.at('/harbour').flatMap(({ payload }) => payload.map((row) => row.details.event))
  await expect.poll(events).toContain('log_stream.test_sent')
  expect(receiver.at('/harbour').at(-1)?.headers).toMatchObject({
    authorization: 'Bearer harbour',
    'x-source': 'harbour office',
    'x-team': 'pilots',
  })
  await page.getByRole('group', { name: 'x-team' }).getByRole('checkbox').check()
  await page.getByRole('group', { name: 'x-source' }).getByLabel('New value').fill('harbour pier')
  await button(page, 'Save changes').click()
  await expect(page.getByRole('group', { name: 'x-team' })).toHaveCount(0)
  await button(page, 'Send a test event').click()
  await expect.poll(() => receiver.at('/harbour').at(-1)?.headers['x-source']).toBe('harbour pier')
  expect(receiver.at('/harbour').at(-1)?.headers).not.toHaveProperty('x-team')

  receiver.script('/harbour', { status: 500 }, { status: 500 }, { status: 500 })
  await button(page, 'Send a test event').click()
  await expect
    .poll(async () => {
      await page.reload()
      return page.getByText('HTTP 500. The receiver answered with an error.').count()
    })
    .toBe(1)
  await expectAccessible(page)
  receiver.script('/harbour')
  await button(page, 'Send a test event').click()
  await expect
    .poll(async () => {
      await page.reload()
      return page.getByText('Active', { exact: true }).count()
    })
    .toBe(1)
  await expect
    .poll(() => events().filter((event) => event === 'log_stream.test_sent').length)
    .toBeGreaterThan(2)

  await fill('URL', 'https://logs.harbour.test/')
  await button(page, 'Save changes').click()
  await expect(page.getByText(/Enter the authorization and the values of the headers again/)).toBeVisible()
  await button(page, 'Pause').click()
  await expect(page.getByText('This log stream is paused')).toBeVisible()
  await button(page, 'Resume').click()
  await expect(page.getByText('This log stream is paused')).toHaveCount(0)
  await button(page, 'Delete log stream').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText('No log streams')).toBeVisible()
})

/** With a mistake, and one of them later; a value is kept where its field is left empty. */
async function changeHeaders(page: Page): Promise<void> {
  const group = (name: string) => page.getByRole('group', { name, exact: true })
  await group('New header 1').getByRole('textbox', { name: 'Header name' }).fill('Host')
  await group('New header 1').getByLabel('Value').fill('harbour.test')
  await button(page, 'Save changes').click()
  await expect(page.getByText('This header cannot be set.')).toBeVisible()
  await expectAccessible(page)
  await group('New header 1').getByRole('textbox', { name: 'Header name' }).fill('X-Source')
  await group('New header 1').getByLabel('Value').fill('harbour office')
  await button(page, 'Save changes').click()
  await expect(group('x-source').getByLabel('New value')).toHaveValue('')
  await expect(group('New header 1').getByLabel('Value')).toHaveValue('')
  await group('New header 1').getByRole('textbox', { name: 'Header name' }).fill('x-team')
  await button(page, 'Save changes').click()
  await expect(page.getByText('The header x-team needs a value.')).toBeVisible()
  await group('New header 1').getByLabel('Value').fill('pilots')
  await button(page, 'Save changes').click()
  await expect(group('x-team')).toBeVisible()
  await expectAccessible(page)
}

test('the custom headers of a log stream are set and removed without JavaScript', async ({
  browser,
  ownTenant: tenant,
}) => {
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const storageState = await (await tenant.open(browser, operator)).context().storageState()
  const context = await browser.newContext({ baseURL: tenant.url, javaScriptEnabled: false, storageState })
  const page = await context.newPage()
  const group = (name: string) => page.getByRole('group', { name, exact: true })
  await page.goto('/console/log-streams/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Warehouse')
  await page.getByRole('textbox', { name: 'URL' }).fill(`${receiver.origin}/plain`)
  await group('New header 2').getByRole('textbox', { name: 'Header name' }).fill('x-source')
  await button(page, 'Add log stream').click()
  await expect(page.getByText('The header x-source needs a value.').first()).toBeVisible()
  await expect(group('New header 2').getByRole('textbox', { name: 'Header name' })).toHaveValue('x-source')
  await group('New header 2').getByLabel('Value').fill('harbour')
  await button(page, 'Add log stream').click()
  await expect(group('x-source').getByLabel('New value')).toHaveValue('')
  expect(await page.content()).not.toContain('"harbour"')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Archive')
  await button(page, 'Save changes').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Archive' })).toBeVisible()
  await button(page, 'Send a test event').click()
  await expect.poll(() => receiver.at('/plain').at(-1)?.headers['x-source']).toBe('harbour')
  await group('x-source').getByRole('checkbox', { name: 'Remove this header' }).check()
  await button(page, 'Save changes').click()
  await expect(group('x-source')).toHaveCount(0)
})

test('a save after another operator has changed the custom headers shows them, and keeps what was typed', async ({
  browser,
  ownTenant: tenant,
}) => {
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const late = await tenant.open(browser, operator)
  const storageState = await late.context().storageState()
  const plain = await browser.newContext({ baseURL: tenant.url, javaScriptEnabled: false, storageState })
  const pages = { first: await late.context().newPage(), late, plain: await plain.newPage() }
  const group = (page: Page, name: string) => page.getByRole('group', { name, exact: true })
  const add = async (page: Page, name: string) => {
    await group(page, 'New header 1').getByRole('textbox', { name: 'Header name' }).fill(name)
    await group(page, 'New header 1').getByLabel('Value').fill('harbour')
  }
  await late.goto('/console/log-streams/new')
  await late.getByRole('textbox', { name: 'Name', exact: true }).fill('Warehouse')
  await late.getByRole('textbox', { name: 'URL' }).fill(`${receiver.origin}/late`)
  await add(late, 'x-source')
  await button(late, 'Add log stream').click()
  await expect(group(late, 'x-source')).toBeVisible()
  for (const page of [pages.first, pages.plain]) await page.goto(late.url())

  await add(pages.first, 'x-first')
  await button(pages.first, 'Save changes').click()
  await expect(group(pages.first, 'x-first')).toBeVisible()
  for (const page of [late, pages.plain]) {
    const name = page === late ? 'x-late' : 'x-plain'
    await page.getByRole('textbox', { name: 'Content type' }).fill('text/plain')
    await add(page, name)
    await group(page, 'x-source').getByRole('checkbox', { name: 'Remove this header' }).check()
    await button(page, 'Save changes').click()
    await expect(page.getByText(/The custom headers changed while you were editing them/)).toBeVisible()
    await expect(group(page, 'x-first')).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Content type' })).toHaveValue('text/plain')
    const typed = group(page, 'New header 1').getByRole('textbox', { name: 'Header name' })
    await expect(typed).toHaveValue(name)
    await expect(group(page, 'x-source').getByRole('checkbox')).toBeChecked()
    await expect(group(page, 'x-first').getByRole('checkbox')).not.toBeChecked()
  }
  await expectAccessible(late)
  await group(late, 'New header 1').getByLabel('Value').fill('harbour')
  await button(late, 'Save changes').click()
  await expect(group(late, 'x-late')).toBeVisible()
  await expect(group(late, 'x-first')).toBeVisible()
  await expect(group(late, 'x-source')).toHaveCount(0)
})

test('an operator has the log written into files on the server', async ({ browser, ownTenant: tenant }) => {
  const folder = process.env['FOYER_LOG_DIR']
  if (folder === undefined)
    throw new Error('FOYER_LOG_DIR says where the product writes; this test reads there.')
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const page = await tenant.open(browser, operator)
  await page.goto('/console/log-streams/new')
  await page.getByRole('link', { name: 'Write files on the server instead' }).click()
  // The form before it has the same fields and another destination.
  await expect(page.getByText('The log is written into a folder of the server')).toBeVisible()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Collector')
  await page.getByRole('checkbox', { name: 'Changes of settings, members and roles' }).check()
  await button(page, 'Add log stream').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Collector' })).toBeVisible()
  await button(page, 'Send a test event').click()
  const id = page.url().split('/').at(-1) ?? ''
  const events = () =>
    readdirSync(folder)
      .filter((name) => name.startsWith(`${id}-`))
      .flatMap((name) => rowsWritten(readFileSync(join(folder, name), 'utf8')))
      .map(({ details }) => details.event)
  await expect.poll(events).toEqual(['log_stream.created', 'log_stream.test_sent'])
  // A delivery is recorded after the receiver has it.
  await expect
    .poll(async () => {
      await page.reload()
      return page.getByText('None yet').count()
    })
    .toBe(0)
  await expectAccessible(page)
})

/** A line that is being written has no end yet. */
function rowsWritten(text: string): LogRow[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole === '' ? [] : rowsIn(whole)
}
