import { expect, test } from '@playwright/test'
import { placeholdersOf } from '@/lib/email/template-input'
import { newId } from '@/lib/ids'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { expectAccessible, seriousFindings } from './support'

test('a bounced email shows with its history and without its link, and a failed one is sent again', async ({
  browser,
  baseURL,
}) => {
  const tenant = await BrowserTenant.create(baseURL)
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const [bounced, failed] = [newId('mail'), newId('mail')]
  const { token } = placeholdersOf(bounced)
  const draft = {
    from: 'Own <hello@own.test>',
    subject: 'Olga invited you',
    html: `<style>p { margin: 0 }</style><p><a href="${tenant.url}/invitations/${token}">${token}</a></p>`,
    text: `${tenant.url}/invitations/${token}`,
  }
  await tenant.write(async (tx) => {
    const times = { createdAt: new Date(), firstTriedAt: new Date(), sentAt: new Date(), attempts: 1 }
    const sent = { recipient: 'bo@gone.test', template: 'invitation', payload: {}, state: 'sent' }
    await tx.mail.create({ data: { id: bounced, ...sent, ...times, draft } })
    const report = { mailId: bounced, type: 'bounced', id: 'r1', reason: 'Permanent: NoEmail' }
    await tx.emailEvent.create({ data: { ...report, occurredAt: new Date() } })
    const payload = { template: 'password_changed' }
    const refused = { recipient: operator.email, template: 'password_changed', payload, state: 'failed' }
    await tx.mail.create({ data: { id: failed, ...refused, attempts: 1, lastProblem: 'validation_error' } })
  })

  const page = await tenant.open(browser, operator)
  await page.goto('/console')
  await expect(page.getByRole('img', { name: 'Sign-ins' })).toBeVisible()
  const numbers = page.getByText('Numbers').first()
  await numbers.click()
  await expect(page.getByRole('table', { name: 'Sign-ins' }).getByRole('row').last()).toContainText('1')
  await expectAccessible(page)
  await page.getByRole('link', { name: '7 days' }).click()
  await expect(page).toHaveURL(/days=7/)
  await expect(page.getByRole('heading', { name: 'The last 7 days' })).toBeVisible()
  await page.getByRole('link', { name: '1', exact: true }).first().click()
  await expect(page).toHaveURL(/emails\?state=bounced/)

  const row = page.getByRole('row').filter({ hasText: 'bo@gone.test' })
  await expect(row).toContainText('Bounced')
  await expect(page.getByRole('row')).toHaveCount(2)
  await row.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Olga invited you')
  await expect(page.getByText('Email bounced')).toBeVisible()
  await expect(page.getByText('The address does not exist.')).toBeVisible()
  await expect(page.frameLocator('iframe').getByText('••••••')).toHaveCSS('margin-top', '0px')
  expect(await page.content()).not.toContain(token)
  await expect(page.getByRole('button', { name: 'Retry' })).toHaveCount(0)
  // The page never waits for its frame, and widths.spec.ts looks at it in both themes.
  expect(await seriousFindings(page)).toEqual([])

  await page.goto('/console/emails')
  await page.getByRole('searchbox', { name: 'Recipient' }).fill(operator.email.slice(0, 9).toUpperCase())
  await expect(row).toHaveCount(0)
  await page.getByRole('link', { name: operator.email }).click()
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByText('The email is sent again.').first()).toBeVisible()
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('Handed over to the email provider')).toBeVisible()
  }).toPass({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: 'Retry' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Events about this email' }).click()
  await expect(
    page.getByRole('row').filter({ hasText: `sent the email to ${operator.email} again` }),
  ).toBeVisible()
})
