import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PageHeader } from '@/components/ui/page-header'
import { PasswordInput } from '@/components/ui/password-input'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { canSendEmail } from '@/lib/domain/email-sender/email-sender'
import { consolePage } from '@/lib/http/person'
import { EmailNotice } from '../../email-notice'
import { create } from '../actions'
import { verificationOptionsWith } from '../inputs'
import { usersPath } from '../query'

export const metadata: Metadata = { title: 'Create user' }

export default async function NewUserPage() {
  const { operator } = await consolePage('create:users', 'read:users')
  return (
    <div className="max-w-form">
      <BackLink href={usersPath}>Users</BackLink>
      <PageHeader
        title="Create user"
        text="They belong to no organization until they are invited or added to one."
      />
      <EmailNotice operator={operator} />
      <NewUserForm canSend={await canSendEmail(operator.tenantId)} />
    </div>
  )
}

function NewUserForm({ canSend }: { canSend: boolean }) {
  return (
    <Form action={create} act="create-user">
      <Field name="name" label="Name">
        <Input autoComplete="off" maxLength={200} />
      </Field>
      <Field name="email" label="Email">
        <Input type="email" autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
      <Field
        name="verification"
        label="Is the address theirs?"
        help="Until it is verified, they cannot sign in."
      >
        <Select options={verificationOptionsWith(canSend)} />
      </Field>
      <Field
        name="password"
        label="Password (optional)"
        help={`${canSend ? 'Leave it empty to email them a link to choose one.' : 'Leave it empty to show them a link to choose one afterwards.'} Otherwise at least ten characters, for a verified address.`}
      >
        <PasswordInput autoComplete="new-password" />
      </Field>
      <SubmitButton className="self-start">Create user</SubmitButton>
    </Form>
  )
}
