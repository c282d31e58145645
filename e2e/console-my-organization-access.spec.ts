import { expect, test } from '@playwright/test'
import { createBrowserApplication } from '@/test/fixtures/applications'
import { createConsolePeople } from './console/fixture'
import { call, token } from './oidc-caller'
import { claimsIn } from './relying-party'

test('a machine gets access to one organization’s My Organization API, and loses it', async ({
  baseURL,
  browser,
}) => {
  const { tenant, visitor, ownOrganization } = await createConsolePeople(baseURL ?? '')
  const machine = await createBrowserApplication(tenant, {
    appType: 'non_interactive',
    grantTypes: ['client_credentials'],
  })
  const page = await visitor.open(browser, tenant.url)
  await page.goto(`/console/applications/${machine.id}/access`)
  const link = page.getByRole('link', { name: 'My Organization API' })
  await expect(page.getByRole('heading', { name: 'API access' })).toBeVisible()
  await expect(link).toBeHidden()
  await page.goto(`/console/applications/${machine.id}/access/my-org`)
  await expect(page.getByText('It gets no tokens yet')).toBeVisible()
  await tenant.write((tx) =>
    tx.client.updateMany({
      where: { id: machine.id },
      data: {
        myOrganizationConfiguration: { allowed_strategies: [], connection_deletion_behavior: 'allow' },
      },
    }),
  )
  await page.goto(`/console/applications/${machine.id}/access`)
  await link.click()
  await expect(page.getByText('It gets no tokens yet')).toBeHidden()
  await expect(page.getByRole('combobox', { name: 'Tokens are for' })).toBeHidden()
  await page.getByRole('checkbox', { name: 'read:my_org:details' }).check()
  await page.getByRole('button', { name: 'Give access' }).click()
  await expect(page.getByText('Access given.')).toBeVisible()

  const audience = `${tenant.url}/my-org/`
  const ask = () =>
    token(tenant.url, machine, {
      grant_type: 'client_credentials',
      audience,
      organization: ownOrganization.id,
    })
  expect((await ask()).status).toBe(400)
  await page.getByRole('textbox', { name: 'Add an organization' }).fill(ownOrganization.id)
  await page.getByRole('button', { name: 'Add organization' }).click()
  await expect(page.getByText('Organization added.')).toBeVisible()
  const { json } = await ask()
  const accessToken = String(json['access_token'])
  expect(claimsIn(accessToken)).toMatchObject({ aud: audience, scope: 'read:my_org:details' })
  const details = () =>
    call(tenant.url, '/my-org/details', { headers: { authorization: `Bearer ${accessToken}` } })
  expect(await details()).toMatchObject({ status: 200, json: { id: ownOrganization.id } })

  await page.goto(`/console/organizations/${ownOrganization.id}/applications`)
  const machines = page.getByRole('list', { name: 'Machines' })
  await expect(machines).toContainText(`${audience}: read:my_org:details`)
  await page.goto(`/console/applications/${machine.id}/access`)
  await expect(page.getByRole('row').filter({ hasText: audience })).toContainText(/1 of \d/)
  await link.click()
  await page.getByRole('button', { name: 'Remove access' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page).toHaveURL(/\/access$/)
  expect((await details()).status).toBe(401)
  await page.context().close()
})
