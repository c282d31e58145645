import { expect, test } from '@playwright/test'
import { createConsolePeople } from './console/fixture'
import { expectAccessible } from './support'

test('a page of the portal that fails keeps the portal around it, and says so without JavaScript', async ({
  browser,
  baseURL,
}) => {
  const { tenant, ownerVisitor, ownOrganization } = await createConsolePeople(baseURL ?? '')
  const page = await ownerVisitor.open(browser, tenant.url)
  const path = `/o/${ownOrganization.slug}/branding`
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1, name: 'Branding' })).toBeVisible()
  const setDraft = (draft: string | null) =>
    tenant.query(
      'UPDATE organizations SET branding_draft = $3::jsonb WHERE tenant_id = $1 AND id = $2 RETURNING id',
      [ownOrganization.id, draft],
    )
  await setDraft('{"primaryColor": 5}')
  expect((await page.reload())?.status()).toBe(500)
  await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Members', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Go to Home' })).toHaveAttribute(
    'href',
    `/o/${ownOrganization.slug}/home`,
  )
  await expectAccessible(page)

  const plain = await (
    await browser.newContext({
      javaScriptEnabled: false,
      baseURL: tenant.url,
      storageState: await page.context().storageState(),
    })
  ).newPage()
  expect((await plain.goto(path))?.status()).toBe(500)
  await expect(plain.getByRole('heading', { name: 'Something went wrong' })).toBeVisible()
  await setDraft(null)
  await plain.getByRole('link', { name: 'Try again' }).click()
  await expect(plain.getByRole('heading', { level: 1, name: 'Branding' })).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Branding' })).toBeVisible()
})
