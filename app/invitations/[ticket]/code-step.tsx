import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { CodeField } from '../../(front)/code-field'
import { enterCode, sendCode } from './actions'
import { InvitationLinkFields, type InvitationLink } from './invitation-link-fields'

/** For an invitee who got the link other than by email: the address is not verified yet. */
export function SendCodeForm({ link, again = false }: { link: InvitationLink; again?: boolean }) {
  return (
    <Form action={sendCode}>
      <InvitationLinkFields {...link} />
      <SubmitButton width="full" variant={again ? 'ghost' : 'primary'}>
        {again ? 'Send another code' : 'Send code'}
      </SubmitButton>
    </Form>
  )
}

export function EnterCodeForm({ link, emailToken }: { link: InvitationLink; emailToken: string }) {
  return (
    <div className="flex flex-col gap-3">
      <Form action={enterCode}>
        <InvitationLinkFields {...link} />
        <input type="hidden" name="proof" value={emailToken} />
        <CodeField />
        <SubmitButton width="full">Continue</SubmitButton>
      </Form>
      <SendCodeForm link={link} again />
    </div>
  )
}
