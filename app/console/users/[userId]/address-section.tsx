import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { canSendEmail } from '@/lib/domain/email-sender/email-sender'
import type { User } from '@/lib/domain/users/read-user'
import { currentTenant } from '@/lib/web/tenant'
import { NeedsEmail } from '../../../(front)/needs-email'
import { sendVerification, showVerificationLink, undoVerify, verify } from '../actions'
import { verificationOptionsWith } from '../inputs'
import { changeAddress } from './actions'
import { ShowLink } from './show-link'

interface AddressSectionProps {
  user: User
  isSelf: boolean
  mayCreateLinks: boolean
}

export function AddressSection({ user, isSelf, mayCreateLinks }: AddressSectionProps) {
  return (
    <Section title="Email address" text="Where they sign in, and where their email goes.">
      {!user.isEmailVerified && <Verification user={user} mayCreateLinks={mayCreateLinks} />}
      {isSelf ? (
        <p className="text-muted-foreground">
          Change your own address on <TextLink href="/account">your account page</TextLink>.
        </p>
      ) : (
        <AddressForm user={user} />
      )}
    </Section>
  )
}

async function AddressForm({ user: { id, email } }: { user: User }) {
  const canSend = await canSendEmail((await currentTenant()).id)
  return (
    <Form action={changeAddress} act="change-address" values={{ user_id: id }} className="page-form">
      <Field name="email" label="Email">
        <Input
          key={email}
          type="email"
          defaultValue={email}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <Field
        name="verification"
        label="Is the new address theirs?"
        help="An address that is not verified signs them out until they verify it."
      >
        <Select options={verificationOptionsWith(canSend)} />
      </Field>
      <SubmitButton variant="secondary" className="self-start">
        Change address
      </SubmitButton>
    </Form>
  )
}

function Verification({
  user: { id, email, name },
  mayCreateLinks,
}: {
  user: User
  mayCreateLinks: boolean
}) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      <NeedsEmail otherwise={null}>
        <Form action={sendVerification} values={{ user_id: id }}>
          <SubmitButton variant="secondary">Send verification email</SubmitButton>
        </Form>
      </NeedsEmail>
      <ConfirmDialog
        act="mark-verified"
        trigger={<Button>Mark as verified</Button>}
        title={`Mark ${email} as verified?`}
        description={`Only if you know that the address belongs to ${name}. What they sign in with now keeps working.`}
        action={verify}
        undo={undoVerify}
        values={{ user_id: id }}
        submit="Mark as verified"
        tone="primary"
      />
      {mayCreateLinks && (
        <ShowLink
          act="show-verification-link"
          action={showVerificationLink}
          userId={id}
          label="Show verification link"
        />
      )}
    </div>
  )
}
