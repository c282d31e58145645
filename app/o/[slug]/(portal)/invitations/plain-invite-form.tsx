import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Disclosure } from '@/components/ui/disclosure'
import { PlainRoleList } from '@/components/ui/plain-role-list'
import { SubmitButton } from '@/components/ui/submit-button'
import { Textarea } from '@/components/ui/textarea'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'
import { NeedsEmail } from '../../../../(front)/needs-email'
import { invitePeople } from './actions'
import { InviteOptions } from './invite-options'
import { InviteeVerdicts } from './invitee-verdicts'
import { UnsentNotice } from './unsent-notice'

/** For browsers without JavaScript; others have the dialog. */
export function PlainInviteForm({ slug, roles }: { slug: string; roles: AssignableRole[] }) {
  const options = roles.map(({ id, name, description }) => ({ id, name, description }))
  return (
    <Disclosure title="Invite people">
      <NeedsEmail otherwise={<UnsentNotice />}>{null}</NeedsEmail>
      <Form action={invitePeople.bind(null, slug)}>
        <Field name="emails" label="Email addresses" help="Separate with commas, spaces or new lines.">
          <Textarea autoComplete="off" spellCheck={false} inputMode="email" placeholder="name@example.com" />
        </Field>
        <InviteeVerdicts />
        <Field name="roles" label="Role" help="You can choose several.">
          <PlainRoleList options={options} />
        </Field>
        <InviteOptions />
        <div className="flex justify-end">
          <SubmitButton>Send invitations</SubmitButton>
        </div>
      </Form>
    </Disclosure>
  )
}
