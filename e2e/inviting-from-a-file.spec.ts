import { expect, test, type Locator } from '@playwright/test'
import { createInviter, openInvitation } from './invitation-steps'
import { button, field, rowOf } from './locators'
import { expectAccessible, linkOf, mailsTo, mailTo, newAddress, newPage } from './support'

test('people are invited from a file: checked first, sent in parts, and the others come back as a file', async ({
  browser,
  page,
}) => {
  const { slug, email: own } = await createInviter(page)
  await button(page, 'Invite people').click()
  const dialog = page.getByRole('dialog')
  await dropFile(dialog, 'Email,Name\nann@x.test,Ann Lee\nbob@x.test,www.evil.example')
  await expect(dialog.getByRole('status').filter({ hasText: 'rows' })).toHaveText(
    '2 rows, 1 cannot be invited',
  )
  await expect(dialog.getByRole('listitem')).toContainText(['Name cannot contain a link.', 'Ann Lee'])
  await button(page, 'Choose another file').click()
  await expectAccessible(page)
  await dialog.getByLabel('Or paste the rows').fill('ann@x.test,"Ann')
  await button(page, 'Check').click()
  await expect(
    dialog.getByText('Row 1: a quotation mark is opened, but not closed.', { exact: true }),
  ).toBeVisible()
  const people = Array.from({ length: 101 }, (_, index) => newAddress(`p${index}`))
  const [first = ''] = people
  const rows = people.map((address, index) => `${address};Lee, Ann;${index === 0 ? 'admin' : ''}`)
  const text = ['Email address;Name;Role', ...rows, `${own};Own;`, 'nobody;;Nothing'].join('\r\n')
  await dialog.getByLabel('CSV file').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\uFEFF${text}`),
  })
  await expect(dialog.getByRole('status').filter({ hasText: 'rows' })).toHaveText(
    '103 rows, 2 cannot be invited',
  )
  const items = dialog.getByRole('list', { name: 'Rows of the file' }).getByRole('listitem')
  await expect(items.nth(0)).toContainText('Already a member.')
  await expect(items.nth(1)).toContainText('You cannot assign a role “Nothing”.')
  await expect(items.nth(2)).toContainText('Lee, Ann · admin')
  await expectAccessible(page)
  await expect(dialog.getByRole('combobox', { name: 'Role', exact: true })).toHaveText('Member')
  await button(page, 'Send 101 invitations').click()
  await expect(dialog.getByText('101 of 103 rows invited')).toBeVisible({ timeout: 30_000 })
  const others = await dialog.getByRole('link', { name: 'Download these 2 rows' }).getAttribute('href')
  expect(decodeURIComponent(others ?? '')).toContain(`${own},Own,,Row 103: Already a member.\r\n`)
  await button(page, 'Done').click()
  await expect(dialog).toHaveCount(0)
  await page.goto(`/o/${slug}/invitations?q=${first}`)
  await expect(rowOf(page, first)).toContainText('Admin')
  await expect(rowOf(page, first)).toContainText('Lee, Ann · Invited by Ola Host')
  await openInvitation(page, first)
  await expect(page.getByText('by Ola Host, for Lee, Ann')).toBeVisible()
  const email = await mailTo(page, first)
  expect(email.text).toContain('Hi Lee, Ann,')
  expect(await mailsTo(page, first)).toHaveLength(1)
  const guest = await newPage(browser)
  await guest.goto(linkOf(email, '/invitations/'))
  await expect(field(guest, 'Name')).toHaveValue('Lee, Ann')
})

/** As from the desktop. */
async function dropFile(dialog: Locator, text: string): Promise<void> {
  const dataTransfer = await dialog.page().evaluateHandle((content) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([content], 'people.csv', { type: 'text/csv' }))
    return transfer
  }, text)
  await dialog.getByRole('textbox', { name: 'Email addresses' }).dispatchEvent('drop', { dataTransfer })
}
