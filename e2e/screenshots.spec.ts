import { expect, test, type Page } from '@playwright/test'
import { join } from 'node:path'
import { linkOf, mailTo, startSession } from './support'

/** The README’s pictures, taken of the running demo: `npm run screenshots`. */
const folder = join(import.meta.dirname, '../docs/screenshots')

test.describe.configure({ mode: 'serial' })
test.use({ viewport: { width: 1200, height: 760 } })

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}

test('the branded sign-in page', async ({ page }) => {
  await page.goto('/o/acme')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await take(page, 'sign-in')
})

test('the members of an organization, light, dark and on a phone', async ({ page }) => {
  await startSession(page, 'ann@acme.test')
  await page.goto('/o/acme/members')
  await expect(page.getByRole('row', { name: /ben@acme\.test/ })).toBeVisible()
  await take(page, 'members')
  await page.emulateMedia({ colorScheme: 'dark' })
  await take(page, 'members-dark')
  await page.setViewportSize({ width: 390, height: 760 })
  await take(page, 'members-phone')
})

test('the roles of an organization, and its sign-in methods', async ({ page }) => {
  await startSession(page, 'ann@acme.test')
  await page.goto('/o/acme/roles')
  await expect(page.getByRole('columnheader', { name: /^Owner/ })).toBeVisible()
  await take(page, 'roles')
  await page.goto('/o/acme/sign-in-methods')
  await expect(page.getByRole('heading', { name: 'Sign-in methods', level: 1 })).toBeVisible()
  await take(page, 'sign-in-methods')
})

test('inviting, the mail, and the invitation', async ({ page, browser }) => {
  const address = 'new.teammate@acme.test'
  await startSession(page, 'ann@acme.test')
  await page.goto('/o/acme/invitations')
  await page.getByRole('button', { name: 'Invite people' }).click()
  await page.getByRole('textbox', { name: 'Email addresses' }).fill(`${address}, someone@`)
  await page.getByRole('dialog').getByRole('textbox', { name: 'Email addresses' }).press('Enter')
  await expect(page.getByRole('dialog').getByText('Can be invited')).toBeVisible()
  await take(page, 'invite')
  await page.getByRole('button', { name: 'Remove someone@' }).click()
  await page.getByRole('button', { name: 'Send 1 invitation' }).click()
  const mail = await mailTo(page, address)
  const reader = await browser.newPage({ viewport: { width: 700, height: 760 } })
  await reader.setContent(mail.html)
  await take(reader, 'mail')
  const invitee = await browser.newContext({ viewport: { width: 1200, height: 760 } })
  const arriving = await invitee.newPage()
  await arriving.goto(new URL(linkOf(mail, '/invitations'), page.url()).href)
  await take(arriving, 'invitation')
})

test('the branding page', async ({ page }) => {
  await startSession(page, 'ann@acme.test')
  await page.goto('/o/acme/branding')
  await take(page, 'branding')
})

test('the console of the operator', async ({ page }) => {
  await startSession(page, 'olu@lumen.test')
  await page.goto('/console')
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  await take(page, 'console')
  await page.goto('/console/organizations')
  await expect(page.getByRole('row', { name: /Acme/ })).toBeVisible()
  await take(page, 'console-organizations')
})
