'use server'

import { redirect } from 'next/navigation'
import { currentPerson, type Person } from '../auth'
import { askApi } from '../documents'

/** The API checks the permission; this application does not. */
export async function addDocument(form: FormData): Promise<void> {
  const body = JSON.stringify({ title: form.get('title') })
  await askAndReturn((person) => askApi(person, '/documents', { method: 'POST', body }))
}

export async function deleteDocument(id: string): Promise<void> {
  await askAndReturn((person) => askApi(person, `/documents/${encodeURIComponent(id)}`, { method: 'DELETE' }))
}

async function askAndReturn(ask: (person: Person) => Promise<Response>): Promise<never> {
  const person = await currentPerson()
  if (!person) redirect('/login')
  const { ok, status } = await ask(person)
  redirect(ok ? '/' : `/?error=${status}`)
}
