import { expect, test, type Browser, type Locator, type Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { addDomain, createUser, hashOfPassword } from '@/test/fixtures/builders'
import { writeInProduct } from '@/test/fixtures/product-database'
import { signInAsNewUser, signInAsOwner } from './sign-in-steps'
import { createOrganization, enterPassword, expectAccessible, linkOf, mailTo, newPage } from './support'

const tenantId = 'lumen'

/** An organization with a verified domain, whose owner is signed in and lets people there do this. */
async function createOrganizationWithDomain(
  page: Page,
  choice: string,
): Promise<{ slug: string; owner: string; domain: string }> {
  const { slug, owner } = await signInAsOwner(page)
  const domain = `d${randomUUID().slice(0, 8)}.test`
  await writeInProduct(tenantId, async (tx) => {
    const { id: organizationId } = await tx.organization.findFirstOrThrow({ where: { tenantId, slug } })
    await addDomain(tx, { organizationId, domain, isVerified: true })
  })
  await page.goto(`/o/${slug}/sign-in-methods`)
  const people = page.getByRole('combobox', { name: `People with an address at ${domain}` })
  await expect(people).toHaveValue('nothing')
  await people.selectOption({ label: choice })
  await page.getByRole('button', { name: `Save changes: ${domain}` }).click()
  await expect(page.getByText(`What people at ${domain} can do is saved.`).first()).toBeVisible()
  return { slug, owner, domain }
}

async function personAt(browser: Browser, domain: string): Promise<{ page: Page; email: string }> {
  const email = `nia-${randomUUID().slice(0, 8)}@${domain}`
  const passwordHash = await hashOfPassword()
  await writeInProduct(tenantId, (tx) => createUser(tx, { tenantId, email, name: 'Nia New', passwordHash }))
  return { page: await newPage(browser), email }
}

/** Where the domain routes sign-ins. It does not let them in. */
async function signInAt(page: Page, slug: string, email: string): Promise<void> {
  await page.goto(`/o/${slug}`)
  await enterPassword(page, email)
  await expect(page).toHaveURL(/\/orgs$/)
}

async function offerInSwitcher(page: Page, slug: string): Promise<Locator> {
  await page.goto(`/o/${slug}/home`)
  await page.getByRole('button', { name: 'Switch organization' }).click()
  return page.getByRole('menuitem', { name: 'Harbour' })
}

test('a new user at a verified domain asks to join, and an admin lets them in', async ({ page, browser }) => {
  const { slug, owner, domain } = await createOrganizationWithDomain(page, 'May ask to join')
  await expect(page.getByText('Their requests are listed under Invitations.')).toBeVisible()

  const guest = await newPage(browser)
  const { email } = await signInAsNewUser(guest, {
    email: `asa-${randomUUID().slice(0, 8)}@${domain}`,
    name: 'Asa Asker',
  })
  const { slug: own } = await createOrganization(guest, 'Mine')
  const inSwitcher = await offerInSwitcher(guest, own)
  await expect(inSwitcher).toHaveText('HarbourAsk to join')
  await inSwitcher.click()
  await expect(guest).toHaveURL(/\/orgs#org_/)
  const offered = guest.getByRole('list', { name: 'Organizations you can join' })
  await expect(offered.getByText(`People with an address at ${domain} can ask to join.`)).toBeVisible()
  await guest.waitForLoadState('networkidle')
  await offered.getByRole('button', { name: 'Ask to join Harbour' }).click()
  await guest.getByRole('textbox', { name: 'Message' }).fill('I work with Olga.')
  await guest.getByRole('dialog').getByRole('button', { name: 'Ask to join' }).click()
  await offered.getByRole('button', { name: 'Withdraw request to join Harbour' }).click()
  await offered.getByRole('button', { name: 'Ask to join Harbour' }).click()
  await guest.getByRole('textbox', { name: 'Message' }).fill('I work with Olga.')
  await guest.getByRole('dialog').getByRole('button', { name: 'Ask to join' }).click()
  await expect(offered.getByText('You asked to join')).toBeVisible()
  await expect(await offerInSwitcher(guest, own)).toHaveText('HarbourRequested')
  await expectAccessible(guest)
  await guest.goto(`/o/${slug}`)
  await expect(guest).toHaveURL(/\/orgs$/)

  const notice = await mailTo(page, owner, { template: 'join_requested' })
  expect(notice.subject).toBe('Asa Asker asks to join Harbour')
  expect(linkOf(notice, `/o/${slug}`)).toContain(`/o/${slug}/invitations`)
  await page.goto(`/o/${slug}/home`)
  await expect(page.getByText('1 person asks to join.')).toBeVisible()
  await page.getByRole('link', { name: 'View requests' }).click()
  const requests = page.getByRole('list', { name: 'Requests to join' })
  await expect(requests.getByText('I work with Olga.')).toBeVisible()
  await expectAccessible(page)
  await requests.getByRole('combobox', { name: `Role for ${email}` }).selectOption('Viewer')
  await requests.getByRole('button', { name: 'Approve Asa Asker' }).click()
  await expect(requests).toHaveCount(0)

  await mailTo(guest, email, { template: 'join_approved' })
  await guest.goto('/orgs')
  await expect(offered).toHaveCount(0)
  await guest.getByRole('button', { name: 'Open Harbour' }).click()
  await expect(guest.getByText('Your role: Viewer.')).toBeVisible()
})

test('people at a verified domain join at once, by a form without JavaScript too', async ({
  page,
  browser,
}) => {
  const { slug, domain } = await createOrganizationWithDomain(page, 'Join with the role Viewer')
  const { email } = await personAt(browser, domain)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const guest = await context.newPage()
  await signInAt(guest, slug, email)
  const offers = await guest.request.get('/orgs/offers')
  expect(await offers.json()).toMatchObject([{ displayName: 'Harbour', act: 'Join' }])
  await guest.getByRole('button', { name: 'Join Harbour' }).click()
  await expect(guest).toHaveURL(new RegExp(`/o/${slug}/home$`))
  await expect(guest.getByText('Your role: Viewer.')).toBeVisible()

  const { page: declined, email: other } = await personAt(browser, domain)
  await page.getByRole('combobox', { name: `People with an address at ${domain}` }).selectOption('ask')
  await page.getByRole('button', { name: `Save changes: ${domain}` }).click()
  await expect(page.getByText('Their requests are listed under Invitations.')).toBeVisible()
  await signInAt(declined, slug, other)
  await declined.getByRole('button', { name: 'Ask to join Harbour' }).click()
  await declined.getByRole('dialog').getByRole('button', { name: 'Ask to join' }).click()
  await expect(declined.getByText('You asked to join').first()).toBeVisible()
  await page.goto(`/o/${slug}/invitations`)
  await page.getByRole('button', { name: 'Decline Nia New' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Decline' }).click()
  await expect(page.getByText('The request of Nia New is declined.')).toBeVisible()
  await mailTo(declined, other, { template: 'join_declined' })
  await declined.goto('/orgs')
  await expect(declined.getByText('You’re in no organization yet')).toBeVisible()
})
