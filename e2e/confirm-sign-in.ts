import { expect, type Page } from '@playwright/test'
import pg from 'pg'
import { asSuperuser } from './database'
import { password } from './support'

/** Now what requires a recent sign-in asks for one. */
export async function ageSignIns(email: string): Promise<void> {
  const client = new pg.Client(asSuperuser())
  await client.connect()
  try {
    await client.query(
      `UPDATE sessions s SET auth_time = now() - interval '16 minutes' FROM users u
       WHERE u.tenant_id = 'lumen' AND u.email = $1 AND s.tenant_id = 'lumen' AND s.user_id = u.id`,
      [email],
    )
  } finally {
    await client.end()
  }
}

export async function confirmSignIn(page: Page): Promise<void> {
  await expect(page.getByText('Confirm it’s you to continue.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/[?&]continue=/)
}
