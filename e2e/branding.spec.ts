import { expect, test, type Page } from '@playwright/test'
import sharp from 'sharp'
import { withBombs } from '../test/hostile-pictures'
import { signInAsNewUser } from './sign-in-steps'
import { createOrganization, expectAccessible, mailTo, newPage } from './support'

const blue = 'rgb(29, 78, 216)'

function picture(): Promise<Buffer> {
  return sharp({ create: { width: 120, height: 60, channels: 3, background: '#1d4ed8' } })
    .webp()
    .toBuffer()
}

const views = {
  'Sign-in page': 'Preview of the sign-in page',
  'Invitation page': 'Preview of the invitation page',
  Email: 'Preview of an email',
}

async function previewOf(page: Page, view: keyof typeof views) {
  await page.getByRole('radio', { name: view }).check()
  return page.getByRole('figure', { name: views[view] })
}

async function saved(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('Branding saved.').first()).toBeVisible()
}

test('colors show in the preview as they are typed, and on the sign-in page once saved', async ({
  page,
  browser,
}) => {
  const { email } = await signInAsNewUser(page)
  const { slug } = await createOrganization(page, 'Blue House')
  await page.goto(`/o/${slug}/branding`)
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Primary color', exact: true }).fill('#1d4ed8')
  await page.getByRole('textbox', { name: 'Background color', exact: true }).fill('#f0f4ff')
  for (const view of ['Invitation page', 'Sign-in page'] as const)
    await expect((await previewOf(page, view)).locator('[data-part="button"]')).toHaveCSS(
      'background-color',
      blue,
    )
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect(page.getByText('keeps this page light in both themes')).toBeVisible()
  const preview = await previewOf(page, 'Email')
  await expect(preview.locator('.button')).toHaveCSS('background-color', blue)
  await expect(preview.locator('.card')).toHaveCSS('background-color', 'rgb(22, 24, 29)')
  await page.getByRole('radio', { name: 'Phone' }).check()
  expect((await preview.boundingBox())?.width).toBeGreaterThan(320)
  expect((await preview.locator('.page').boundingBox())?.width).toBeLessThanOrEqual(320)
  const visitor = await newPage(browser, { colorScheme: 'dark' })
  await visitor.goto(`/o/${slug}`)
  const signIn = visitor.getByRole('button', { name: 'Sign in', exact: true })
  await expect(signIn).not.toHaveCSS('background-color', blue)
  await saved(page)
  await visitor.reload()
  await expect(signIn).toHaveCSS('background-color', blue)
  await expect(visitor.locator('html')).toHaveCSS('color-scheme', 'light')
  await expectAccessible(visitor)
  await page.getByRole('textbox', { name: 'Primary color', exact: true }).fill('#f5d90a')
  await page.getByRole('textbox', { name: 'Background color', exact: true }).fill('#0b1f3a')
  await page.getByRole('button', { name: 'Save draft' }).click()
  await expect(page.getByText('This is a draft')).toBeVisible()
  await page.getByRole('button', { name: 'Send me a test email' }).click()
  const sent = await mailTo(page, email, { template: 'branding_test' })
  expect(sent.html).toContain('background-color:#f5d90a')
  await visitor.reload()
  await expect(signIn).toHaveCSS('background-color', blue)
  await saved(page)
  await expect(page.getByText('This is a draft')).toHaveCount(0)
  await visitor.emulateMedia({ colorScheme: 'light' })
  await visitor.reload()
  await expect(signIn).toHaveCSS('color', 'rgb(0, 0, 0)')
  await expect(visitor.locator('html')).toHaveCSS('color-scheme', 'dark')
  await expectAccessible(visitor)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Restore version 1' }).click()
  await expect(page.getByText('Version 1 is published again.').first()).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Primary color', exact: true })).toHaveValue('#1d4ed8')
  await visitor.reload()
  await expect(signIn).toHaveCSS('background-color', blue)
})

