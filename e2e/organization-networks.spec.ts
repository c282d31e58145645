import { expect, test, type Page } from '@playwright/test'
import { elsewhere, limitNetworks } from '@/test/fixtures/organization-limits'
import { createConsolePeople } from './console/fixture'
import { fillInvite } from './invitation-steps'
import { button, rowOf } from './locators'
import { expectAccessible, newAddress } from './support'

/** Where the browsers of the tests are. */
const here = '127.0.0.1'

function listOf(page: Page) {
  return page.getByRole('textbox', { name: 'Allowed networks' })
}

function refusalOf(page: Page) {
  return page.getByRole('heading', { name: 'Harbour can be used only from certain networks' })
}

async function createHarbour(baseURL: string | undefined) {
  const people = await createConsolePeople(baseURL ?? '')
  const { tenant } = people
  const organization = await tenant.createOrganization('Harbour')
  const owner = await tenant.createUser('Olga Owner')
  const member = await tenant.createUser('Mia Member')
  await tenant.addMember(organization, owner, ['Owner'])
  await tenant.addMember(organization, member, ['Member'])
  return { ...people, organization, owner, member }
}

test('an owner cannot lock themselves out, a member elsewhere is told why, and an operator helps', async ({
  browser,
  baseURL,
}) => {
  const { tenant, visitor, readerVisitor, organization, owner, member } = await createHarbour(baseURL)
  const at = `/o/${organization.slug}`
  const page = await tenant.open(browser, owner)
  await page.goto(`${at}/security`)
  await expect(page.getByText(`Your own address is ${here}.`)).toBeVisible()
  await listOf(page).fill(`${elsewhere}/24`)
  await button(page, 'Save networks').click()
  await expect(page.getByText(`${elsewhere}/24 is an address within a network.`)).toBeVisible()
  await listOf(page).fill('203.0.113.0/24')
  await button(page, 'Save networks').click()
  await expect(page.getByText(`does not contain your own address, ${here}`)).toBeVisible()
  await expect(listOf(page)).toHaveValue('203.0.113.0/24')
  await expectAccessible(page)
  await page.getByRole('checkbox', { name: `Add my own address, ${here}` }).check()
  await button(page, 'Save networks').click()
  await expect(page.getByText('Harbour can be used from these networks only.').first()).toBeVisible()
  await page.reload()
  await expect(listOf(page)).toHaveValue(`203.0.113.0/24\n${here}/32`)

  const colleague = await tenant.open(browser, member)
  await colleague.goto(`${at}/home`)
  await expect(colleague).toHaveURL(`${tenant.url}${at}/home`)
  await limitNetworks(tenant, organization, ['203.0.113.0/24'])
  await colleague.goto(`${at}/members`)
  await expect(refusalOf(colleague)).toBeVisible()
  await expect(colleague.getByText(`You are at ${here}.`)).toBeVisible()
  await expect(colleague.getByText('203.0.113.0')).toHaveCount(0)
  await expectAccessible(colleague)
  await listOf(page).fill('')
  await button(page, 'Save networks').click()
  await expect(refusalOf(page)).toBeVisible()

  const console_ = `/console/organizations/${organization.id}`
  const reader = await readerVisitor.open(browser, tenant.url)
  await reader.goto(console_)
  await expect(reader.getByText('203.0.113.0/24')).toBeVisible()
  await expect(button(reader, 'Allow every network')).toHaveCount(0)
  const operator = await visitor.open(browser, tenant.url)
  await operator.goto(console_)
  await button(operator, 'Allow every network').click()
  await button(operator, 'Allow').click()
  await expect(operator.getByText('Every network', { exact: true })).toBeVisible()
  await expectAccessible(operator)

  await colleague.getByRole('link', { name: 'Try again' }).click()
  await expect(colleague).toHaveURL(`${tenant.url}${at}/members`)
  await page.goto(`${at}/audit`)
  await expect(page.getByText('changed the security policies').first()).toBeVisible()
})

test('without JavaScript a member elsewhere learns why, also where they switch', async ({
  browser,
  baseURL,
}) => {
  const { tenant, organization, owner } = await createHarbour(baseURL)
  await limitNetworks(tenant, organization, ['203.0.113.0/24'])
  const signedIn = await tenant.open(browser, owner)
  const state = await signedIn.context().storageState()
  const context = await browser.newContext({
    baseURL: tenant.url,
    storageState: state,
    javaScriptEnabled: false,
  })
  const page = await context.newPage()
  await page.goto('/orgs')
  await button(page, 'Open Harbour').click()
  await expect(refusalOf(page)).toBeVisible()
  await page.getByRole('link', { name: 'Your organizations' }).click()
  await expect(page).toHaveURL(`${tenant.url}/orgs`)
})

test('only addresses at the allowed domains are invited, and the others are named', async ({
  browser,
  baseURL,
}) => {
  const { tenant, organization, owner } = await createHarbour(baseURL)
  const page = await tenant.open(browser, owner)
  const at = `/o/${organization.slug}`
  await page.goto(`${at}/security`)
  await page.getByRole('textbox', { name: 'Allowed email domains' }).fill('@journey.test partner.test')
  await button(page, 'Save domains').click()
  await expect(page.getByText('Only people at these email domains can be invited.').first()).toBeVisible()
  await page.goto(`${at}/invitations`)
  const [inside, outside] = [newAddress(), 'pia@elsewhere.test']
  await fillInvite(page, `${inside} ${outside}`)
  const dialog = page.getByRole('dialog')
  const refused = dialog.getByRole('listitem').filter({ hasText: outside })
  await expect(refused).toContainText(
    'invites only addresses at these email domains: journey.test, partner.test.',
  )
  await expectAccessible(page)
  await button(page, 'Send 1 invitation').click()
  await expect(page.getByText(`Invitation sent to ${inside}.`)).toBeVisible()
  await expect(refused).toBeVisible()
  await page.reload()
  await expect(rowOf(page, inside)).toContainText('Pending')
  await expect(rowOf(page, outside)).toHaveCount(0)
})
