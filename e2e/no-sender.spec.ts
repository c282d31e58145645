import { expect, test } from '@playwright/test'
import { startEmptyProduct, type EmptyProduct } from '@/test/two-processes'
import { expectAccessible, newPage } from './support'

let product: EmptyProduct
test.beforeAll(async () => {
  product = await startEmptyProduct({})
})
test.afterAll(() => product.stop())

const password = 'a long way to the door'
const noEmail = 'Email isn’t set up here yet'

test('where no one sends email, no page offers it', async ({ browser }) => {
  const page = await newPage(browser)
  await page.goto(/Set up your portal at (\S+)/.exec(product.output())?.[1] ?? '')
  await page.getByLabel('Product name').fill('Lumen')
  await page.getByLabel('Your name').fill('Olu')
  await page.getByLabel('Email').fill('olu@lumen.test')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create portal' }).click()

  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: /Email me a link/ })).toHaveCount(0)
  await expect(page.getByRole('link', { name: /Forgot password|Create one/ })).toHaveCount(0)
  for (const path of ['/reset', '/sign-up']) {
    await page.goto(product.url + path)
    await expect(page.getByText(noEmail)).toBeVisible()
    await expect(page.getByRole('textbox')).toHaveCount(0)
  }
  await page.goto(product.url)
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Create account' })).toHaveCount(0)

  await page.goto(`${product.url}/sign-in?return_to=%2Fconsole`)
  await page.getByRole('textbox', { name: 'Email', exact: true }).fill('olu@lumen.test')
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/console$/)
  await page.goto(`${product.url}/account`)
  await expect(page.getByText(noEmail)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Change email address' })).toHaveCount(0)

  await page.goto(`${product.url}/orgs/new`)
  await page.getByRole('textbox', { name: 'Organization name' }).fill('Acme')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page).toHaveURL(/\/o\/acme\/home/)
  await page.goto(`${product.url}/o/acme/invitations`)
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(noEmail)).toBeVisible()
  await expect(dialog.getByText('Copy each invitation’s link')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill('ben@acme.test')
  await dialog.getByRole('button', { name: /^Send (1 )?invitation/ }).click()
  const row = page.getByRole('row', { name: /ben@acme\.test/ })
  await expect(row).toBeVisible()
  await expect(async () => {
    await page.reload()
    await expect(row).toContainText('Email failed', { timeout: 1_000 })
  }).toPass({ timeout: 15_000 })
})