test('re-encodes an uploaded logo and serves it without a cookie; refuses a file that is not a picture', async ({
  page,
  browser,
}) => {
  await signInAsNewUser(page)
  const { slug } = await createOrganization(page, 'Logo House')
  await page.goto(`/o/${slug}/branding`)
  const field = page.getByLabel('Logo', { exact: true })
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  await field.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: svg })
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(field).toHaveAccessibleDescription('A logo must be a PNG, JPEG or WebP image.')
  await field.setInputFiles({
    name: 'big.png',
    mimeType: 'image/png',
    buffer: Buffer.alloc(2.5 * 1024 * 1024),
  })
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(field).toHaveAccessibleDescription('A logo can be at most 2 MB.')

  await field.setInputFiles({ name: 'logo.webp', mimeType: 'image/webp', buffer: await picture() })
  await page.getByRole('textbox', { name: 'Terms' }).fill('http://company.test')
  await page.getByRole('button', { name: 'Save changes' }).click()
  const terms = page.getByRole('textbox', { name: 'Terms' })
  await expect(terms).toHaveAccessibleDescription(/Enter a link that begins with https/)
  await terms.fill('https://company.test/terms')
  await page.getByRole('textbox', { name: 'Headline' }).fill('Good to see you')
  await page.getByRole('textbox', { name: 'Support address' }).fill('help@company.test')
  const dark = { name: 'dark.webp', mimeType: 'image/webp', buffer: await picture() }
  await page.getByLabel('Logo for dark backgrounds', { exact: true }).setInputFiles(dark)
  const preview = page.getByRole('figure', { name: 'Preview of the sign-in page' }).locator('img')
  await expect(preview).toHaveAttribute('src', /^data:image\/webp/)
  await expect(page.getByRole('button', { name: /^Use #/ })).toHaveText([/^#/])
  await saved(page)
  await expect(preview).toHaveAttribute('src', /^\/logos\/img_/)
  const proposal = page.getByRole('button', { name: /^Use #/ })
  const color = (await proposal.innerText()).trim()
  await proposal.click()
  await expect(page.getByRole('textbox', { name: 'Primary color', exact: true })).toHaveValue(color)

  const visitor = await newPage(browser)
  await visitor.goto(`/o/${slug}`)
  await expectOwnIcons(visitor, slug)
  await expect(page).toHaveTitle('Branding · Logo House')
  const logo = visitor.getByRole('img', { name: 'Logo House' })
  expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(120)
  await expect(visitor.getByText('Good to see you')).toBeVisible()
  await expect(visitor.getByRole('link', { name: 'Support' })).toHaveAttribute(
    'href',
    'mailto:help@company.test',
  )
  await expect(visitor.getByRole('link', { name: 'Terms' })).toHaveAttribute(
    'href',
    'https://company.test/terms',
  )
  const source = await logo.getAttribute('src')
  await visitor.emulateMedia({ colorScheme: 'dark' })
  await expect(logo).not.toHaveAttribute('src', source ?? '')
  await visitor.emulateMedia({ colorScheme: 'light' })
  const answer = await visitor.request.get((await logo.getAttribute('src')) ?? '')
  const headers = answer.headers()
  expect(headers).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'",
    'cross-origin-resource-policy': 'cross-origin',
  })
  expect(headers['set-cookie']).toBeUndefined()

  const remove = page.getByRole('checkbox', { name: 'Remove the logo', exact: true })
  await remove.check()
  await saved(page)
  await expect(remove).toHaveCount(0)
  await visitor.reload()
  await expect(logo).toHaveCount(0)
})

/** Title, icon and manifest are the organization’s or the tenant’s; the product’s name is on no page. */
async function expectOwnIcons(visitor: Page, slug: string): Promise<void> {
  await expect(visitor).toHaveTitle('Sign in · Logo House')
  const icon = await visitor.locator('head > link[rel="icon"]').getAttribute('href')
  const drawn = await visitor.request.get(icon ?? '')
  expect(drawn.headers()).toMatchObject({ 'content-type': 'image/svg+xml' })
  expect(await drawn.text()).toContain('data:image/png;base64,')
  const apple = await visitor.locator('head > link[rel="apple-touch-icon"]').getAttribute('href')
  const picture = await visitor.request.get(apple ?? '')
  expect(picture.headers()).toMatchObject({ 'content-type': 'image/png' })
  const { width, height } = await sharp(await picture.body()).metadata()
  expect([width, height]).toEqual([180, 180])
  const manifest = await visitor.request.get(`/o/${slug}/manifest.webmanifest`)
  expect(await manifest.json()).toMatchObject({ name: 'Logo House', start_url: `/o/${slug}/home` })
  expect((await visitor.request.get('/o/no-such-place/manifest.webmanifest')).status()).toBe(404)
  for (const path of ['/', '/sign-in', '/nothing', `/o/${slug}`, '/logos/letter', '/manifest.webmanifest'])
    expect(await (await visitor.request.get(path)).text(), path).not.toContain('Foyer')
}

test('a logo with compressed text chunks is re-encoded like any other', async ({ page }) => {
  await signInAsNewUser(page)
  const { slug } = await createOrganization(page, 'Bomb House')
  await page.goto(`/o/${slug}/branding`)
  const bomb = withBombs(
    await sharp(await picture())
      .png()
      .toBuffer(),
    'zTXt',
  )
  await page.getByLabel('Logo', { exact: true }).setInputFiles({
    name: 'logo.png',
    mimeType: 'image/png',
    buffer: bomb,
  })
  await saved(page)
  const preview = page.getByRole('figure', { name: 'Preview of the sign-in page' }).locator('img')
  await expect(preview).toHaveAttribute('src', /^\/logos\/img_/)
})

test('without JavaScript a color is saved, and one that cannot be read as a color is refused', async ({
  page,
  browser,
}) => {
  await signInAsNewUser(page)
  const { slug } = await createOrganization(page, 'Plain House')
  const state = await page.context().storageState()
  const plain = await newPage(browser, { javaScriptEnabled: false, storageState: state })
  await plain.goto(`/o/${slug}/branding`)
  const primary = plain.getByRole('textbox', { name: 'Primary color', exact: true })
  await primary.fill('red')
  await plain.getByRole('button', { name: 'Save changes' }).click()
  await expect(primary).toHaveAccessibleDescription(/Enter a color as #/)
  await expect(primary).toHaveValue('red')
  await primary.fill('#f5d90a')
  await plain.getByRole('button', { name: 'Save changes' }).click()
  await plain.goto(`/o/${slug}/branding`)
  await expect(primary).toHaveValue('#f5d90a')
  await expect(plain.locator('meta[name="theme-color"]').first()).toHaveAttribute('content', '#f5d90a')
})
