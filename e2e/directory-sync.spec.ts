import { expect } from '@playwright/test'
import { addVerifiedDomain, createConnection, ownIssuer, test } from '@/test/fixtures/browser-connections'
import { createDirectory } from './directory-rows'
import { patchOf, scimUser } from '@/test/fixtures/scim-requests'
import { button } from './locators'
import { call } from './oidc-caller'
import { managementToken } from '@/test/fixtures/applications'
import { expectAccessible } from './support'

test('an owner turns on directory sync; the directory adds a member, gives a role and ends access', async ({
  browser,
  ownTenant: tenant,
}) => {
  const organization = await tenant.createOrganization('Harbour')
  const owner = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, owner, ['Owner'])
  await addVerifiedDomain(tenant, organization, 'here.test')
  const { id } = await createConnection(tenant, {
    owner: organization,
    displayName: 'Harbour login',
    options: { issuer: ownIssuer },
  })
  const page = await tenant.open(browser, owner)
  const here = `/o/${organization.slug}`
  await page.goto(`${here}/sign-in-methods/providers/${id}`)
  await page.getByRole('link', { name: 'Open directory sync' }).click()
  await expectAccessible(page)
  await button(page, 'Turn on directory sync').click()
  const base = await page.getByText(`${tenant.url}/scim/v2/connections/${id}`, { exact: true }).innerText()
  await button(page, 'Create token').click()
  const token = await page.getByText(/^scim_/).innerText()
  await expectAccessible(page)
  await button(page, 'I have saved it').click()
  await expect(page.getByText(token)).toHaveCount(0)

  const ask = async (method: string, path: string, body: object) => {
    const url = new URL(base)
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
    const answer = await call(url.origin, `${url.pathname}${path}`, {
      method,
      headers,
      body: JSON.stringify(body),
    })
    expect(answer.status, answer.text).toBeLessThan(300)
    return String(answer.json['id'])
  }
  const userId = await ask('POST', '/Users', scimUser('ann'))
  await ask('POST', '/Groups', { displayName: 'Engineering', members: [{ value: userId }] })

  await page.reload()
  await page.getByRole('link', { name: 'Change roles of Engineering' }).click()
  await page.getByRole('checkbox', { name: 'Admin' }).check()
  await button(page, 'Save roles').click()
  await expect(page.getByText('The roles of the group are saved.')).toBeVisible()
  await expect(page.getByRole('row', { name: /Create user ann@here\.test/ })).toContainText('201')
  await expectAccessible(page)

  await page.goto(`${here}/members`)
  const member = page.getByRole('row', { name: /ann from the directory/ })
  await expect(member).toContainText('Managed by your directory')
  await expect(member).toContainText('Admin')
  await ask('PATCH', `/Users/${userId}`, patchOf({ op: 'Replace', path: 'active', value: 'False' }))
  await page.reload()
  await expect(member).toContainText('Suspended')
  await member.getByRole('link').first().click()
  await expect(page.getByText('Your directory. Change their access and groups there.')).toBeVisible()
  await expect(button(page, 'Restore access')).toHaveCount(0)
  await expectAccessible(page)
})

test('a program turns on directory sync; an owner sees that, creates a token and takes it over', async ({
  browser,
  ownTenant: tenant,
}) => {
  const organization = await tenant.createOrganization('Harbour')
  const owner = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, owner, ['Owner'])
  const { id } = await createConnection(tenant, { owner: organization, options: { issuer: ownIssuer } })
  const { bearer } = await managementToken(tenant)
  const turnedOn = await call(tenant.url, `/api/v2/connections/${id}/scim-configuration`, {
    method: 'POST',
    headers: { authorization: bearer },
  })
  expect(turnedOn.status, turnedOn.text).toBe(201)

  const page = await tenant.open(browser, owner)
  await page.goto(`/o/${organization.slug}/sign-in-methods/providers/${id}/directory`)
  await expect(page.getByText('An owner (turned on by an operator)')).toBeVisible()
  await expectAccessible(page)
  await button(page, 'Create token').click()
  const token = await page.getByText(/^scim_/).innerText()
  await button(page, 'I have saved it').click()
  await button(page, 'Take over').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take over' }).click()
  await expect(page.getByText('Directory sync now runs with your permissions.')).toBeVisible()
  await expect(page.getByText('An owner (turned on by an operator)')).toHaveCount(0)
  const headers = { authorization: `Bearer ${token}` }
  expect((await call(tenant.url, `/scim/v2/connections/${id}/Users`, { headers })).status).toBe(200)
})

test('what only an operator may change is shown, and cannot be changed', async ({
  browser,
  ownTenant: tenant,
}) => {
  const organization = await tenant.createOrganization('Harbour')
  const owner = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, owner, ['Owner'])
  const { id } = await createDirectory(tenant, { organization, maker: owner, members: 1 })
  const data = { organizationId: organization.id, connectionId: id, accessLevel: 'readonly' }
  await tenant.write((tx) => tx.enabledConnection.create({ data }))
  const page = await tenant.open(browser, owner)
  await page.goto(`/o/${organization.slug}/sign-in-methods/providers/${id}/directory`)
  await expect(page.getByText(/^Only .+ can change this\.$/)).toBeVisible()
  await expect(page.getByText('Members managed')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Groups' }).getByText('1 member')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Tokens' }).getByRole('listitem')).toHaveCount(1)
  await expectAccessible(page)
  for (const name of ['Turn off', 'Take over', 'Revoke', 'Create token'])
    await expect(button(page, name)).toHaveCount(0)
  await expect(page.getByRole('link', { name: /Change roles/ })).toHaveCount(0)
  await tenant.query(
    'DELETE FROM directories WHERE tenant_id = $1 AND organization_id = $2 RETURNING connection_id',
    [organization.id],
  )
  await page.reload()
  await expect(page.getByText(/^Only .+ can change this\.$/)).toBeVisible()
  await expect(button(page, 'Turn on directory sync')).toHaveCount(0)
})
