import { expect } from '@playwright/test'
import { test } from '@/test/fixtures/browser-connections'
import { startWebhookReceiver, verify, type WebhookReceiver } from '@/test/webhook-receiver'
import { button } from './locators'
import { expectAccessible } from './support'

let receiver: WebhookReceiver

test.beforeAll(async () => {
  receiver = await startWebhookReceiver()
})
test.afterAll(() => receiver.close())

test('an owner adds a webhook, tests it, gets an event, sends it again and deletes the webhook', async ({
  browser,
  ownTenant: tenant,
}) => {
  const organization = await tenant.createOrganization('Harbour')
  const owner = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, owner, ['Owner'])
  const page = await tenant.open(browser, owner)
  const { slug } = organization
  await page.goto(`/o/${slug}/webhooks`)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Add webhook' }).click()
  const fill = async (name: string, text: string) =>
    page.getByRole('textbox', { name, exact: true }).fill(text)
  await fill('Name', 'Warehouse')
  await fill('URL', 'https://10.0.0.1/')
  await page.getByRole('checkbox', { name: 'Organization settings', exact: true }).check()
  await button(page, 'Add webhook').click()
  await expect(page.getByText('URL must be a public https URL.')).toBeVisible()
  await expectAccessible(page)
  await fill('URL', `${receiver.origin}/harbour`)
  await button(page, 'Add webhook').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Warehouse' })).toBeVisible()
  const secret = await page.getByText(/^whsec_/).innerText()
  await button(page, 'I have saved it').click()
  await expect(page.getByText(secret)).toHaveCount(0)

  await button(page, 'Send a test event').click()
  await expect.poll(() => receiver.at('/harbour').length).toBe(1)
  const here = page.url()
  await page.goto(`/o/${slug}/settings`)
  await page.getByRole('textbox', { name: 'Organization name' }).fill('Harbour office')
  await button(page, 'Save changes').first().click()
  await expect.poll(() => receiver.at('/harbour').length).toBe(2)
  const [, renamed] = receiver.at('/harbour')
  if (!renamed) throw new Error('Nothing was received.')
  verify(renamed, secret)
  expect(renamed.payload).toMatchObject({
    type: 'organization.renamed',
    data: {
      description: 'Olga Owner renamed the organization from “Harbour” to “Harbour office”',
      organization: { id: organization.id, name: slug },
      actor: { type: 'user', id: owner.id, email: owner.email },
    },
  })

  await page.goto(here)
  const row = page.getByRole('row', { name: 'organization.renamed, Delivered' })
  await row.getByText('organization.renamed').click()
  await expect(row.getByText(/HTTP 204 after [\d,]+ ms\./)).toBeVisible()
  await expectAccessible(page)
  await row.getByRole('button', { name: 'Send again', exact: true }).click()
  await expect.poll(() => receiver.at('/harbour').length).toBe(3)
  expect(receiver.at('/harbour')[2]?.headers['webhook-id']).toBe(renamed.headers['webhook-id'])

  await button(page, 'Pause').click()
  await expect(page.getByText('This webhook is paused')).toBeVisible()
  await button(page, 'Resume').click()
  await expect(page.getByText('This webhook is paused')).toHaveCount(0)
  await button(page, 'Delete webhook').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText('No webhooks')).toBeVisible()
})
