import { expect, type Page } from '@playwright/test'
import pg from 'pg'
import { asSuperuser } from './database'
import { button, field, rowOf } from './locators'
import { signInAsNewUser } from './sign-in-steps'
import { createOrganization, linkOf, mailTo, password } from './support'

/** Signs in a new user, creates an organization, and opens its invitations page. */
export async function createInviter(page: Page): Promise<{ page: Page; slug: string; email: string }> {
  const { email } = await signInAsNewUser(page, { name: 'Ola Host' })
  const { slug } = await createOrganization(page, 'Journey & Sons')
  await page.goto(`/o/${slug}/invitations`)
  return { page, slug, email }
}

/** Fills the invite dialog. A role other than the preselected one is chosen for everyone. */
export async function fillInvite(page: Page, addresses: string, role = 'Member'): Promise<void> {
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill(addresses)
  const roles = dialog.getByRole('combobox', { name: 'Role', exact: true })
  await expect(roles).toHaveText('Member')
  if (role === 'Member') return
  await roles.click()
  await page.getByRole('option', { name: role, exact: true }).click()
}

export function sendButton(page: Page) {
  return page.getByRole('dialog').getByRole('button', { name: /^Send (\d+ )?invitations?$/ })
}

/** Counts the clicks, and the fields that something is typed into, from now on. */
export async function countSteps(page: Page): Promise<() => Promise<{ clicks: number; fields: number }>> {
  const counted = await page.evaluateHandle(() => {
    const seen = { clicks: 0, fields: new Set<EventTarget | null>() }
    document.addEventListener('click', (event) => event.isTrusted && seen.clicks++, true)
    document.addEventListener('input', (event) => seen.fields.add(event.target), true)
    return seen
  })
  return () => counted.evaluate(({ clicks, fields }) => ({ clicks, fields: fields.size }))
}

/** The same from the next page on, over all that follow. */
export async function countStepsOfPages(page: Page): Promise<() => { clicks: number; fields: number }> {
  const events: string[] = []
  await page.exposeFunction('note', (type: string) => events.push(type))
  await page.addInitScript(
    `for (const type of ['click', 'change']) addEventListener(type, () => note(type), true)`,
  )
  const count = (type: string) => events.filter((event) => event === type).length
  return () => ({ clicks: count('click'), fields: count('change') })
}

/** Invites one address. Returns the link in the email. */
export async function send(page: Page, email: string): Promise<string> {
  await fillInvite(page, email)
  await sendButton(page).click()
  await expect(rowOf(page, email)).toContainText('Pending')
  return linkOf(await mailTo(page, email, { template: 'invitation' }), '/invitations/')
}

/** Opens its page from the list. */
export async function openInvitation(page: Page, email: string): Promise<void> {
  await rowOf(page, email).getByRole('link', { name: email }).click()
  // A message about the invitation has a heading as well.
  await expect(page.getByRole('heading', { level: 1, name: email })).toBeVisible()
}

export async function joinAsNew(page: Page): Promise<void> {
  await field(page, 'Name').fill('Nia New')
  await field(page, 'Password').fill(password)
  await button(page, 'Accept invitation').click()
}

export async function decline(page: Page): Promise<void> {
  await button(page, 'Decline').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Decline' }).click()
  await expect(page.getByRole('heading', { name: 'This invitation was declined' })).toBeVisible()
}

export async function landedIn(page: Page, slug: string): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/home$`))
  const session = (await (await page.request.get('/api/auth/session')).json()) as { org_name: string }
  expect(session.org_name).toBe(slug)
}

/** Makes the invitation look expired for an hour, and closed. */
export async function makeExpired(email: string): Promise<void> {
  const client = new pg.Client(asSuperuser())
  await client.connect()
  await client.query(
    `UPDATE invitations SET expires_at = now() - interval '1 hour', state = 'expired', closed_at = now()
      WHERE email = $1`,
    [email],
  )
  await client.end()
}
