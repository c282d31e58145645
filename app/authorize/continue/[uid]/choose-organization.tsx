import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Application } from '@/lib/oidc/interaction'
import { FrontPage } from '../../../(front)/front-page'
import { choose } from './actions'
import { CancelForm } from './cancel-form'

/** Shown before signing in: the organization determines the sign-in methods. */
export function ChooseOrganization({ uid, application }: { uid: string; application: Application }) {
  return (
    <FrontPage
      organization={null}
      title="Which organization?"
      text={`Enter your organization to sign in to ${application.name}.`}
    >
      <Form action={choose}>
        <input type="hidden" name="uid" value={uid} />
        <Field name="organization" label="Organization" help={helpOf(application)}>
          <Input autoComplete="organization" autoCapitalize="none" spellCheck={false} />
        </Field>
        <SubmitButton width="full">Continue</SubmitButton>
      </Form>
      <CancelForm uid={uid} application={application} />
    </FrontPage>
  )
}

function helpOf({ discovery }: Application): string {
  if (!discovery.byAddress) return 'Its name, as in the address of its sign-in page.'
  return discovery.byName ? 'Its name, or your email address there.' : 'Your email address there.'
}
