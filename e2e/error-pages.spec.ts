import { expect, test } from '@playwright/test'
import { createConsolePeople } from './console/fixture'
import { routesBuilt } from './pages'
import { expectAccessible, newPage, startSession } from './support'

/** An error of these is data: for programs, and for the scripts of a page. */
const data = /^\/(api\/(v2|health)|my-org|scim|oauth|userinfo|\.well-known)(\/|$)/

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

test('a route that has no page answers people who may not see it with one', async ({ browser, baseURL }) => {
  const page = await newPage(browser, baseURL === undefined ? {} : { baseURL })
  await startSession(page, 'gus@globex.test')
  const paths = routesBuilt().map((pattern) => pattern.replaceAll(/\[[^/]+\]/g, 'unknown'))
  const others = paths.filter((path) => !data.test(path))
  expect(others.length).toBeGreaterThan(20)
  for (const path of [...others, '/pem?cert=nothing', '/_next/static/nothing.js']) {
    // What is there is sent on, shown or downloaded.
    if ((await page.request.get(path, { maxRedirects: 0 })).status() < 400) continue
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible()
  }
  await expectAccessible(page)
})
