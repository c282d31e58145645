import { expect, test, type Page } from '@playwright/test'
import { startFakeResend, type FakeResend } from '@/test/fake-resend'
import { startEmptyProduct, type EmptyProduct } from '@/test/two-processes'
import { expectAccessible, newPage } from './support'
import { Device } from './virtual-authenticator'

let resend: FakeResend
let product: EmptyProduct

test.beforeEach(async () => {
  resend = await startFakeResend()
  product = await startEmptyProduct({
    RESEND_API_KEY: 're_first_run',
    RESEND_BASE_URL: resend.url,
    EMAIL_FROM: 'Portal <hello@portal.test>',
  })
})
test.afterEach(async () => {
  await product.stop()
  await resend.close()
})

/** Up to the page that the setup leads to. */
async function setUpWithPasskey(page: Page): Promise<void> {
  await page.goto(/Set up your portal at (\S+)/.exec(product.output())?.[1] ?? '')
  await page.getByLabel('Product name').fill('Lumen')
  await page.getByLabel('Your name').fill('Olu')
  await page.getByLabel('Email').fill('olu@lumen.test')
  await page.getByLabel('Sign in with a passkey instead').check()
  await expect(page.getByLabel('Password', { exact: true })).toBeHidden()
  await expect(page.getByText('If you don’t, ask for a sign-in link by email')).toBeVisible()
  await page.getByRole('button', { name: 'Create portal' }).click()
  await expect(page).toHaveURL(`${product.url}/sign-in/link?token=${tokenOf(page)}`)
}

function tokenOf(page: Page): string {
  return new URL(page.url()).searchParams.get('token') ?? 'none'
}

test('the first operator sets up the portal with a passkey, and signs in with it', async ({
  page,
  browser,
}) => {
  const device = await Device.plugInto(page)
  await setUpWithPasskey(page)
  const link = page.url()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/account\/passkey\/new\?return_to=%2Fconsole$/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page).toHaveURL(/\/console$/)
  expect(await device.passkeys()).toMatchObject([{ rpId: 'localhost', isResidentCredential: true }])

  const other = await newPage(browser)
  await other.goto(link)
  await expect(other.getByText('This link has already been used.')).toBeVisible()

  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveURL(`${product.url}/`)
  await page.goto(`${product.url}/sign-in?return_to=%2Fconsole`)
  await page.getByRole('button', { name: 'Use a passkey', exact: true }).click()
  await expect(page).toHaveURL(/\/console$/)
})

test('an operator who closed the page before adding a passkey signs in by email', async ({
  page,
  browser,
}) => {
  await setUpWithPasskey(page)
  const later = await newPage(browser)
  await later.goto(`${product.url}/sign-in?return_to=%2Fconsole`)
  await later.getByRole('textbox', { name: 'Email', exact: true }).fill('olu@lumen.test')
  await later.getByRole('button', { name: 'Email me a link instead' }).click()
  await expect(later).toHaveURL(/\/sign-in\/code/)
  const mail = () => resend.deliveries().find(({ to }) => to === 'olu@lumen.test')
  await expect.poll(mail).toBeDefined()
  await later.goto(/https?:\/\/\S+\/sign-in\/link\S+/.exec(mail()?.text ?? '')?.[0] ?? '')
  await later.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(later).toHaveURL(/\/console$/)
})
