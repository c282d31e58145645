import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { consolePage } from '@/lib/http/person'
import { usersPath } from '../query'
import { NewUserForm } from './new-user-form'

export const metadata: Metadata = { title: 'Create user' }

export default async function NewUserPage() {
  await consolePage('create:users')
  return (
    <div className="max-w-form">
      <BackLink href={usersPath}>Users</BackLink>
      <PageHeader
        title="Create user"
        text="They belong to no organization until they are invited or added to one."
      />
      <NewUserForm />
    </div>
  )
}
