import { expect, test, type Locator } from '@playwright/test'
import { startFakeResend, type FakeResend } from '@/test/fake-resend'
import { startEmptyProduct, type EmptyProduct } from '@/test/two-processes'
import { newPage } from './support'

test.describe.configure({ mode: 'serial' })

let resend: FakeResend
let product: EmptyProduct

test.beforeAll(async () => {
  resend = await startFakeResend()
  product = await startEmptyProduct({
    RESEND_API_KEY: 're_first_run',
    RESEND_BASE_URL: resend.url,
    EMAIL_FROM: 'Portal <hello@portal.test>',
  })
})
test.afterAll(async () => {
  await product.stop()
  await resend.close()
})

const password = 'a long way to the door'

test('it takes at most twelve acts from an empty database to a customer’s owner in the portal', async ({
  browser,
}) => {
  let acts = 0
  const act = async (target: Locator) => {
    acts++
    await target.click()
  }
  const operator = await newPage(browser)
  const link = /Set up your portal at (\S+)/.exec(product.output())?.[1] ?? ''
  acts++
  await operator.goto(link)
  await operator.getByLabel('Product name').fill('Lumen')
  await operator.getByLabel('Your name').fill('Olu')
  await operator.getByLabel('Email').fill('olu@lumen.test')
  await operator.getByLabel('Password').fill(password)
  await act(operator.getByRole('button', { name: 'Create portal' }))
  await expect(operator).toHaveURL(/\/sign-in\?return_to=%2Fconsole/)
  await operator.getByRole('textbox', { name: 'Email', exact: true }).fill('olu@lumen.test')
  await operator.getByRole('textbox', { name: 'Password', exact: true }).fill(password)
  await act(operator.getByRole('button', { name: 'Sign in', exact: true }))
  await expect(operator).toHaveURL(/\/console$/)
  await act(operator.getByRole('link', { name: 'Organizations', exact: true }))
  await act(operator.getByRole('link', { name: 'Create organization' }).first())
  await operator.getByRole('textbox', { name: 'Organization name' }).fill('Acme')
  await operator.getByRole('textbox', { name: 'Email', exact: true }).fill('ann@acme.test')
  await act(operator.getByRole('button', { name: 'Create organization' }))
  await expect(operator.getByRole('heading', { name: 'Acme' })).toBeVisible()

  const mail = () => resend.deliveries().find(({ to }) => to === 'ann@acme.test')
  await expect.poll(mail).toBeDefined()
  const ticket = /https?:\/\/\S+\/invitations\/\w+/.exec(mail()?.text ?? '')?.[0] ?? ''
  const owner = await newPage(browser)
  acts++
  await owner.goto(ticket)
  await owner.getByRole('textbox', { name: 'Name', exact: true }).fill('Ann')
  await owner.getByRole('textbox', { name: /^(New )?[Pp]assword$/ }).fill('another long way in')
  await act(owner.getByRole('button', { name: 'Accept invitation' }))
  await expect(owner).toHaveURL(/\/o\/acme\/home/)
  await expect(owner.getByRole('link', { name: 'Settings' })).toBeVisible()
  expect(acts).toBeLessThanOrEqual(12)
})

test('once there is a tenant, the page that sets it up is gone', async ({ request }) => {
  const gone = await request.get(`${product.url}/setup`)
  expect(gone.status()).toBe(404)
})
