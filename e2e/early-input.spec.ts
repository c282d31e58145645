import { expect, test, type Page } from '@playwright/test'
import { signInAsNewUser } from './sign-in-steps'
import { createOrganization } from './support'

/** Scripts of the page arrive once the returned function is called. */
async function withholdScripts(page: Page): Promise<() => void> {
  const scripts = Promise.withResolvers<undefined>()
  await page.route('**/_next/static/**/*.js', (route) => scripts.promise.then(() => route.continue()))
  return () => scripts.resolve(undefined)
}

test('what is typed before the scripts arrive is kept, and the slug follows the name', async ({ page }) => {
  await signInAsNewUser(page)
  const release = await withholdScripts(page)
  await page.goto('/orgs/new', { waitUntil: 'commit' })
  const name = page.getByRole('textbox', { name: 'Organization name' })
  await name.fill('Typed Early')
  release()
  await expect(page.getByRole('textbox', { name: 'Slug' })).toHaveValue('typed-early')
  await expect(name).toHaveValue('Typed Early')
})

test('a button that is pressed before the scripts arrive opens its dialog once they do', async ({ page }) => {
  await signInAsNewUser(page)
  const { slug } = await createOrganization(page)
  const release = await withholdScripts(page)
  await page.goto(`/o/${slug}/roles`, { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Invite people' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  release()
  await expect(page.getByRole('dialog', { name: 'Invite people' })).toBeVisible()
})
